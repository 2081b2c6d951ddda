import { Temporal } from 'temporal-polyfill'
import type { TicketRecord } from '../domain/records.ts'
import { schedule, withdraw } from '../prisma/queries/due.ts'
import { lastOpenedAt } from '../prisma/queries/tickets.ts'
import type { Db } from '../prisma/sql.ts'
import { progressDueAt } from '../rules/progress-due-at.ts'
import {
  deadlinesAfterTransfer,
  stepsMetBy,
  type TicketDeadline,
  ticketDeadlines,
} from '../rules/ticket-deadlines.ts'
import type { TicketCommand } from '../rules/ticket-step.ts'
import type { CommitContext } from './commit-context.ts'

export const ticketSubject = (ticket: number): string => `ticket:${ticket}`

const dueKind = (step: string): string => `ticket-${step}`

const scheduleDeadlines = async (
  { db }: CommitContext,
  ticket: number,
  deadlines: TicketDeadline[],
): Promise<void> => {
  const subject = ticketSubject(ticket)
  for (const { step, by } of deadlines)
    await schedule(db, {
      kind: dueKind(step),
      subject,
      dueAt: by.epochMilliseconds,
      conversation: null,
      data: { step },
    })
}

/** Writes a ticket's deadlines, and when its patient hears next how it stands. Source: CP-4, CP-8. */
export const scheduleTicket = async (
  context: CommitContext,
  ticket: Pick<TicketRecord, 'id' | 'kind' | 'severity' | 'conversation'>,
): Promise<void> => {
  const { now, policy } = context
  await scheduleDeadlines(context, ticket.id, ticketDeadlines({ ...ticket, openedAt: now }, policy))
  if (ticket.kind === 'complaint' && ticket.conversation !== null)
    await scheduleProgress(context, ticket.id, ticket.conversation)
}

/** A ticket that was opened again has promises of its own from then on. Source: CP-4, CP-9. */
const promisedFrom = async (db: Db, { id, openedAt }: TicketRecord): Promise<Temporal.Instant> =>
  Temporal.Instant.fromEpochMilliseconds((await lastOpenedAt(db, id)) ?? openedAt)

/** The new department gets its own time; what was promised to the patient stays. Source: CP-3, CP-4. */
export const rescheduleTransferred = async (context: CommitContext, ticket: TicketRecord): Promise<void> => {
  const { db, now, policy } = context
  const openedAt = await promisedFrom(db, ticket)
  const deadlines = deadlinesAfterTransfer({ ...ticket, openedAt }, now, policy)
  await withdraw(
    db,
    ticketSubject(ticket.id),
    deadlines.map(({ step }) => dueKind(step)),
  )
  const ahead = deadlines.filter(({ by }) => Temporal.Instant.compare(by, now) > 0)
  await scheduleDeadlines(context, ticket.id, ahead)
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
export const meetDeadlines = async (
  { db }: CommitContext,
  ticket: number,
  command: TicketCommand,
): Promise<void> => {
  const kinds = stepsMetBy(command).map(dueKind)
  const ends = command === 'close' || command === 'conclude'
  if (kinds.length > 0)
    await withdraw(db, ticketSubject(ticket), ends ? [...kinds, 'ticket-progress'] : kinds)
}

/** The instant by which the patient shall have an answer: the answer clock's, else the reply's. */
export const answerPromisedAt = async (
  ticket: TicketRecord,
  { db, policy }: CommitContext,
): Promise<Temporal.Instant | null> => {
  const openedAt = await promisedFrom(db, ticket)
  const deadlines = ticketDeadlines({ kind: ticket.kind, severity: ticket.severity, openedAt }, policy)
  return (
    (deadlines.find(({ step }) => step === 'answer') ?? deadlines.find(({ step }) => step === 'reply'))?.by ??
    null
  )
}
