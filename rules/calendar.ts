/** Workdays, opening hours and the arithmetic of both. Days are hospital-local. Source: AP-13 (S1 三), CP-4 (S0 接待投诉四). */
import { Temporal } from 'temporal-polyfill'
import type { BusinessHours } from './policy-fields.ts'
import { localDay } from '../domain/local-time.ts'
import { daysOf } from './policy-fields.ts'
import type { Policy } from './policy.ts'
import { publicHolidays } from './public-holidays.ts'

const builtInHolidays = new Set(publicHolidays.holidays.flatMap(daysOf))
const builtInWorkdays = new Set(publicHolidays.workdays.flatMap(daysOf))
const builtInYears = new Set([...builtInHolidays].map((day) => day.slice(0, 4)))

const firstWeekendDay = 6
const longestClosure = 400

type Span = BusinessHours['spans'][number]

/** Whether `day` is announced as a day off; the hospital's own list goes before the built-in one. Source: AP-13 (S1 三). */
export const isPublicHoliday = (day: Temporal.PlainDate, { calendar }: Policy): boolean => {
  const date = day.toString()
  return calendar.holidays.includes(date) || (builtInHolidays.has(date) && !calendar.workdays.includes(date))
}

const isMakeUpWorkday = (day: Temporal.PlainDate, { calendar }: Policy): boolean => {
  const date = day.toString()
  return calendar.workdays.includes(date) || (builtInWorkdays.has(date) && !calendar.holidays.includes(date))
}

/** Whether the holidays of the year of `day` are known, built in or from the hospital. Source: AP-13 (S1 三). */
export const holidaysKnown = (day: Temporal.PlainDate, { calendar }: Policy): boolean => {
  const year = day.toString().slice(0, 4)
  return builtInYears.has(year) || calendar.holidays.some((holiday) => holiday.startsWith(year))
}

/**
 * What kind of day `day` is by the public-holiday calendar. A weekday of a year whose holidays nobody has entered is
 * `unknown`: it counts as a workday, and is reported. Source: AP-13 (S1 三).
 */
export const dayKind = (day: Temporal.PlainDate, policy: Policy): 'workday' | 'dayOff' | 'unknown' => {
  if (isPublicHoliday(day, policy)) return 'dayOff'
  if (isMakeUpWorkday(day, policy)) return 'workday'
  if (day.dayOfWeek >= firstWeekendDay) return 'dayOff'
  return holidaysKnown(day, policy) ? 'workday' : 'unknown'
}

/** The hospital-local day of an instant. */
export const dayOf = (at: Temporal.Instant, { zone }: Policy): Temporal.PlainDate =>
  Temporal.PlainDate.from(localDay(at.epochMilliseconds, zone))

/** The instant of a time of day, `HH:MM` up to and including 24:00. */
export const instantOn = (day: Temporal.PlainDate, time: string, { zone }: Policy): Temporal.Instant =>
  time === '24:00'
    ? day.add({ days: 1 }).toZonedDateTime(zone).toInstant()
    : day.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant()

/** Whether an office with these hours opens on `day`. */
export const opensOn = (day: Temporal.PlainDate, hours: BusinessHours, policy: Policy): boolean => {
  if (hours.onPublicHolidays) return hours.weekdays.includes(day.dayOfWeek)
  if (isPublicHoliday(day, policy)) return false
  return isMakeUpWorkday(day, policy) || hours.weekdays.includes(day.dayOfWeek)
}

interface OpenSpan {
  opensAt: Temporal.Instant
  closesAt: Temporal.Instant
}

const openSpans = (day: Temporal.PlainDate, hours: BusinessHours, policy: Policy): OpenSpan[] =>
  opensOn(day, hours, policy)
    ? hours.spans.map(({ from, to }: Span) => ({
        opensAt: instantOn(day, from, policy),
        closesAt: instantOn(day, to, policy),
      }))
    : []

function* openSpansFrom(from: Temporal.Instant, hours: BusinessHours, policy: Policy): Generator<OpenSpan> {
  let closedDays = 0
  for (let day = dayOf(from, policy); closedDays < longestClosure; day = day.add({ days: 1 })) {
    const spans = openSpans(day, hours, policy)
    closedDays = spans.length === 0 ? closedDays + 1 : 0
    yield* spans
  }
  throw new Error(`These opening hours do not open within ${longestClosure} days after ${from.toString()}`)
}

const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) >= 0 ? a : b
const earlier = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) <= 0 ? a : b

const milliseconds = (from: Temporal.Instant, to: Temporal.Instant): number =>
  to.epochMilliseconds - from.epochMilliseconds
const msPerMinute = 60_000

/** Minutes between two instants in which the office is open, with fractions; 0 where `to` is not after `from`. */
export const openMinutesBetween = (
  from: Temporal.Instant,
  to: Temporal.Instant,
  hours: BusinessHours,
  policy: Policy,
): number => {
  let open = 0
  for (const { opensAt, closesAt } of openSpansFrom(from, hours, policy)) {
    if (Temporal.Instant.compare(opensAt, to) >= 0) break
    open += Math.max(0, milliseconds(later(opensAt, from), earlier(closesAt, to)))
  }
  return open / msPerMinute
}

/**
 * The instant by which `minutes` of opening time have passed since `from`; outside the hours counting starts at the next opening.
 * Time that runs out exactly at closing is due at closing, not at the next opening.
 */
export const addOpenTime = (
  from: Temporal.Instant,
  minutes: number,
  hours: BusinessHours,
  policy: Policy,
): Temporal.Instant => {
  let left = Math.round(minutes * msPerMinute)
  for (const { opensAt, closesAt } of openSpansFrom(from, hours, policy)) {
    const start = later(opensAt, from)
    const available = milliseconds(start, closesAt)
    if (available >= left) return start.add({ milliseconds: left })
    left -= Math.max(0, available)
  }
  throw new Error('unreachable: openSpansFrom does not end')
}

/** Whether the office is open at `now`; at closing time it is not. */
export const isOpen = (now: Temporal.Instant, hours: BusinessHours, policy: Policy): boolean =>
  openSpans(dayOf(now, policy), hours, policy).some(
    ({ opensAt, closesAt }) =>
      Temporal.Instant.compare(opensAt, now) <= 0 && Temporal.Instant.compare(now, closesAt) < 0,
  )

/** The first instant from `now` on at which the office is open: `now` itself while it is. */
export const opensAt = (now: Temporal.Instant, hours: BusinessHours, policy: Policy): Temporal.Instant => {
  for (const open of openSpansFrom(now, hours, policy)) {
    if (Temporal.Instant.compare(now, open.closesAt) < 0) return later(open.opensAt, now)
  }
  throw new Error('unreachable: openSpansFrom does not end')
}

/** The same time of day `days` opening days later, or the next opening where the office is then closed. */
export const addOpenDays = (
  from: Temporal.Instant,
  days: number,
  hours: BusinessHours,
  policy: Policy,
): Temporal.Instant => {
  const local = from.toZonedDateTimeISO(policy.zone)
  let day = local.toPlainDate()
  for (let left = days; left > 0; ) {
    day = day.add({ days: 1 })
    if (opensOn(day, hours, policy)) left -= 1
  }
  return addOpenTime(
    day.toZonedDateTime({ timeZone: policy.zone, plainTime: local.toPlainTime() }).toInstant(),
    0,
    hours,
    policy,
  )
}

/**
 * The end of a limit of `days`: the day of `from` is not counted, and the last day ends at the close of business.
 * Source: CP-4 (民法典 200–203).
 */
export const endOfLimit = (from: Temporal.Instant, days: number, policy: Policy): Temporal.Instant =>
  instantOn(dayOf(from, policy).add({ days }), policy.ticket.dayEndsAt, policy)

const isDayOff = (day: Temporal.PlainDate, policy: Policy): boolean => dayKind(day, policy) === 'dayOff'

const lastCountedDay = (first: Temporal.PlainDate, days: number, policy: Policy): Temporal.PlainDate => {
  if (policy.ticket.overHolidays === 'roll') return first.add({ days })
  let day = first
  for (let left = days; left > 0; ) {
    day = day.add({ days: 1 })
    if (!isPublicHoliday(day, policy)) left -= 1
  }
  return day
}

/**
 * The end of a limit of `days` that is extended over days off (节假日顺延): a last day that is one moves to the next workday;
 * with `ticket.overHolidays: skip` public holidays do not count at all. Source: CP-4 (S0 接待投诉四).
 */
export const extendOverHolidays = (
  from: Temporal.Instant,
  days: number,
  policy: Policy,
): Temporal.Instant => {
  let last = lastCountedDay(dayOf(from, policy), days, policy)
  while (isDayOff(last, policy)) last = last.add({ days: 1 })
  return instantOn(last, policy.ticket.dayEndsAt, policy)
}
