import { Temporal } from 'temporal-polyfill'
import { festivalDays, hasPublicHoliday, nthWeekdayOf, publicHoliday } from './festivals.ts'
import { lunarDays } from './lunar.ts'
import type { DaySpec, PlainDate } from './node.ts'
import { durationOf } from './offsets.ts'

/** Days from `from` to `to`, both included; times only where the words counted hours (半小时前). */
export interface Stretch {
  from: PlainDate
  to: PlainDate
  time?: string
  timeEnd?: string
}

/** Where a day came to lie: on one stretch, on one of several that must be asked for, nowhere, or not known. */
export type Placed = { stretches: Stretch[] } | 'impossible' | null

/** From where the calendar is looked at. */
export interface Viewpoint {
  today: PlainDate
  /** The speech is told as past: the nearest past is meant. */
  past: boolean
  /** The date under correction: a bare weekday keeps its week. */
  about?: PlainDate
  /** A time of today that is still to come was said, so that today's own weekday may be meant. */
  laterToday?: boolean
  /** The end of a range is looked for: the first from here on. */
  notBefore?: PlainDate
  /** What was placed just before in the same list: 下周三或周四 stays in that week, 12月5号或8号 in that month. */
  sibling?: { spec: DaySpec; from: PlainDate }
}

const one = (from: PlainDate, to: PlainDate = from): Placed => ({ stretches: [{ from, to }] })

const mondayOf = (day: PlainDate): PlainDate => day.subtract({ days: day.dayOfWeek - 1 })

const isBefore = (a: PlainDate, b: PlainDate): boolean => Temporal.PlainDate.compare(a, b) < 0

const suits = ({ from, to }: Stretch, { today, past, notBefore }: Viewpoint): boolean => {
  if (notBefore) return !isBefore(from, notBefore)
  return past ? !isBefore(today, from) : !isBefore(to, today)
}

/**
 * The nearest of what recurs: `occurrences(n)` are those of the n-th period from the current one, ascending. The first that is
 * not over yet or, told as past, the last that has begun, within `most` periods.
 */
const nearest = (
  occurrences: (n: number) => Stretch[],
  view: Viewpoint,
  most: number,
): Stretch | undefined => {
  const back = view.past && !view.notBefore
  for (let n = -1; n <= most; n++) {
    const found = occurrences(back ? -n : n)
    const suiting = back
      ? found.findLast((stretch) => suits(stretch, view))
      : found.find((stretch) => suits(stretch, view))
    if (suiting) return suiting
  }
  return undefined
}

const placeWeekday = (spec: Extract<DaySpec, { type: 'weekday' }>, view: Viewpoint): Placed => {
  const { today, about, past, notBefore, sibling, laterToday } = view
  const inWeekOf = (day: PlainDate) => mondayOf(day).add({ days: spec.day - 1 })
  if (spec.week !== undefined) return one(inWeekOf(today.add({ weeks: spec.week })))
  if (notBefore) return one(notBefore.add({ days: (spec.day - notBefore.dayOfWeek + 7) % 7 }))
  if (sibling && keepsWeek(sibling.spec)) return one(inWeekOf(sibling.from))
  if (about && Temporal.PlainDate.compare(inWeekOf(about), today) > 0) return one(inWeekOf(about))
  if (past) return one(today.subtract({ days: ((today.dayOfWeek - spec.day + 6) % 7) + 1 }))
  const ahead = (spec.day - today.dayOfWeek + 7) % 7
  return one(today.add({ days: ahead === 0 && !laterToday ? 7 : ahead }))
}

/** Whether a bare weekday that follows stays in this one's week. */
const keepsWeek = (spec: DaySpec): boolean =>
  (spec.type === 'weekday' && spec.week !== undefined) || (spec.type === 'weekend' && spec.week !== undefined)

const placeWeekend = ({ week }: { week?: number }, { today, past, about, notBefore }: Viewpoint): Placed => {
  const saturday = mondayOf(notBefore ?? today).add({ days: 5 })
  const inWeek = (n: number) => one(saturday.add({ weeks: n }), saturday.add({ weeks: n }).add({ days: 1 }))
  if (week !== undefined) return inWeek(week)
  if (about) return one(mondayOf(about).add({ days: 5 }), mondayOf(about).add({ days: 6 }))
  if (past) return inWeek(today.dayOfWeek >= 6 ? 0 : -1)
  return inWeek(today.dayOfWeek === 7 && !notBefore ? 1 : 0)
}

type DateSpec = Extract<DaySpec, { type: 'date' }>

/** -5 … stands for the last five days of the month. */
const dayOfMonth = (first: PlainDate, n: number): number => (n < 0 ? first.daysInMonth + n + 1 : n)

const inMonth = (spec: DateSpec, year: number, month: number): Stretch | null => {
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  const last = spec.monthEnd === undefined ? first : first.with({ month: spec.monthEnd })
  const from = dayOfMonth(first, spec.from)
  const to = spec.clamp ? Math.min(spec.to, last.daysInMonth) : spec.to
  if (from > first.daysInMonth || to > last.daysInMonth || to < 1) return null
  return { from: first.with({ day: from }), to: last.with({ day: to }) }
}

const list = (stretch: Stretch | null): Stretch[] => (stretch ? [stretch] : [])

const inMonthsFrom = (spec: DateSpec, { today, notBefore }: Viewpoint) => {
  const first = (notBefore ?? today).with({ day: 1 })
  return (n: number): Stretch[] => {
    const { year, month } = first.add({ months: n })
    return list(inMonth(spec, year, month))
  }
}

/** A day that comes only in years from now (2月29日) cannot be what a patient means. */
const isNear = ({ from }: Stretch, { today }: Viewpoint): boolean => Math.abs(today.until(from).days) <= 390

const placeDate = (said: DateSpec, view: Viewpoint): Placed => {
  const spec = inSiblingMonth(said, view)
  const { year, month } = spec
  if (month !== undefined && (month > 12 || month < 1)) return 'impossible'
  if (year !== undefined && month !== undefined) {
    const stretch = inMonth(spec, year, month)
    return stretch ? { stretches: [stretch] } : 'impossible'
  }
  const found =
    month === undefined
      ? nearest(inMonthsFrom(spec, view), view, 12)
      : nearest((n) => list(inMonth(spec, view.today.year + n, month)), view, 2)
  return found && (month === undefined || isNear(found, view)) ? { stretches: [found] } : 'impossible'
}

const inSiblingMonth = (spec: DateSpec, { sibling }: Viewpoint): DateSpec =>
  spec.month === undefined && sibling?.spec.type === 'date' && sibling.spec.month !== undefined
    ? { ...spec, year: sibling.from.year, month: sibling.from.month }
    : spec

type LunarSpec = Extract<DaySpec, { type: 'lunar' }>

const lunarMonths = ({ month, leap }: LunarSpec): number[] =>
  month === undefined ? Array.from({ length: 12 }, (_, i) => i + 1) : [leap ? -month : month]

const placeLunar = (spec: LunarSpec, view: Viewpoint): Placed => {
  const { year, month, from, to } = spec
  if (month !== undefined && (month > 12 || month < 1)) return 'impossible'
  const inYear = (y: number) => lunarMonths(spec).flatMap((m) => lunarDays(y, m, from, to) ?? [])
  const found = year === undefined ? nearest((n) => inYear(view.today.year + n), view, 2) : inYear(year)[0]
  return found && (year !== undefined || isNear(found, view)) ? { stretches: [found] } : 'impossible'
}

type FestivalSpec = Extract<DaySpec, { type: 'festival' }>

const festivalStretches = ({ name, holiday }: FestivalSpec, year: number): Stretch[] =>
  festivalDays(name, year).map((day) => (holiday && publicHoliday(name, day)) || { from: day, to: day })

/** Where the days off are not announced yet, the holiday's length is not known: to be asked. */
const placeFestival = (spec: FestivalSpec, view: Viewpoint): Placed => {
  const found =
    spec.year === undefined
      ? nearest((n) => festivalStretches(spec, view.today.year + n).slice(0, 1), view, 2)
      : festivalStretches(spec, spec.year)[0]
  if (!found) return 'impossible'
  const days = festivalDays(spec.name, found.to.year)
  if (days.length > 1) return { stretches: days.flatMap((day) => [{ from: day, to: day }]) }
  return { stretches: [found] }
}

/** Whether a stretch was asked for whose days off nobody has announced. */
const isUnannounced = (spec: DaySpec, { to }: Stretch): boolean =>
  spec.type === 'festival' &&
  spec.holiday === true &&
  hasPublicHoliday(spec.name) &&
  !festivalDays(spec.name, to.year).some((day) => publicHoliday(spec.name, day))

const mapPlaced = (placed: Placed, change: (stretch: Stretch) => Stretch): Placed =>
  placed === null || placed === 'impossible' ? placed : { stretches: placed.stretches.map(change) }

const placeNthWeekday = (spec: Extract<DaySpec, { type: 'nthWeekday' }>, view: Viewpoint): Placed => {
  const base = spec.base
  if (!spec.after)
    return mapPlaced(place(base, view), ({ from }) =>
      single(nthWeekdayOf(from.with({ day: 1 }), spec.n, spec.day)),
    )
  const placed = place(base.type === 'festival' ? { ...base, holiday: true } : base, view)
  const following = ({ to }: Stretch) => {
    const next = to.add({ days: 1 })
    return single(next.add({ days: ((spec.day - next.dayOfWeek + 7) % 7) + 7 * (spec.n - 1) }))
  }
  return mapPlaced(placed, following)
}

const single = (day: PlainDate): Stretch => ({ from: day, to: day })

/** 国庆第三天, 本月最后一天: days counted from the start (1) or the end (-1) of a stretch. */
const placeDaysOf = (spec: Extract<DaySpec, { type: 'daysOf' }>, view: Viewpoint): Placed => {
  const placed = place(asHoliday(spec.base), view)
  const dayOf = ({ from, to }: Stretch, n: number) =>
    n > 0 ? from.add({ days: n - 1 }) : to.add({ days: n + 1 })
  return mapPlaced(placed, (stretch) => ({ from: dayOf(stretch, spec.from), to: dayOf(stretch, spec.to) }))
}

/** Weeks of a month are counted from its first Monday. */
const placeNthWeek = (spec: Extract<DaySpec, { type: 'nthWeek' }>, view: Viewpoint): Placed =>
  mapPlaced(place(spec.base, view), ({ from }) => {
    const start = nthWeekdayOf(from.with({ day: 1 }), spec.n, 1)
    return { from: start, to: start.add({ days: 6 }) }
  })

const placeChoice = (specs: DaySpec[], view: Viewpoint): Placed => {
  const placed = specs.map((spec) => place(spec, view))
  return {
    stretches: placed.flatMap((each) => (each === null || each === 'impossible' ? [] : each.stretches)),
  }
}

const placeMoved = (
  { unit, n }: { unit: Parameters<typeof durationOf>[1]; n: number },
  { about }: Viewpoint,
): Placed => (about ? one(about.add(durationOf(Math.abs(n), unit, n < 0 ? -1 : 1))) : null)

const placeFixed = (spec: Extract<DaySpec, { type: 'fixed' }>): Placed => {
  const { from, to, time, timeEnd } = spec
  const stretch = { from, to, ...(time ? { time } : {}), ...(timeEnd ? { timeEnd } : {}) }
  return { stretches: spec.spokenTomorrow ? [single(from.subtract({ days: 1 })), stretch] : [stretch] }
}

/** Puts a day as said into the calendar. */
export const place = (spec: DaySpec, view: Viewpoint): Placed => {
  switch (spec.type) {
    case 'fixed':
      return placeFixed(spec)
    case 'weekday':
      return placeWeekday(spec, view)
    case 'weekend':
      return placeWeekend(spec, view)
    case 'date':
      return placeDate(spec, view)
    case 'lunar':
      return placeLunar(spec, view)
    case 'festival':
      return placeFestival(spec, view)
    case 'shifted':
      return mapPlaced(place(spec.base, view), ({ from }) => single(from.add({ days: spec.days })))
    case 'nthWeekday':
      return placeNthWeekday(spec, view)
    case 'daysOf':
      return placeDaysOf(spec, view)
    case 'nthWeek':
      return placeNthWeek(spec, view)
    case 'moved':
      return placeMoved(spec, view)
    case 'choice':
      return placeChoice(spec.of, view)
    case 'impossible':
      return 'impossible'
  }
}

/** Whether the words leave open what is meant although one stretch was found. */
export const mustBeAsked = (spec: DaySpec, { stretches }: { stretches: Stretch[] }): boolean =>
  stretches.length > 1 ||
  spec.type === 'choice' ||
  stretches.some((stretch) => isUnannounced(spec, stretch)) ||
  ((spec.type === 'daysOf' || (spec.type === 'nthWeekday' && spec.after)) &&
    stretches.some((stretch) => isUnannounced(asHoliday(spec.base), stretch)))

const asHoliday = (spec: DaySpec): DaySpec => (spec.type === 'festival' ? { ...spec, holiday: true } : spec)
