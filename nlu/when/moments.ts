import { Temporal } from 'temporal-polyfill'
import type { Moment, PartOfDay } from '../../domain/understanding.ts'
import { mustBeAsked, place, type Stretch, type Viewpoint } from './calendar.ts'
import {
  type Clock,
  type DayPart,
  type DaySpec,
  type Expression,
  isStretch,
  type PlainDate,
  type PlainDateTime,
} from './node.ts'

/** What an expression comes to: moments (several only if one must be asked for), or an impossible date or hour. */
export type Reading = { moments: Moment[]; ask: boolean; open: boolean } | 'impossible' | null

/** The part of the day that is reported for a word; small hours have none. */
export const PART_OF_DAY: Record<DayPart, PartOfDay | null> = {
  dawn: null,
  morning: 'morning',
  noon: 'noon',
  afternoon: 'afternoon',
  evening: 'evening',
  night: 'evening',
}

const afternoonHour = (hour: number): number => (hour < 12 ? hour + 12 : hour)
const eveningHour = (hour: number): number => (hour >= 5 && hour <= 12 ? hour + 12 : hour)

/** The hour of 24 that a bare number means after a word for the part of the day; 24 is the midnight that ends the day. */
const HOUR_IN: Record<DayPart, (hour: number) => number> = {
  dawn: (hour) => (hour === 12 ? 0 : hour),
  morning: (hour) => hour,
  noon: (hour) => (hour <= 3 ? hour + 12 : hour),
  afternoon: afternoonHour,
  evening: eveningHour,
  night: (hour) => (hour >= 6 ? eveningHour(hour) : hour),
}

const isNight = (part: DayPart | undefined): boolean => part === 'evening' || part === 'night'

const hourOf = ({ hour, exact }: Clock, part: DayPart | undefined, clinic: boolean): number => {
  if (exact && !(part && hour <= 12)) return hour
  if (hour === 0 && isNight(part)) return 24
  if (part) return HOUR_IN[part](hour)
  return clinic && hour >= 1 && hour <= 6 ? hour + 12 : hour
}

const twoFigures = (n: number): string => String(n).padStart(2, '0')
const timeText = (hour: number, minute: number): string => `${twoFigures(hour)}:${twoFigures(minute)}`

interface Times {
  time?: string
  timeEnd?: string
  /** The time belongs to the following day (晚上12点). */
  nextDay?: true
}

const endHour = (expression: Expression, start: number, clinic: boolean): number => {
  const { clockTo, part, partTo } = expression
  if (!clockTo) return start
  const hour = hourOf(clockTo, partTo ?? part, clinic)
  const startsAt = start * 60 + (expression.clock?.minute ?? 0)
  const isBefore = hour * 60 + clockTo.minute < startsAt
  return isBefore && !partTo && !expression.dayTo && !clockTo.exact && hour + 12 <= 24 ? hour + 12 : hour
}

const timesOf = (expression: Expression, clinic: boolean): Times | 'impossible' => {
  const { clock, clockTo, bound, part } = expression
  if (!clock) return {}
  const hour = hourOf(clock, part, clinic)
  const last = endHour(expression, hour, clinic)
  if (hour > 24 || last > 24) return 'impossible'
  const end = (h: number, minute: number) => (h === 24 ? '23:59' : timeText(h, minute))
  if (bound === 'before') return { timeEnd: end(hour, clock.minute) }
  const start: Times =
    hour === 24 ? { time: timeText(0, clock.minute), nextDay: true } : { time: timeText(hour, clock.minute) }
  return clockTo ? { ...start, timeEnd: end(last, clockTo.minute) } : start
}

const PART_STARTS: Record<DayPart, string> = {
  dawn: '00:00',
  morning: '08:00',
  noon: '11:30',
  afternoon: '13:00',
  evening: '18:00',
  night: '20:00',
}

const isStillToCome = ({ part, clock }: Expression, times: Times, now: PlainDateTime): boolean => {
  const starts = times.time ?? times.timeEnd ?? (part && !clock ? PART_STARTS[part] : '00:00')
  return starts > timeText(now.hour, now.minute)
}

const saidTimes = ({ time, timeEnd }: Times | Stretch): Pick<Moment, 'time' | 'timeEnd'> => ({
  ...(time ? { time } : {}),
  ...(timeEnd ? { timeEnd } : {}),
})

const momentOf = (stretch: Stretch, expression: Expression, times: Times): Moment => {
  const { from, to } = stretch
  const { nextDay } = times
  const days = {
    date: from.add({ days: nextDay ? 1 : 0 }).toString(),
    ...(to.equals(from) ? {} : { dateEnd: to.toString() }),
  }
  return { ...days, ...saidTimes(stretch), ...saidTimes(times), ...partOf(expression, nextDay) }
}

const partOf = ({ part }: Expression, nextDay?: true): { part?: PartOfDay } => {
  const named = part && !nextDay ? PART_OF_DAY[part] : null
  return named ? { part: named } : {}
}

/** 下周之前, 下个月以前: it is not said whether that week or month is still meant. */
const isWholePeriod = (day: DaySpec | undefined, { from, to }: Stretch): boolean =>
  (day?.type === 'fixed' && from.until(to).days >= 6) ||
  (day?.type === 'date' && day.from === 1 && day.to === 31 && !day.edge)

/** Days before, from or within what was said: 周三之前 is today … Wednesday. */
const bounds = (stretch: Stretch, { bound, clock, day }: Expression, today: PlainDate): Stretch[] => {
  if (!bound || clock) return [stretch]
  if (bound === 'after') return [{ ...stretch, to: stretch.from }]
  const isAhead = Temporal.PlainDate.compare(today, stretch.from) < 0
  if (bound === 'within' && isAhead && isStretch(day)) return [stretch]
  const from = isAhead || Temporal.PlainDate.compare(today, stretch.to) <= 0 ? today : stretch.from
  const whole = { from, to: stretch.to }
  return bound === 'before' && isAhead && isWholePeriod(day, stretch)
    ? [{ from, to: stretch.from.subtract({ days: 1 }) }, whole]
    : [whole]
}

const placeRange = (
  { dayTo }: Expression,
  start: Stretch,
  view: Viewpoint,
): Stretch | 'impossible' | null => {
  if (!dayTo) return start
  const placed = place(dayTo, { ...view, notBefore: start.from, sibling: undefined })
  if (placed === null || placed === 'impossible') return placed
  const end = placed.stretches.at(-1)
  if (!end) return null
  return Temporal.PlainDate.compare(end.to, start.from) < 0 ? 'impossible' : { from: start.from, to: end.to }
}

const agreeing = (first: Stretch[], { sameDay }: Expression, view: Viewpoint): Stretch[] => {
  const day = first[0]?.from
  if (!sameDay || !day) return first
  if (sameDay.type === 'weekday' && sameDay.week === undefined && sameDay.day === day.dayOfWeek) return first
  const placed = place(sameDay, view)
  const others = placed === null || placed === 'impossible' ? [] : placed.stretches
  const both = others.find(({ from }) => from.equals(day))
  return both ? [both] : [...first, ...others]
}

/** A bare weekday said together with its date: the date decides. */
const decisive = (expression: Expression): Expression =>
  expression.day?.type === 'weekday' && expression.day.week === undefined && expression.sameDay
    ? { ...expression, day: expression.sameDay, sameDay: expression.day }
    : expression

/** Puts one expression into the calendar and on the clock. */
export const readExpression = (
  said: Expression,
  seen: Viewpoint,
  now: PlainDateTime,
  clinic: boolean,
): Reading => {
  const expression = decisive(said)
  const times = timesOf(expression, clinic)
  if (times === 'impossible') return 'impossible'
  const { day } = expression
  if (!day) {
    const time = { ...saidTimes(times), ...partOf(expression, times.nextDay) }
    return Object.keys(time).length > 0
      ? { moments: [{ date: null, ...time }], ask: false, open: false }
      : null
  }
  const view = { ...seen, laterToday: isStillToCome(expression, times, now) }
  const placed = place(day, view)
  if (placed === null || placed === 'impossible') return placed
  const stretches = agreeing(placed.stretches, expression, view)
  const ranges = stretches.map((stretch) => placeRange(expression, stretch, view))
  if (ranges.includes('impossible')) return 'impossible'
  const found = ranges.filter((each): each is Stretch => each !== null && each !== 'impossible')
  if (found.length === 0) return null
  const bounded = found.flatMap((stretch) => bounds(stretch, expression, seen.today))
  const ask = bounded.length > 1 || mustBeAsked(day, { stretches: found })
  const moments = bounded.map((stretch) => momentOf(stretch, expression, times))
  return {
    moments,
    ask,
    open: expression.bound === 'after' && !expression.clock && !found.some(({ time }) => time),
  }
}
