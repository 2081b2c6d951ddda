import { Temporal } from 'temporal-polyfill'
import { bookingClosesAt } from './booking-closes-at.ts'
import type { Policy } from './policy.ts'

/** Whether the patient changing or cancelling a visit on `visitDay` at `now` is a breach: from the cut-off on. Source: AP-4 (S1 五.2, 六.2). */
export const lateChangeIsBreach = (
  visitDay: Temporal.PlainDate,
  now: Temporal.Instant,
  policy: Policy,
): boolean => Temporal.Instant.compare(bookingClosesAt(visitDay, policy), now) <= 0
