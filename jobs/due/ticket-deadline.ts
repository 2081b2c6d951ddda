import type { DueArrival } from '../../domain/message.ts'
import type { TicketRecord } from '../../domain/records.ts'
import { line } from '../../domain/say.ts'
import { schedule } from '../../prisma/queries/due.ts'
import { appendTicketEvent, lockTicket, updateTicket } from '../../prisma/queries/tickets.ts'
import { escalate, nextEscalationAt, topLevel } from '../../rules/escalation.ts'
import type { CommitContext } from '../commit-context.ts'
import { post, withCommands } from '../post.ts'
import { type HospitalDue, subjectId } from './due-context.ts'

const waits = ({ status }: TicketRecord): boolean => status === 'open' || status === 'reopened'

const overdue = (context: CommitContext, ticket: TicketRecord, step: string) => {
  const department = context.hospital.departments.find(({ key }) => key === ticket.department)?.name ?? '—'
  const number = `T${ticket.id}`
  const lines = [line('card-overdue', { ticket: number, step, department, severity: ticket.severity })]
  return withCommands(lines, waits(ticket) ? [{ label: 'button-accept', command: `受理 ${number}` }] : [])
}

const remind = async (context: CommitContext, ticket: TicketRecord, step: string): Promise<void> => {
  const ref = ticket.department
    ? { kind: 'department' as const, department: ticket.department }
    : { kind: 'customer-office' as const }
  await post(context, ref, overdue(context, ticket, step))
}

/** One level up, told to its groups; while nobody accepts it goes on upwards. Source: CP-4, CP-6 (S0 投诉四). */
const raise = async (
  context: CommitContext,
  ticket: TicketRecord,
  step: string,
  due: DueArrival,
): Promise<void> => {
  const { db, vault, now, policy } = context
  const { level, groups } = escalate(ticket.level, { ...ticket, at: now }, policy)
  const at = now.epochMilliseconds
  await updateTicket(db, ticket.id, { ...ticket, level, answered: false, closed: false, now: at })
  await appendTicketEvent(db, vault, { ticket: ticket.id, kind: 'escalated', now: at, data: { step, level } })
  for (const kind of groups)
    await post(
      context,
      { kind, ...(kind === 'department' && ticket.department ? { department: ticket.department } : {}) },
      overdue(context, ticket, step),
    )
  if (waits(ticket) && step === 'accept' && level < topLevel)
    await schedule(db, {
      kind: due.kind,
      subject: due.subject,
      dueAt: nextEscalationAt(now, policy).epochMilliseconds,
      conversation: null,
      data: due.data,
    })
}

const ONLY_REMINDED = ['plan', 'rectify']

/** A clock of a ticket has run out. Source: CP-4, CP-6. */
export const ticketDeadline: HospitalDue = async (due, context) => {
  const ticket = await lockTicket(context.db, subjectId(due))
  const step = String(due.data.step)
  if (!ticket || ticket.status === 'closed') return
  if (step === 'plan' && waits(ticket)) return
  await (ONLY_REMINDED.includes(step) ? remind(context, ticket, step) : raise(context, ticket, step, due))
}
