import type { Temporal } from 'temporal-polyfill'
import { isOpen, opensAt } from './calendar.ts'
import type { Policy } from './policy.ts'

/** Whether a person answers in the booking office at `now`; the bot books at any hour. Source: AP-13 (S1 三). */
export const bookingOfficeOpen = (now: Temporal.Instant, policy: Policy): boolean =>
  isOpen(now, policy.booking.officeHours, policy)

/** From when on a person answers in the booking office: `now` itself while it is open. Source: AP-13 (S1 三). */
export const bookingOfficeOpensAt = (now: Temporal.Instant, policy: Policy): Temporal.Instant =>
  opensAt(now, policy.booking.officeHours, policy)
