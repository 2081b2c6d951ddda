import type { GroupKind, StaffRole } from '../domain/hospital.ts'
import type { Result } from '../domain/result.ts'
import { ok, refused } from '../domain/result.ts'

interface Permission {
  roles: readonly StaffRole[]
  groups: readonly GroupKind[]
}

const anyone = [
  'staff',
  'liaison',
  'department-head',
  'customer-office',
  'medical-affairs',
  'duty-officer',
  'leadership',
] as const satisfies StaffRole[]
const deciders = [
  'liaison',
  'department-head',
  'customer-office',
  'medical-affairs',
  'duty-officer',
  'leadership',
] as const satisfies StaffRole[]
const offices = ['customer-office', 'medical-affairs', 'leadership'] as const satisfies StaffRole[]

const ticketGroups = [
  'department',
  'customer-office',
  'medical-affairs',
  'duty',
  'leadership',
] as const satisfies GroupKind[]
const frontDesks = ['triage-desk', 'service-desk', 'customer-office'] as const satisfies GroupKind[]
const talkGroups = [
  'service-desk',
  'triage-desk',
  'customer-office',
  'duty',
  'department',
] as const satisfies GroupKind[]
const everyGroup = [...ticketGroups, 'triage-desk', 'service-desk'] as const satisfies GroupKind[]

/** Who may give which command, and in which groups; the administrator sees to the system and handles no cases. */
const permissions = {
  'ticket.accept': { roles: anyone, groups: ticketGroups },
  'ticket.note': { roles: anyone, groups: ticketGroups },
  'ticket.answer': { roles: anyone, groups: ticketGroups },
  'ticket.transfer': { roles: deciders, groups: ticketGroups },
  'ticket.classify': { roles: deciders, groups: ticketGroups },
  'ticket.close': { roles: anyone, groups: ticketGroups },
  'ticket.reopen': { roles: ['customer-office', 'leadership'], groups: ['customer-office', 'leadership'] },
  'ticket.conclude': { roles: ['leadership'], groups: ['customer-office', 'leadership'] },
  'ticket.approve': { roles: ['leadership'], groups: ['duty', 'leadership'] },
  'relay.accept': { roles: anyone, groups: talkGroups },
  'relay.say': { roles: anyone, groups: talkGroups },
  'relay.end': { roles: anyone, groups: talkGroups },
  'task.done': { roles: anyone, groups: everyGroup },
  'list.request': { roles: anyone, groups: [...frontDesks, 'department'] },
  'attendance.mark': { roles: anyone, groups: [...frontDesks, 'department'] },
  'breach.forgive': { roles: anyone, groups: frontDesks },
  'restriction.lift': { roles: ['customer-office', 'leadership'], groups: frontDesks },
  'session.stop': { roles: ['medical-affairs'], groups: ['medical-affairs'] },
  'group.unbind': { roles: deciders, groups: everyGroup },
  'desk.status': { roles: anyone, groups: everyGroup },
  'report.request': { roles: offices, groups: ['customer-office', 'medical-affairs', 'leadership'] },
} satisfies Record<string, Permission>

export type StaffCommand = keyof typeof permissions

export const staffCommands = Object.keys(permissions) as StaffCommand[]

export interface CommandGroup {
  kind: GroupKind
  /** Key of the department, for kind `department`. */
  department?: string
}

/**
 * Whether a member of staff may give a command in a group. In a department's group only roles in that department or in
 * the whole hospital count, and only tickets of that department: `ticketDepartment` is undefined where the command
 * concerns no ticket, and null where the ticket has no department. Source: DU-2 (S0, S4 职责), CP-10 (S0 投诉五).
 */
export const commandAllowed = (
  command: StaffCommand,
  actor: { roles: readonly { role: string; department?: string }[] },
  group: CommandGroup,
  ticketDepartment?: string | null,
): Result<true, 'not-staff' | 'wrong-role' | 'wrong-group'> => {
  const { roles, groups }: Permission = permissions[command]
  if (actor.roles.length === 0) return refused('not-staff')
  if (!groups.includes(group.kind)) return refused('wrong-group')
  const inDepartment = group.kind === 'department'
  if (inDepartment && ticketDepartment !== undefined && ticketDepartment !== group.department)
    return refused('wrong-group')
  const counted = actor.roles.filter(
    ({ department }) => !inDepartment || department === undefined || department === group.department,
  )
  return counted.some(({ role }) => roles.some((allowed) => allowed === role))
    ? ok(true)
    : refused('wrong-role')
}
