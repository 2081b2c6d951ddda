import type { Temporal } from 'temporal-polyfill'
import { isOpen, opensAt } from './calendar.ts'
import type { Policy } from './policy.ts'

/** Whether a person answers enquiries at `now`. Source: SD-6 (S1 医疗咨询 4). */
export const deskOpen = (now: Temporal.Instant, policy: Policy): boolean =>
  isOpen(now, policy.desk.hours, policy)

/** From when on a person answers: `now` itself while the desk is open. Source: SD-6 (S1 医疗咨询 4). */
export const deskOpensAt = (now: Temporal.Instant, policy: Policy): Temporal.Instant =>
  opensAt(now, policy.desk.hours, policy)
