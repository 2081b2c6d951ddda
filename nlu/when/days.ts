import { Temporal } from 'temporal-polyfill'
import { type Parts, production, type Scope, stage } from './cascade.ts'
import { followedBy, NEIGHBOURS, precededBy } from './lexicon.ts'
import type { Carried, DaySpec, Node, PlainDate, PlainDateTime, Unit } from './node.ts'

const spec = (day: DaySpec): Carried => ({ spec: day })

const fixed = (from: PlainDate, to: PlainDate = from): Carried => spec({ type: 'fixed', from, to })

const todayOf = ({ now }: Scope): PlainDate => now.toPlainDate()

/** Between midnight and one o'clock 明天 may still mean the day after the night's sleep. */
const isAmbiguousTomorrow = (now: PlainDateTime): boolean => now.hour === 0 && now.minute > 0

const namedDay = ([word]: Parts, scope: Scope): Carried => {
  const n = word?.n ?? 0
  const day = todayOf(scope).add({ days: n })
  const doubtful = n > 0 && isAmbiguousTomorrow(scope.now)
  return {
    ...spec({ type: 'fixed', from: day, to: day, ...(doubtful ? { spokenTomorrow: true } : {}) }),
    part: word?.part,
  }
}

const namedDays = ([word]: Parts, scope: Scope): Carried => {
  const today = todayOf(scope)
  return fixed(today.add({ days: word?.n ?? 0 }), today.add({ days: word?.hi ?? 0 }))
}

const monday = (day: PlainDate): PlainDate => day.subtract({ days: day.dayOfWeek - 1 })

const weekday = (week: number | undefined, [, day]: Parts, { before, text }: Scope): Carried | null => {
  const isCount = before?.kind === 'num' && followedBy(text, day?.end ?? 0, NEIGHBOURS.notAfterCount)
  const isWeekOfMany = before?.kind === 'num' && /^[周星礼]/.test(text.slice((day?.start ?? 0) - 0))
  if (
    isCount ||
    isDoctorsName(text, day) ||
    (isWeekOfMany && followedBy(text, day?.end ?? 0, NEIGHBOURS.notAfterCount))
  )
    return null
  return spec({ type: 'weekday', day: day?.n ?? 1, ...(week === undefined ? {} : { week }) })
}

/** 周一鸣医生: a given name stands where a surname would have to (周三王医生). */
const isDoctorsName = (text: string, day: Node | undefined): boolean => {
  const end = day?.end ?? 0
  const given = text.charAt(end)
  return (
    /^周[一-龥]$/.test(text.slice(day?.start ?? 0, end)) &&
    /[一-龥]/.test(given) &&
    !NEIGHBOURS.surnames.includes(given) &&
    !'早晚午的找约挂看去来见有想'.includes(given) &&
    followedBy(text, end + 1, NEIGHBOURS.titles)
  )
}

const wholeWeeks = (week: number, count: number, scope: Scope): Carried => {
  const start = monday(todayOf(scope)).add({ weeks: week })
  return fixed(start, start.add({ days: 7 * count - 1 }))
}

const isQueueNumber = (text: string, num: Node | undefined, end: number): boolean =>
  followedBy(text, end, NEIGHBOURS.notAfterDay) ||
  precededBy(text, num?.start ?? 0, NEIGHBOURS.notBeforeDay) ||
  (precededBy(text, num?.start ?? 0, ['我是', '我']) && /^(?:$|[,，。!?！？ ])/.test(text.slice(end)))

const TIMES_A_DAY = /^ ?[\d一两二三四五六]+[次回遍片粒顿餐]/

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
    (['dian', 'ge', 'unit', 'week', 'yue', 'fen'].includes(scope.after?.kind ?? '') ||
      followedBy(scope.text, end, NEIGHBOURS.notAfterCount))
  )
    return null
  return spec(dateSpec(year, month, n, num?.hi ?? n))
}

const dateSpec = (
  year: Node | undefined,
  month: Node | undefined,
  from: number,
  to: number,
  clamp = false,
): DaySpec => {
  const inYear = year?.n ?? month?.date?.year
  return {
    type: 'date',
    from,
    to,
    ...(inYear === undefined ? {} : { year: inYear }),
    ...(month?.n === undefined ? {} : { month: month.n }),
    ...(month?.hi === undefined ? {} : { monthEnd: month.hi }),
    ...(clamp ? { clamp: true } : {}),
  }
}

const wholeMonth = ([year, month]: Parts, { text, before }: Scope): Carried | null => {
  const end = month?.end ?? 0
  if (before?.kind === 'ordinal' || followedBy(text, end, NEIGHBOURS.notAfterMonth)) return null
  return spec(dateSpec(year, month, 1, 31, true))
}

/** 12月底, 这个月初, 月底; 月底 stands as -5: the last five days. */
const thirdOfMonth = ([year, month, rel, third]: Parts, scope: Scope): Carried | null => {
  if (third?.word === '底' && !month) return null
  const shifted = rel
    ? todayOf(scope)
        .with({ day: 1 })
        .add({ months: rel.n ?? 0 })
    : null
  const inMonth = shifted
    ? { n: shifted.month, date: { year: shifted.year, month: 1, day: 1 }, kind: 'month', start: 0, end: 0 }
    : month
  return spec(dateSpec(year, inMonth, third?.n ?? 1, third?.hi ?? 31, true))
}

const monthsOfYear = ([year, third]: Parts, { now }: Scope): Carried => {
  const [from, to] = [third?.n ?? 1, third?.hi ?? 12]
  const given = year?.n ?? now.year + (from === 1 && now.month > to ? 1 : 0)
  const start = Temporal.PlainDate.from({ year: given, month: from, day: 1 })
  return fixed(start, Temporal.PlainDate.from({ year: given, month: to, day: 31 }))
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
const FRACTIONS = new Set(['1/2', '1/3', '1/4', '2/3', '3/4'])

const slashed = ([date, hao]: Parts, { text }: Scope): Carried | null => {
  const { start = 0, end = 0 } = date ?? {}
  const isFraction = !hao && FRACTIONS.has(text.slice(start, end))
  const isPath = /[/a-z]/i.test(text.charAt(start - 1))
  return isFraction || isPath || followedBy(text, end, NOT_AFTER_SLASHED) ? null : figures([date])
}

const dotted = ([date]: Parts): Carried | null => {
  const { month = 0, day = 0 } = date?.date ?? {}
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? figures([date]) : null
}

/** Lunar day: 初五, 腊月二十, 农历八月十五. `mark` or a lunar month or 初 must have been said. */
const lunarDay = (
  year: Node | undefined,
  month: Node | undefined,
  day: Node | undefined,
  leap = false,
): Carried | null => {
  const n = day?.n ?? Number.NaN
  if (!Number.isInteger(n) || n < 1 || n > 39) return null
  if (n > 30) return spec({ type: 'impossible' })
  return spec(lunarSpec(year, month, n, n, leap))
}

const lunarSpec = (
  year: Node | undefined,
  month: Node | undefined,
  from: number,
  to: number,
  leap = false,
): DaySpec => ({
  type: 'lunar',
  from,
  to,
  ...(year?.n === undefined ? {} : { year: year.n }),
  ...(month?.n === undefined ? {} : { month: month.n }),
  ...(leap ? { leap } : {}),
})

const FIRST_LUNAR_MONTH = { kind: 'month', start: 0, end: 0, n: 1 }

const isPersonsName = (text: string, node: Node | undefined): boolean => {
  const start = node?.start ?? 0
  return precededBy(text, start, NEIGHBOURS.surnames) && !precededBy(text, start, ['今天是', '马上'])
}

const festival = ([year, name, holiday]: Parts, { text }: Scope): Carried | null => {
  const end = (holiday ?? name)?.end ?? 0
  const isPlace =
    followedBy(text, end, NEIGHBOURS.notAfterFestival) ||
    precededBy(text, name?.start ?? 0, ['国国', '列国', '美国', '法国'])
  if (isPlace || isPersonsName(text, name) || precededBy(text, name?.start ?? 0, NEIGHBOURS.dayAsName))
    return null
  return spec({
    type: 'festival',
    name: name?.word ?? '',
    ...(year?.n === undefined ? {} : { year: year.n }),
    ...(holiday && holiday.word !== '的时候' && holiday.word !== '那会儿' ? { holiday: true } : {}),
  })
}

/** 十一 is the National Day only with a word that says so. */
const eleventh = ([num, mark]: Parts): Carried | null =>
  num?.word === '十一'
    ? spec({ type: 'festival', name: '国庆节', ...(mark?.kind === 'holiday' ? { holiday: true } : {}) })
    : null

const yearEdge = ([edge]: Parts, scope: Scope): Carried | null => {
  if (/^节/.test(scope.text.slice(edge?.start ?? 0))) return null
  const name = edge?.word === 'before' ? '除夕' : '春节'
  return spec({
    type: 'choice',
    of: [
      { type: 'festival', name: '元旦' },
      { type: 'festival', name },
    ],
  })
}

const UNIT_FIELD: Record<Unit, 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years'> = {
  minute: 'minutes',
  hour: 'hours',
  day: 'days',
  week: 'weeks',
  month: 'months',
  year: 'years',
}
const HALF: Partial<Record<Unit, { seconds?: number; minutes?: number; days?: number; months?: number }>> = {
  hour: { minutes: 30 },
  minute: { seconds: 30 },
  month: { days: 15 },
  year: { months: 6 },
  week: { days: 3 },
}

/** `n` units as a Temporal duration; half a month is 15 days. */
export const durationOf = (n: number, unit: Unit, sign: 1 | -1): Temporal.Duration => {
  const whole = Temporal.Duration.from({ [UNIT_FIELD[unit]]: Math.floor(n) })
  const both = n % 1 === 0 ? whole : whole.with(HALF[unit] ?? {})
  return sign === 1 ? both : both.negated()
}

const isOfClock = (unit: Unit | undefined): boolean => unit === 'hour' || unit === 'minute'

const clockText = (time: PlainDateTime): string => time.toPlainTime().toString({ smallestUnit: 'minute' })

/** 三天后, 半小时前: the day `n` units away, with the time where hours were counted; 两三天后 is both. */
const away =
  (sign: 1 | -1, which: number) =>
  (parts: Parts, { now }: Scope): Carried | null => {
    const { n = 0, hi = n, unit } = parts[which] ?? {}
    if (!unit) return null
    const times = [n, hi].map((count) => now.add(durationOf(count, unit, sign)))
    const [first, last] = sign === 1 ? times : times.reverse()
    if (!first || !last) return null
    const time = isOfClock(unit) && hi === n ? { time: clockText(first) } : {}
    return spec({ type: 'fixed', from: first.toPlainDate(), to: last.toPlainDate(), ...time })
  }

/** 未来三天 from today, 后三天 from tomorrow (`startsAfter` 1), and the same backwards. */
const stretch =
  (sign: 1 | -1, which: number, startsAfter: 0 | 1) =>
  (parts: Parts, { now }: Scope): Carried | null => {
    const { n = 0, hi = n, unit } = parts[which] ?? {}
    if (!unit) return null
    const far = now.add(durationOf(hi, unit, sign))
    const near = isOfClock(unit) ? now : now.add({ days: sign * startsAfter })
    const [from, to] = sign === 1 ? [near, far] : [far, near]
    const times = isOfClock(unit) ? { time: clockText(from), timeEnd: clockText(to) } : {}
    return spec({ type: 'fixed', from: from.toPlainDate(), to: to.toPlainDate(), ...times })
  }

/** 前三天 opens an expression; 检查前三天 counts from an examination we do not know. */
const opensExpression = ({ before, text }: Scope): boolean =>
  before === undefined ||
  ['soft', 'hard', 'filler', 'to', 'and', 'from'].includes(before.kind) ||
  /[在我想约]/.test(text.charAt(before.start))

const stretchFrom = (sign: 1 | -1) => (parts: Parts, scope: Scope) =>
  opensExpression(scope) ? stretch(sign, 1, 1)(parts, scope) : null

const calendarStretch = ([rel, duration]: Parts, scope: Scope): Carried | null => {
  const { n = 0, unit } = duration ?? {}
  const direction = rel?.n ?? 0
  if (unit === 'week' && direction === 1) return wholeWeeks(1, n, scope)
  if (unit === 'week' && direction === -1) return wholeWeeks(-n, n, scope)
  if (direction === 0)
    return unit === 'day'
      ? stretch(1, 1, 0)([rel, { kind: 'duration', start: 0, end: 0, n: n - 1 || 1, unit }], scope)
      : null
  return direction === 1 || direction === -1 ? stretch(direction, 1, 1)([rel, duration], scope) : null
}

/** 三日后 counts days; 15日后 names one. */
const daysAhead = ([num, hao, after]: Parts, scope: Scope): Carried | null =>
  hao?.word === '日' && /^[一二两三四五六七八九十]$/.test(num?.word ?? '')
    ? away(1, 0)([{ kind: 'duration', start: 0, end: after?.end ?? 0, n: num?.n ?? 1, unit: 'day' }], scope)
    : null

/** 下 周 三, with blanks. */
const spacedWeekday = ([rel, week, num]: Parts, scope: Scope): Carried | null => {
  const isLone = !['dian', 'hao', 'yue', 'ge', 'num', 'unit', 'week', 'nian', 'to'].includes(
    scope.after?.kind ?? '',
  )
  const n = num?.n ?? 8
  if (!isLone || !(n >= 1 && n <= 7) || num?.word?.length !== 1 || num.start === week?.end) return null
  return weekday(rel?.n, [rel, { ...num, n }], scope)
}

const withinDuration = (parts: Parts, scope: Scope): Carried | null => stretch(1, 0, 0)(parts, scope)

/** 两天之内(from today), 推迟一周 (from the date under correction). */
const postponed = ([word, duration]: Parts): Carried | null =>
  duration?.unit && duration.n !== undefined
    ? spec({ type: 'moved', unit: duration.unit, n: (word?.n ?? 1) * duration.n })
    : null

const weekendOf = ([rel]: Parts): Carried =>
  spec({ type: 'weekend', ...(rel?.n === undefined ? {} : { week: rel.n }) })

const thirtiethOfYear = ([, num]: Parts): Carried | null =>
  num?.n === 30 ? spec({ type: 'festival', name: '除夕' }) : lunarDay(undefined, FIRST_LUNAR_MONTH, num)

const LUNAR_TENS = /^[廿卅]/
const lunarOrSolarDay = ([num]: Parts, { text, after }: Scope): Carried | null => {
  const n = num?.n ?? Number.NaN
  const end = num?.end ?? 0
  const lone = !after || ['filler', 'soft', 'hard', 'part'].includes(after.kind)
  if (
    !LUNAR_TENS.test(num?.word ?? '') ||
    !(n >= 20 && n <= 30) ||
    !lone ||
    followedBy(text, end, NEIGHBOURS.notAfterCount)
  )
    return null
  return spec({
    type: 'choice',
    of: [
      { type: 'date', from: n, to: n },
      { type: 'lunar', from: n, to: n },
    ],
  })
}

const wholeLunarMonth = (year: Node | undefined, month: Node | undefined, leap = false): Carried =>
  spec(lunarSpec(year, month, 1, 30, leap))

/** Second stage: terms and words become days, or stretches of days. */
export const readDays = stage(
  [
    production('day', 'day|dayPart', namedDay),
    production('day', 'days', namedDays),
    production('day', 'rel? weekday', (parts, scope) => weekday(parts[0]?.n, parts, scope)),
    production('day', 'rel week weekday', ([rel, , day], scope) => weekday(rel?.n, [rel, day], scope)),
    production('day', 'rel week filler weekday', ([rel, , , day], scope) =>
      weekday(rel?.n, [rel, day], scope),
    ),
    production('day', 'rel? week num', spacedWeekday),
    production('day', 'rel? weekend', weekendOf),
    production('day', 'rel week weekend', ([rel]) => weekendOf([rel])),
    production('day', 'rel week', ([rel], scope) => wholeWeeks(rel?.n ?? 0, 1, scope)),
    production('day', 'rel duration', calendarStretch),
    production('day', 'year? month num hao?', dayInMonth),
    production('day', 'year? month', wholeMonth),
    production('day', 'year? month third', ([year, month, third], scope) =>
      thirdOfMonth([year, month, undefined, third], scope),
    ),
    production('day', 'rel? third', ([rel, third], scope) =>
      thirdOfMonth([undefined, undefined, rel, third], scope),
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
    production('day', 'year', wholeYear),
    production('day', 'num hao', bareDay),
    production('day', 'date hao?', figures),
    production('day', 'slashed hao?', slashed),
    production('day', 'dotted hao', dotted),
    production('day', 'year? lunarMark? lunarMonth num|lunarDay hao?', ([year, , month, day]) =>
      lunarDay(year, month, day),
    ),
    production('day', 'year? lunarMark? lunarMonth', ([year, , month]) => wholeLunarMonth(year, month)),
    production('day', 'lunarMark year? month num|lunarDay hao?', ([, year, month, day]) =>
      lunarDay(year, month, day),
    ),
    production('day', 'lunarMark year? leap month num|lunarDay hao?', ([, year, , month, day]) =>
      lunarDay(year, month, day, true),
    ),
    production('day', 'lunarMark year? leap? month', ([, year, leap, month]) =>
      wholeLunarMonth(year, month, leap !== undefined),
    ),
    production('day', 'year? leap month', ([year, , month]) => wholeLunarMonth(year, month, true)),
    production('day', 'lunarMark year? lunarMonth num|lunarDay', ([, year, month, day]) =>
      lunarDay(year, month, day),
    ),
    production('day', 'year lunarMark month num|lunarDay hao?', ([year, , month, day]) =>
      lunarDay(year, month, day),
    ),
    production('day', 'lunarMark num|lunarDay hao?', ([, day]) => lunarDay(undefined, undefined, day)),
    production('day', 'year? month lunarDay', ([year, month, day]) =>
      lunarDay(year, month?.date ? undefined : month, day),
    ),
    production('day', 'lunarDay', ([day]) => lunarDay(undefined, undefined, day)),
    production('day', 'lunarNew num|lunarDay', thirtiethOfYear),
    production('day', 'num', lunarOrSolarDay),
    production('day', 'year? festival holiday?', festival),
    production('day', 'num holiday|before|after', ([num, mark], scope) =>
      mark?.kind === 'holiday' && !/节|放|的时候|间|长|黄金|那/.test(mark.word ?? '')
        ? null
        : scope && mark?.kind !== 'holiday'
          ? null
          : eleventh([num, mark]),
    ),
    production('day', 'newYear holiday?', () =>
      spec({ type: 'choice', of: [{ type: 'festival', name: '春节', holiday: true }] }),
    ),
    production('day', 'yearEdge', yearEdge),
    production('day', 'duration after', away(1, 0)),
    production('day', 'num hao after', daysAhead),
    production('day', 'guo duration after?', away(1, 1)),
    production('day', 'duration before', away(-1, 0)),
    production('day', 'duration within', withinDuration),
    production('day', 'future duration within?', stretch(1, 1, 0)),
    production('day', 'lately duration within?', stretch(-1, 1, 0)),
    production('day', 'after duration', stretchFrom(1)),
    production('day', 'before duration', stretchFrom(-1)),
    production('day', 'postpone duration', postponed),
  ],
  [],
)

const shifted = ([base, , shift]: Parts): Carried | null =>
  base?.spec ? spec({ type: 'shifted', base: base.spec, days: shift?.n ?? 0 }) : null

const nthWeekday = (
  base: Node | undefined,
  num: Node | undefined,
  day: DaySpec | undefined,
  after: boolean,
): Carried | null =>
  base?.spec && day?.type === 'weekday' && day.week === undefined
    ? spec({
        type: 'nthWeekday',
        n: num?.kind === 'last' ? -1 : (num?.n ?? 1),
        day: day.day,
        base: base.spec,
        after,
      })
    : null

const nthWeek = (base: Node | undefined, duration: Node | undefined): Carried | null =>
  base?.spec && duration?.unit === 'week'
    ? spec({ type: 'nthWeek', n: duration.n ?? 1, base: base.spec })
    : null

const thisMonth = ({ now }: Scope): Node => ({
  kind: 'day',
  start: 0,
  end: 0,
  spec: { type: 'date', year: now.year, month: now.month, from: 1, to: 31, clamp: true },
})

/** Third stage: days counted from other days (除夕前一天, 国庆后第一个周一, 下个月第二周). */
export const readCountedDays = stage(
  [
    production('day', 'day filler? shift', shifted),
    production('day', 'day filler? ordinal num ge? day', ([base, , , num, , day]) =>
      nthWeekday(base, num, day?.spec, false),
    ),
    production('day', 'day after filler? ordinal num ge? day', ([base, , , , num, , day]) =>
      nthWeekday(base, num, day?.spec, true),
    ),
    production('day', 'day filler? last ge? day', ([base, , last, , day]) =>
      nthWeekday(base, last, day?.spec, false),
    ),
    production('day', 'last ge? day', ([last, , day], scope) =>
      nthWeekday(thisMonth(scope), last, day?.spec, false),
    ),
    production('day', 'day filler? ordinal duration', ([base, , , duration]) => nthWeek(base, duration)),
  ],
  [],
)
