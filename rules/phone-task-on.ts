import type { Temporal } from 'temporal-polyfill'
import type { GroupKind } from '../domain/hospital.ts'
import { outOfHours } from './escalation.ts'
import type { Policy } from './policy.ts'

export type PhoneCause =
  /** The head or head nurse of the department is phoned about a new complaint. */
  | 'complaint-opened'
  /** A patient did not say what to do after their doctor stopped. */
  | 'stopped-visit-unanswered'
  /** A patient did not answer the invitation to a return visit. */
  | 'return-visit-unanswered'
  /** A message did not reach a patient. */
  | 'message-undeliverable'
  /** A patient asked to be called, or left a message out of hours. */
  | 'callback-requested'

const callers: Record<PhoneCause, GroupKind> = {
  'complaint-opened': 'customer-office',
  'stopped-visit-unanswered': 'customer-office',
  'return-visit-unanswered': 'customer-office',
  'message-undeliverable': 'service-desk',
  'callback-requested': 'service-desk',
}

/**
 * The phone task that staff get at `at`: in which group, and by when it is done. Calls about complaints cannot wait and go
 * to the duty officer out of hours. Source: CP-5 (S0 接待投诉四), AP-7 (S0 预约诊疗二), AP-8 (S0 预约人员七), SD-6 (S1 医疗咨询 6).
 */
export const phoneTaskOn = (
  cause: PhoneCause,
  at: Temporal.Instant,
  policy: Policy,
): { group: GroupKind; by: Temporal.Instant } => {
  const { phoneMinutes, phoneHours } = policy.desk
  if (cause !== 'complaint-opened') return { group: callers[cause], by: at.add({ hours: phoneHours }) }
  return { group: outOfHours(at, policy) ? 'duty' : callers[cause], by: at.add({ minutes: phoneMinutes }) }
}
