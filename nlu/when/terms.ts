import { type Parts, production, type Scope, stage } from './cascade.ts'
import { followedBy, isMeasured, NEIGHBOURS, precededBy } from './lexicon.ts'
import type { Carried, Clock, Node, Unit } from './node.ts'

/** Weeks, months, days and hours that are counted, as a number of `unit`s; a half is .5. */
const duration =
  (unit: Unit, count: (parts: Parts) => number) =>
  (parts: Parts): Carried | null => {
    const n = count(parts)
    if (!(n > 0 && n < 1000)) return null
    const hi = parts[0]?.hi
    return { n, unit, ...(hi === undefined ? {} : { hi }) }
  }

const counted = ([num]: Parts): number => num?.n ?? 0
const countedAndHalf = ([num]: Parts): number => (num?.n ?? 0) + 0.5
const half = (): number => 0.5

/** The unit is the last node's own (小时, 天). */
const ownUnit = (count: (parts: Parts) => number) => (parts: Parts, scope: Scope) => {
  const unit = parts.findLast((part) => part?.unit)?.unit
  return unit && !(unit === 'hour' && followedBy(scope.text, parts.at(-1)?.end ?? 0, ['工']))
    ? duration(unit, count)(parts)
    : null
}

const isFullYear = (num: Node | undefined): boolean =>
  /^\d{4}$|^[零〇○一二三四五六七八九]{4}$|^[一二三两]千/.test(num?.word ?? '')

/** 26年 is the year of that number nearest to now. */
const nearestCentury = (twoDigits: number, { now }: Scope): number => {
  const century = Math.floor(now.year / 100) * 100
  return [century - 100, century, century + 100]
    .map((base) => base + twoDigits)
    .reduce((best, year) => (Math.abs(year - now.year) < Math.abs(best - now.year) ? year : best))
}

const yearTerm = ([num]: Parts, scope: Scope): Carried | null => {
  const n = num?.n ?? Number.NaN
  if (isFullYear(num)) return n >= 1800 && n <= 2200 ? { n } : null
  const twoDigits = /^\d{2}$|^[零〇一二三四五六七八九]{2}$/.test(num?.word ?? '')
  const monthFollows = scope.after?.kind === 'num' || scope.after?.kind === 'lunarMonth'
  return twoDigits && monthFollows ? { n: nearestCentury(n, scope) } : null
}

/** 两月 is two months, never February. */
const FEW_MONTHS = /^[两俩仨]$/

const monthTerm = ([num, yue]: Parts, { text }: Scope): Carried | null => {
  const n = num?.n ?? Number.NaN
  if (!Number.isInteger(n) || n < 1 || n > 20 || followedBy(text, yue?.end ?? 0, NEIGHBOURS.notAfterMonth))
    return null
  if (precededBy(text, num?.start ?? 0, NEIGHBOURS.notBeforeMonth)) return null
  if (FEW_MONTHS.test(num?.word ?? '')) return null
  const named = /[一-龥]/.test(num?.word ?? '') && precededBy(text, num?.start ?? 0, NEIGHBOURS.surnames)
  return named ? null : { n, ...(num?.hi === undefined ? {} : { hi: num.hi }) }
}

/** 下个月: absolute month and year. */
const relativeMonth = ([rel]: Parts, { today, text }: Scope): Carried | null => {
  const month = today.with({ day: 1 }).add({ months: rel?.n ?? 0 })
  return /^今$|^当$/.test(rel?.word ?? '') && precededBy(text, rel?.start ?? 0, ['如', '应'])
    ? null
    : { n: month.month, date: { year: month.year, month: month.month, day: 1 } }
}

const isTime = (hour: number, minute: number): boolean =>
  hour >= 0 && hour <= 30 && minute >= 0 && minute < 60

const exactHour = (num: Node | undefined): boolean =>
  (num?.n ?? 0) > 12 || num?.n === 0 || /^0\d/.test(num?.word ?? '')

const clockOf = (num: Node | undefined, minute: number): Carried | null => {
  const hour = num?.n ?? Number.NaN
  if (!Number.isInteger(hour) || !isTime(hour, minute)) return null
  const clock: Clock = { hour, minute, exact: exactHour(num) }
  return num?.hi === undefined ? { clock } : { clock, clockTo: { hour: num.hi, minute, exact: false } }
}

const TWO_FIGURES = /^\d{2}$|^[零〇]|十|^五十/
const LONE_DIGIT = /^ ?[\d一二三四五六七八九](?![\d十号日点:月])/
const ONE = /^[一1]$/
const BEFORE_ONE_OCLOCK = new Set([
  'part',
  'partChar',
  'day',
  'dayPart',
  'weekday',
  'hao',
  'to',
  'date',
  'slashed',
])
const AFTER_ONE_OCLOCK = /^ ?(?:钟|整|左右|前|之前|以前|后|之后|以后|到|至|~|-|多|过|的号|半|来钟|之间|$)/

/** 一点 is an hour only in the company of a day, a part of the day, or another hour. */
const isOneBit = (num: Node | undefined, dian: Node | undefined, { text, before }: Scope): boolean =>
  ONE.test(num?.word ?? '') &&
  dian?.word === '点' &&
  !(before && BEFORE_ONE_OCLOCK.has(before.kind)) &&
  !(text.slice(dian.end) !== '' && AFTER_ONE_OCLOCK.test(text.slice(dian.end)))

const wholeHour = ([num, dian, zheng]: Parts, scope: Scope): Carried | null => {
  const end = (zheng ?? dian)?.end ?? 0
  if (isMeasured(scope.text, num?.start ?? 0, end)) return null
  if (!zheng && dian?.word?.length === 1) {
    if (LONE_DIGIT.test(scope.text.slice(end)) || followedBy(scope.text, end, NEIGHBOURS.notAfterClock))
      return null
    if (dian.word === '时' && !/[\d零]/.test(num?.word ?? '')) return null
  }
  return isOneBit(num, dian, scope) || scope.before?.kind === 'ordinal' ? null : clockOf(num, 0)
}

const hourAndMinutes = ([num, , minutes, fen]: Parts, { text }: Scope): Carried | null => {
  const said = fen || TWO_FIGURES.test(minutes?.word ?? '')
  if (isMeasured(text, num?.start ?? 0, (fen ?? minutes)?.end ?? 0)) return null
  if (!said || (!fen && followedBy(text, minutes?.end ?? 0, NEIGHBOURS.notAfterDecimal))) return null
  return clockOf(num, minutes?.n ?? Number.NaN)
}

const quarterHours = ([num, , quarters]: Parts): Carried | null =>
  clockOf(num, 15 * (quarters?.n ?? Number.NaN))

/** 差五分九点, 九点差五分. */
const shortOfHour = (hour: Node | undefined, minutes: number): Carried | null => {
  const n = hour?.n ?? Number.NaN
  return n >= 1 && n <= 24 && minutes > 0 && minutes < 60
    ? clockOf({ ...hour, kind: 'num', start: 0, end: 0, n: n - 1 }, 60 - minutes)
    : null
}

const amPm = ([num, part]: Parts): Carried | null => {
  const clock = num?.clock ?? clockOf(num, 0)?.clock
  return clock && clock.hour <= 12 && part?.part
    ? { clock: { ...clock, exact: false }, part: part.part }
    : null
}

const LATIN_PART = /^[ap]\.?m?\.?$/

/** First stage: numbers and their marks become durations, years, months and clock times. */
export const readTerms = stage(
  [
    production('year', 'num nian', yearTerm),
    production('year', 'yearWord', ([word], { now }) => ({
      n: now.year + (word?.n ?? 0),
      word: word?.word ?? '',
    })),
    production('month', 'num yue', monthTerm),
    production('month', 'monthWord', ([word]) => ({ n: word?.n ?? 1 })),
    production('month', 'rel yue', relativeMonth),
    production('duration', 'num ge? unit', ownUnit(counted)),
    production('duration', 'num ge ban unit', ownUnit(countedAndHalf)),
    production('duration', 'num unit ban', ownUnit(countedAndHalf)),
    production('duration', 'ban ge? unit', ownUnit(half)),
    production('duration', 'num fen', duration('minute', counted)),
    production('duration', 'num fen ban', duration('minute', countedAndHalf)),
    production('duration', 'num ge? week', duration('week', counted)),
    production('duration', 'num ge yue', duration('month', counted)),
    production('duration', 'num yue', (parts) =>
      FEW_MONTHS.test(parts[0]?.word ?? '') ? duration('month', counted)(parts) : null,
    ),
    production('duration', 'num ge ban yue', duration('month', countedAndHalf)),
    production('duration', 'ban ge? yue', duration('month', half)),
    production('duration', 'num nian', duration('year', counted)),
    production('duration', 'num nian ban', duration('year', countedAndHalf)),
    production('duration', 'ban nian', duration('year', half)),
    production('clock', 'num dian zheng?', wholeHour),
    production('clock', 'num dian ban', ([num]) => clockOf(num, 30)),
    production('clock', 'num dian guo? num ke', (parts) => quarterHours([parts[0], parts[1], parts[3]])),
    production('clock', 'num dian num ge fiveMinutes', ([num, , fives]) =>
      clockOf(num, 5 * (fives?.n ?? Number.NaN)),
    ),
    production('clock', 'num dian num fen?', hourAndMinutes),
    production('clock', 'num dian guo num fen', (parts, scope) =>
      hourAndMinutes([parts[0], parts[1], parts[3], parts[4]], scope),
    ),
    production('clock', 'short num fen|unit num dian', ([, minutes, , hour]) =>
      shortOfHour(hour, minutes?.n ?? 0),
    ),
    production('clock', 'short num ke num dian', ([, quarters, , hour]) =>
      shortOfHour(hour, 15 * (quarters?.n ?? 0)),
    ),
    production('clock', 'num dian short num fen|unit', ([hour, , , minutes]) =>
      shortOfHour(hour, minutes?.n ?? 0),
    ),
    production('clock', 'num dian short num ke', ([hour, , , quarters]) =>
      shortOfHour(hour, 15 * (quarters?.n ?? 0)),
    ),
    production('clock', 'num|clock part', (parts) =>
      LATIN_PART.test(parts[1]?.word ?? '') ? amPm(parts) : null,
    ),
  ],
  [],
)
