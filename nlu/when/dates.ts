import { Temporal } from 'temporal-polyfill'
import { type Parts, production, type Scope } from './cascade.ts'
import { dateSpec, fixed, spec } from './day-specs.ts'
import { followedBy, followsMeasure, isMeasured, NEIGHBOURS, precededBy } from './lexicon.ts'
import type { Carried, Node } from './node.ts'

const ASKS_QUEUE =
  /前面(?:还有|还|有|是)?(?:几|多少|好多)|还(?:要|得)等(?:多久|多长|几)|(?:[叫喊排轮看到]到|到)(?:几|多少|哪)|轮到我|到我了?[吗没]|叫到我|叫我[没吗]|还没(?:到|叫|轮)/
const SAYS_DAY = /^(?:的|[上下中]午|早|晚|那|去|来|看|约|到\d|或|和|、)/

const isQueueNumber = (text: string, num: Node | undefined, end: number): boolean =>
  (ASKS_QUEUE.test(text) && !SAYS_DAY.test(text.slice(end))) ||
  followedBy(text, end, NEIGHBOURS.notAfterDay) ||
  precededBy(text, num?.start ?? 0, NEIGHBOURS.notBeforeDay) ||
  (precededBy(text, num?.start ?? 0, ['我是', '我']) && /^(?:$|[,，。!?！？ ])/.test(text.slice(end)))

const TIMES_A_DAY = /^ ?[\d一两二三四五六]+(?:[次遍片粒顿餐]|回(?!来|去|家))/

const MOST_PLAUSIBLE_DAY = 35

const bareDay = ([num, hao]: Parts, scope: Scope): Carried | null => {
  const n = num?.n ?? Number.NaN
  if (!Number.isInteger(n) || n < 1 || n > MOST_PLAUSIBLE_DAY) return null
  if (TIMES_A_DAY.test(scope.text.slice(hao?.end ?? 0))) return null
  if (scope.before?.kind === 'ordinal' || isQueueNumber(scope.text, num, hao?.end ?? 0)) return null
  if (/[耗浩]/.test(hao?.word ?? '') && !scope.after) return null
  return spec({ type: 'date', from: n, to: num?.hi ?? n })
}

const dayInMonth = ([year, month, num, hao]: Parts, scope: Scope): Carried | null => {
  const n = num?.n ?? Number.NaN
  const end = (hao ?? num)?.end ?? 0
  if (!Number.isInteger(n) || n > 99 || followedBy(scope.text, end, NEIGHBOURS.notAfterDay)) return null
  if (
    !hao &&
    (['dian', 'ge', 'unit', 'week', 'yue', 'fen', 'third'].includes(scope.after?.kind ?? '') ||
      followedBy(scope.text, end, NEIGHBOURS.notAfterCount))
  )
    return null
  return spec(dateSpec(year, month, n, num?.hi ?? n))
}

const wholeMonth = ([year, month]: Parts, { text, before }: Scope): Carried | null => {
  const end = month?.end ?? 0
  if (before?.kind === 'ordinal' || followedBy(text, end, NEIGHBOURS.notAfterMonth)) return null
  return spec(dateSpec(year, month, 1, 31, true))
}

/** 12月底, 这个月初, 月底; 月底 stands as -5: the last five days. */
const thirdOfMonth = ([year, month, rel, third]: Parts, scope: Scope): Carried | null => {
  if (/^[底初]$/.test(third?.word ?? '') && !month) return null
  const shifted = rel ? scope.today.with({ day: 1 }).add({ months: rel.n ?? 0 }) : null
  const inMonth = shifted
    ? { n: shifted.month, date: { year: shifted.year, month: 1, day: 1 }, kind: 'month', start: 0, end: 0 }
    : month
  return spec(dateSpec(year, inMonth, third?.n ?? 1, third?.hi ?? 31, true))
}

const monthsOfYear = ([year, third]: Parts, { now }: Scope): Carried => {
  const [from, to] = [third?.n ?? 1, third?.hi ?? 12]
  const given = year?.n ?? now.year + (from === 1 && now.month > to ? 1 : 0)
  return spec({
    type: 'date',
    year: given,
    month: from,
    monthEnd: to,
    from: 1,
    to: 31,
    clamp: true,
    edge: true,
  })
}

/** 明年春天; a winter ends in the year after. */
const seasonOf = ([year, , season]: Parts, { now }: Scope): Carried => {
  const start = Temporal.PlainDate.from({ year: year?.n ?? now.year, month: season?.n ?? 1, day: 1 })
  const months = (season?.hi ?? 12) - (season?.n ?? 1) + 1
  return fixed(start, start.add({ months }).subtract({ days: 1 }))
}

/** A whole year, except 今年, which patients say about their age and illness. */
const wholeYear = ([year]: Parts, { now, text, after }: Scope): Carried | null => {
  const n = year?.n ?? now.year
  if (
    n === now.year ||
    after?.kind === 'num' ||
    followedBy(text, year?.end ?? 0, ['岁', '级', '产', '版', '款'])
  )
    return null
  return fixed(
    Temporal.PlainDate.from({ year: n, month: 1, day: 1 }),
    Temporal.PlainDate.from({ year: n, month: 12, day: 31 }),
  )
}

const figures = ([date]: Parts): Carried | null => {
  const { year, month = 1, day = 1 } = date?.date ?? {}
  return spec({ type: 'date', from: day, to: day, month, ...(year === undefined ? {} : { year }) })
}

const NOT_AFTER_SLASHED = ['片', '粒', 'mg', 'ml', '支', '的概率', '量', '瓶']
const SAYS_DAY_PART = /^\s?(?:那天|[上下中]午|早上|晚上|的号|有号|挂号|看病)/
const FRACTIONS = new Set(['1/2', '1/3', '1/4', '2/3', '3/4'])

const slashed = ([date, hao]: Parts, { text }: Scope): Carried | null => {
  const { start = 0, end = 0 } = date ?? {}
  const isFraction = !hao && FRACTIONS.has(text.slice(start, end)) && !SAYS_DAY_PART.test(text.slice(end))
  const isPath = /[/a-z]/i.test(text.charAt(start - 1))
  if (isFraction || isPath || isMeasured(text, start, end) || followedBy(text, end, NOT_AFTER_SLASHED))
    return null
  return hao && isTwoDays(date) ? dayOfMonthOrTwoDays(date) : figures([date])
}

const isTwoDays = (date: Node | undefined): boolean =>
  date?.date !== undefined && date.date.day === date.date.month + 1

/** 3/4号 may be the third or the fourth, or the fourth of March: to be asked. */
const dayOfMonthOrTwoDays = (date: Node | undefined): Carried => {
  const { month = 1, day = 1 } = date?.date ?? {}
  return spec({
    type: 'choice',
    of: [
      { type: 'date', from: month, to: day },
      { type: 'date', month, from: day, to: day },
    ],
  })
}

const dotted = ([date]: Parts): Carried | null => {
  const { month = 0, day = 0 } = date?.date ?? {}
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? figures([date]) : null
}

/** 12.9有没有内科的号, 12.9挂个号; 血糖12.9能吃水果吗 and 12.9块 are figures. */
const SAYS_VISIT =
  /^\s[^\d,。!?;\s]{1,6}\s?(?:[上下中]午|早上|晚上)|^\s?(?:(?:还)?(?:有没有|有|能|可以|想|要|就|再|帮我|给我)?(?:预约|挂|约)|(?:还)?有(?:没有)?[^,。!?;]{0,8}(?:号|出诊|坐诊|门诊|上班|位|医生|大夫|专家|主任)|(?:想|要|能|可以|再)?(?:来|去)?(?:复查|复诊|看(?:病|诊)?|来|去)(?!年|世|掉|了|过)|那天|的号|出诊|坐诊|上班|(?:这天|当天))/

/** 9.30 may be the half hour as well as the day. */
const LIKE_A_CLOCK = /^(?:[789]|1[0-2])\.(?:00|15|30|45)$/

const dottedVisit = ([date]: Parts, { text, before }: Scope): Carried | null => {
  const { start = 0, end = 0 } = date ?? {}
  if (before?.kind === 'ordinal' || /[a-zv￥$]\s?$/i.test(text.slice(0, start))) return null
  if (LIKE_A_CLOCK.test(text.slice(start, end)) || followsMeasure(text, start)) return null
  return SAYS_VISIT.test(text.slice(end)) ? dotted([date]) : null
}

const sameDayNextMonth = ([month, , day]: Parts, { today }: Scope): Carried | null =>
  month?.date && day?.n === 0 ? spec(dateSpec(undefined, month, today.day, today.day)) : null

const sameDayNextYear = ([year, , day]: Parts, { today }: Scope): Carried | null =>
  day?.n === 0
    ? spec(dateSpec(year, { kind: 'month', start: 0, end: 0, n: today.month }, today.day, today.day))
    : null

/** Days of months, parts of months, months and years. */
export const DATE_PRODUCTIONS = [
  production('day', 'year? month num hao?', dayInMonth),
  production('day', 'year? month', wholeMonth),
  production('day', 'year? month third', ([year, month, third], scope) =>
    thirdOfMonth([year, month, undefined, third], scope),
  ),
  production('day', 'rel? third', ([rel, third], scope) =>
    scope.before?.kind === 'ge' ? null : thirdOfMonth([undefined, undefined, rel, third], scope),
  ),
  production('day', 'year num third', ([year, num, third], scope) =>
    thirdOfMonth([year, num, undefined, third], scope),
  ),
  production('day', 'num third', ([num, third], { text }) =>
    text.charAt(third?.start ?? 0) === '月' && (num?.n ?? 13) <= 12
      ? spec(dateSpec(undefined, num, third?.n ?? 1, third?.hi ?? 31, true))
      : null,
  ),
  production('day', 'year? yearThird', monthsOfYear),
  production('day', 'num yearThird', ([num, third], scope) =>
    /^\d{4}$/.test(num?.word ?? '') ? monthsOfYear([num, third], scope) : null,
  ),
  production('day', 'year filler? season', seasonOf),
  production('day', 'year', wholeYear),
  production('day', 'num hao', bareDay),
  production('day', 'date hao?', figures),
  production('day', 'slashed hao?', slashed),
  production('day', 'dotted hao', dotted),
  production('day', 'dotted', dottedVisit),
  production('day', 'month filler? day', sameDayNextMonth),
  production('day', 'year filler? day', sameDayNextYear),
]
