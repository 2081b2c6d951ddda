import type { Temporal } from 'temporal-polyfill'
import type { DayPart } from '../domain/hospital.ts'
import { instantOn, isPublicHoliday } from './calendar.ts'
import type { Policy } from './policy.ts'

/**
 * The days from `from` (included) to the horizon on which a clinic rostered on these weekdays (1 Monday … 7 Sunday) sees
 * patients. A make-up workday keeps its own weekday's roster. Source: AP-1, AP-13 (S1 三).
 */
export const sessionDays = (
  from: Temporal.PlainDate,
  weekdays: number[],
  policy: Policy,
): Temporal.PlainDate[] => {
  const { booking, sessions } = policy
  return Array.from({ length: booking.horizonDays + sessions.marginDays + 1 }, (_, i) =>
    from.add({ days: i }),
  ).filter(
    (day) => weekdays.includes(day.dayOfWeek) && (sessions.onPublicHolidays || !isPublicHoliday(day, policy)),
  )
}

/** The bookable periods of a clinic on `day`, in order; a rest shorter than a period is not offered. Source: AP-1 (S1 四), AP-13 (S1 三). */
export const sessionPeriods = (
  day: Temporal.PlainDate,
  part: DayPart,
  policy: Policy,
): { startsAt: Temporal.Instant; endsAt: Temporal.Instant }[] => {
  const { from, to } = policy.sessions[part]
  const minutes = policy.sessions.periodMinutes
  const opensAt = instantOn(day, from, policy)
  const open = opensAt.until(instantOn(day, to, policy)).total('minutes')
  return Array.from({ length: Math.floor(open / minutes) }, (_, i) => ({
    startsAt: opensAt.add({ minutes: i * minutes }),
    endsAt: opensAt.add({ minutes: (i + 1) * minutes }),
  }))
}
