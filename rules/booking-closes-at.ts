import type { Temporal } from 'temporal-polyfill'
import { instantOn } from './calendar.ts'
import type { Policy } from './policy.ts'

/** The instant from which a visit on `day` can no longer be booked, changed or cancelled remotely. Source: AP-3 (S0 预约诊疗二). */
export const bookingClosesAt = (day: Temporal.PlainDate, policy: Policy): Temporal.Instant =>
  instantOn(day.subtract({ days: policy.booking.cutOffDaysBefore }), policy.booking.cutOff, policy)
