import type { StaffRole } from '../domain/hospital.ts'
import type { Result } from '../domain/result.ts'
import { ok, refused } from '../domain/result.ts'
import type { TicketCommand } from './ticket-step.ts'

export interface Actor {
  /** Key of the staff member. */
  key: string
  roles: readonly { role: string; department?: string }[]
}

export interface OwnedTicket {
  /** Key of the staff member who accepted it. */
  owner: string | null
  /** Key of the department. */
  department: string | null
}

const mayCloseAny: StaffRole[] = ['customer-office', 'leadership']

/**
 * Who owns a ticket after a command: whoever accepts it, to the end; a transfer leaves it without owner until it is
 * accepted again. Source: CP-3 (S0 四, 投诉三).
 */
export const ownerAfter = (command: TicketCommand, owner: string | null, actor: Actor): string | null => {
  if (command === 'accept') return actor.key
  return command === 'transfer' ? null : owner
}

/** Whether someone may close a ticket: its owner, the head of its department, the customer office and the leadership. Source: CP-3 (S0 四), CP-9 (S3 三.3). */
export const mayClose = (ticket: OwnedTicket, actor: Actor): Result<true, 'not-owner'> => {
  const may =
    ticket.owner === actor.key ||
    actor.roles.some(
      ({ role, department }) =>
        mayCloseAny.some((any) => any === role) ||
        (role === 'department-head' && ticket.department !== null && department === ticket.department),
    )
  return may ? ok(true) : refused('not-owner')
}
