import type { Temporal } from 'temporal-polyfill'
import type { GroupKind, StaffRole } from '../domain/hospital.ts'
import type { Severity } from '../domain/understanding.ts'
import { isOpen } from './calendar.ts'
import type { Policy } from './policy.ts'

export interface EscalatedTicket {
  /** Key of the department complained about. */
  department: string | null
  severity: Severity
  /** When it is escalated. */
  at: Temporal.Instant
}

export type Rung = 'owner' | 'department-head' | 'customer-office' | 'leadership'

const rungs: { rung: Rung; group: GroupKind }[] = [
  { rung: 'owner', group: 'department' },
  { rung: 'department-head', group: 'department' },
  { rung: 'customer-office', group: 'customer-office' },
  { rung: 'leadership', group: 'leadership' },
]

/** The highest level of escalation, the leadership. */
export const topLevel = rungs.length - 1

/** Who is called at a level: 0 the owner, 1 the head of the department, 2 the customer office, 3 the leadership. Source: CP-6 (S0 投诉四). */
export const rungAt = (level: number): Rung => rungs[Math.min(level, topLevel)]?.rung ?? 'owner'

/** Whether the duty officer is responsible at `at`. Source: CP-6, DU-1 (S1 院总值班 2.1). */
export const outOfHours = (at: Temporal.Instant, policy: Policy): boolean =>
  !isOpen(at, policy.duty.officeHours, policy)

/**
 * One level up: the new level and the kinds of groups that are told, out of hours the duty officer too; at the top the
 * level stays. A ticket without department has no head to go to. Source: CP-6 (S0 投诉四; S1 院总值班 2.4), CP-9 (S3 三.3).
 */
export const escalate = (
  level: number,
  ticket: EscalatedTicket,
  policy: Policy,
): { level: number; groups: GroupKind[] } => {
  const lowest = ticket.department === null ? rungs.findIndex(({ group }) => group !== 'department') : 0
  const next = Math.min(Math.max(level + 1, lowest), topLevel)
  const group = rungs[next]?.group ?? 'leadership'
  return { level: next, groups: outOfHours(ticket.at, policy) ? [group, 'duty'] : [group] }
}

/** When a ticket that is still overdue goes one level further. Source: CP-6 (S0 投诉四). */
export const nextEscalationAt = (escalatedAt: Temporal.Instant, { escalation }: Policy): Temporal.Instant =>
  escalatedAt.add({ minutes: escalation.repeatMinutes })

/**
 * The groups that get a new ticket at once: its department's, or the customer office where it has none; a major one also
 * medical affairs and the leadership; out of hours the duty officer too. Source: CP-5 (S0 接待投诉四), CP-6 (S0 投诉四).
 */
export const firstGroups = (
  { department, severity, at }: EscalatedTicket,
  policy: Policy,
): { kind: GroupKind; department?: string }[] => [
  department === null ? { kind: 'customer-office' } : { kind: 'department', department },
  ...(severity === 'major' ? [{ kind: 'medical-affairs' as const }, { kind: 'leadership' as const }] : []),
  ...(outOfHours(at, policy) ? [{ kind: 'duty' as const }] : []),
]

const belowLiaison: StaffRole[] = ['staff', 'duty-officer']

/**
 * Whether a reply must be approved by the leadership before it reaches the patient: in a major matter out of hours, and at
 * any hour from someone who acts as duty officer only. Source: CP-6 (S1 院总值班 2.4).
 */
export const replyNeedsApproval = (
  { severity }: { severity: Severity },
  roles: readonly { role: string }[],
  at: Temporal.Instant,
  policy: Policy,
): boolean => {
  const has = (wanted: StaffRole): boolean => roles.some(({ role }) => role === wanted)
  if (severity !== 'major' || has('leadership')) return false
  const onlyDuty = has('duty-officer') && roles.every(({ role }) => belowLiaison.some((low) => low === role))
  return onlyDuty || outOfHours(at, policy)
}
