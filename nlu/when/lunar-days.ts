import { type Parts, production, type Scope } from './cascade.ts'
import { spec } from './day-specs.ts'
import { followedBy, NEIGHBOURS, precededBy } from './lexicon.ts'
import type { Carried, DaySpec, Node } from './node.ts'

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

const SAYS_HOLIDAY = /节|放|间|长|黄金|那/

/** 十一 is the National Day only with a word that says so. */
const eleventh = ([num, mark]: Parts): Carried | null =>
  num?.word === '十一' && SAYS_HOLIDAY.test(mark?.word ?? '')
    ? spec({ type: 'festival', name: '国庆节', holiday: true })
    : null

const yearEdge = ([edge]: Parts, scope: Scope): Carried | null => {
  if (scope.text.startsWith('节', edge?.start ?? 0)) return null
  const name = edge?.word === 'before' ? '除夕' : '春节'
  return spec({
    type: 'choice',
    of: [
      { type: 'festival', name: '元旦' },
      { type: 'festival', name },
    ],
  })
}

const lunarThird = (month: Node | undefined, third: Node | undefined): Carried => {
  const from = third?.n ?? 1
  return spec(lunarSpec(undefined, month, from < 0 ? 31 + from : from, Math.min(third?.hi ?? 30, 30)))
}

const LAST_LUNAR_MONTH = { ...FIRST_LUNAR_MONTH, n: 12 }

/** 大年三十 and 大年二十八 end the year, 大年初二 begins one. */
const turnOfYear = ([, num]: Parts): Carried | null => {
  if (num?.n === 30) return spec({ type: 'festival', name: '除夕' })
  return lunarDay(undefined, (num?.n ?? 0) > 20 ? LAST_LUNAR_MONTH : FIRST_LUNAR_MONTH, num)
}

/** 年二十八, 年廿九; not 2026年28号. */
const yearsLastDays = ([nian, num]: Parts, { text, after }: Scope): Carried | null => {
  const isYears = /[\d〇零一二三四五六七八九十今明去前后本来几半]$/.test(text.slice(0, nian?.start ?? 0))
  const isDay = !after || !['hao', 'yue', 'nian', 'ge', 'unit', 'dian', 'num'].includes(after.kind)
  if (isYears || !isDay || !/^(?:廿|二十)[三四五六七八九]$/.test(num?.word ?? '')) return null
  return lunarDay(undefined, LAST_LUNAR_MONTH, num)
}

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

/** Lunar days and months, festivals and holidays. */
export const LUNAR_PRODUCTIONS = [
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
  production('day', 'lunarNew num|lunarDay', turnOfYear),
  production('day', 'nian num', yearsLastDays),
  production('day', 'lunarMark? newYearDay', ([, day]) => lunarDay(undefined, FIRST_LUNAR_MONTH, day)),
  production('day', 'num', lunarOrSolarDay),
  production('day', 'year? festival holiday?', festival),
  production('day', 'num holiday', eleventh),
  production('day', 'newYear holiday?', () =>
    spec({ type: 'choice', of: [{ type: 'festival', name: '春节', holiday: true }] }),
  ),
  production('day', 'yearEdge', yearEdge),
  production('day', 'lunarMark? lunarMonth third', ([, month, third]) => lunarThird(month, third)),
]
