import { Temporal } from 'temporal-polyfill'
import { bookingClosesAt } from './booking-closes-at.ts'
import { dayOf, instantOn } from './calendar.ts'
import type { Policy } from './policy.ts'

interface BookableDays {
  first: Temporal.PlainDate
  last: Temporal.PlainDate
}

interface Lasting extends BookableDays {
  /** Epoch milliseconds between which they are the same, `until` exclusive. */
  from: number
  until: number
}

/** Every turn asks, and they change twice a day. */
const lately = new WeakMap<Policy, Lasting>()

const bookableFrom = (now: Temporal.Instant, policy: Policy): Lasting => {
  const today = dayOf(now, policy)
  let first = today
  while (Temporal.Instant.compare(bookingClosesAt(first, policy), now) <= 0) first = first.add({ days: 1 })
  const changes = [bookingClosesAt(first, policy), instantOn(today, '24:00', policy)]
  return {
    first,
    last: today.add({ days: policy.booking.horizonDays }),
    from: now.epochMilliseconds,
    until: Math.min(...changes.map(({ epochMilliseconds }) => epochMilliseconds)),
  }
}

/**
 * The days that can be booked remotely at `now`, both included: from the first that has not closed to the horizon.
 * `first` is after `last` where a hospital's horizon is shorter than its cut-off. Source: AP-1, AP-3 (S0 预约诊疗二).
 */
export const bookableDays = (now: Temporal.Instant, policy: Policy): BookableDays => {
  const known = lately.get(policy)
  const at = now.epochMilliseconds
  if (known && known.from <= at && at < known.until) return known
  const days = bookableFrom(now, policy)
  lately.set(policy, days)
  return days
}
