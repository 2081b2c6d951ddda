import { Temporal } from 'temporal-polyfill'
import type { TicketRecord } from '../domain/records.ts'
import { schedule, withdraw } from '../prisma/queries/due.ts'
import { progressDueAt } from '../rules/progress-due-at.ts'
import { stepsMetBy, ticketDeadlines } from '../rules/ticket-deadlines.ts'
import type { TicketCommand } from '../rules/ticket-step.ts'
import type { CommitContext } from './commit-context.ts'

export const ticketSubject = (ticket: number): string => `ticket:${ticket}`

const dueKind = (step: string): string => `ticket-${step}`

/** Writes a ticket's deadlines, and when its patient hears next how it stands. Source: CP-4, CP-8. */
export const scheduleTicket = async (
  { db, now, policy }: CommitContext,
  ticket: Pick<TicketRecord, 'id' | 'kind' | 'severity' | 'conversation'>,
): Promise<void> => {
  const subject = ticketSubject(ticket.id)
  for (const { step, by } of ticketDeadlines({ ...ticket, openedAt: now }, policy))
    await schedule(db, { kind: dueKind(step), subject, dueAt: by.epochMilliseconds, conversation: null, data: { step } })
  if (ticket.kind === 'complaint' && ticket.conversation !== null)
    await scheduleProgress({ db, now, policy }, ticket.id, ticket.conversation)
}

export const scheduleProgress = (
  { db, now, policy }: Pick<CommitContext, 'db' | 'now' | 'policy'>,
  ticket: number,
  conversation: number,
): Promise<number> =>
  schedule(db, {
    kind: 'ticket-progress',
    subject: ticketSubject(ticket),
    dueAt: progressDueAt(now, policy).epochMilliseconds,
    conversation,
  })

/** Withdraws the deadlines that a command has met; a closed ticket has none left. */
export const meetDeadlines = async ({ db }: CommitContext, ticket: number, command: TicketCommand): Promise<void> => {
  const kinds = stepsMetBy(command).map(dueKind)
  const ends = command === 'close' || command === 'conclude'
  if (kinds.length > 0) await withdraw(db, ticketSubject(ticket), ends ? [...kinds, 'ticket-progress'] : kinds)
}

/** The instant by which the ticket shall be answered, if such a deadline is set. */
export const answerPromisedAt = (ticket: TicketRecord, { policy }: CommitContext): Temporal.Instant | null =>
  ticketDeadlines(
    { kind: ticket.kind, severity: ticket.severity, openedAt: Temporal.Instant.fromEpochMilliseconds(ticket.openedAt) },
    policy,
  ).find(({ step }) => step === 'answer')?.by ?? null
