import { Temporal } from 'temporal-polyfill'
import { bookingClosesAt } from './booking-closes-at.ts'
import { dayOf } from './calendar.ts'
import type { Policy } from './policy.ts'

/**
 * The days that can be booked remotely at `now`, both included: from the first that has not closed to the horizon.
 * `first` is after `last` where a hospital's horizon is shorter than its cut-off. Source: AP-1, AP-3 (S0 预约诊疗二).
 */
export const bookableDays = (
  now: Temporal.Instant,
  policy: Policy,
): { first: Temporal.PlainDate; last: Temporal.PlainDate } => {
  const today = dayOf(now, policy)
  let first = today
  while (Temporal.Instant.compare(bookingClosesAt(first, policy), now) <= 0) first = first.add({ days: 1 })
  return { first, last: today.add({ days: policy.booking.horizonDays }) }
}
