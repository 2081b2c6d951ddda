import { Temporal } from 'temporal-polyfill'
import type { ComplaintKind, Severity } from '../domain/understanding.ts'
import { endOfLimit, extendOverHolidays } from './calendar.ts'
import type { Policy } from './policy.ts'
import type { TicketCommand } from './ticket-step.ts'

export type DeadlineStep = 'respond' | 'accept' | 'plan' | 'answer' | 'settle' | 'rectify' | 'reply'

export interface NewTicket {
  openedAt: Temporal.Instant
  severity: Severity
  kind: ComplaintKind
  /** Where it arose; follow-ups have their own limit. */
  origin?: 'patient' | 'follow-up'
}

export interface TicketDeadline {
  step: DeadlineStep
  by: Temporal.Instant
}

const hoursPerDay = 24

const answerBy = ({ openedAt, severity }: NewTicket, { ticket }: Policy): Temporal.Instant | null => {
  if (ticket.answerBook === 'S4') return openedAt.add({ hours: ticket.answerHours })
  return severity === 'simple' ? openedAt.add({ hours: ticket.simpleAnswerDays * hoursPerDay }) : null
}

const replyBy = ({ openedAt, severity, kind, origin }: NewTicket, policy: Policy): Temporal.Instant => {
  const { replyDays, complexReplyDays, followUpReplyDays } = policy.ticket
  if (kind !== 'complaint' || origin === 'follow-up') return endOfLimit(openedAt, followUpReplyDays, policy)
  return extendOverHolidays(openedAt, severity === 'simple' ? replyDays : complexReplyDays, policy)
}

/**
 * The deadlines of a new ticket, in order of time. Minutes and hours run day and night, since out of hours the duty
 * officer is responsible; limits in days end at the close of business. Praise and suggestions have a reply only.
 * Where the books differ the answer clock is that of `ticket.answerBook`, by default S4's 24 hours for everything; a
 * reply is due by S0 after 7 days, after 20 where the matter is complex or major, and by S1 after 14 where it arose in
 * a follow-up. Source: CP-4 (S0 投诉四, 接待投诉四; S1 随访 9; S4 疑难问题 2), CP-13, CP-14 (S1 随访 8–10).
 */
export const ticketDeadlines = (ticket: NewTicket, policy: Policy): TicketDeadline[] => {
  const reply: TicketDeadline = { step: 'reply', by: replyBy(ticket, policy) }
  if (ticket.kind !== 'complaint') return [reply]
  const { openedAt } = ticket
  const { respondMinutes, acceptMinutes, planMinutes, settleDays, rectifyDays } = policy.ticket
  const answer = answerBy(ticket, policy)
  const deadlines: TicketDeadline[] = [
    { step: 'respond', by: openedAt.add({ minutes: respondMinutes }) },
    { step: 'accept', by: openedAt.add({ minutes: acceptMinutes }) },
    { step: 'plan', by: openedAt.add({ minutes: planMinutes }) },
    ...(answer ? [{ step: 'answer' as const, by: answer }] : []),
    { step: 'settle', by: endOfLimit(openedAt, settleDays, policy) },
    { step: 'rectify', by: endOfLimit(openedAt, rectifyDays, policy) },
    reply,
  ]
  return deadlines.toSorted((a, b) => Temporal.Instant.compare(a.by, b.by))
}

const startAgain: readonly DeadlineStep[] = ['respond', 'accept', 'plan']

/**
 * The deadlines of a ticket that was transferred: its new department has its own time to respond, accept and plan, while
 * what was promised to the patient stays. Source: CP-3 (S0 四), CP-4 (S0 投诉四).
 */
export const deadlinesAfterTransfer = (
  ticket: NewTicket,
  transferredAt: Temporal.Instant,
  policy: Policy,
): TicketDeadline[] => {
  const starting = ticketDeadlines({ ...ticket, openedAt: transferredAt }, policy)
  return [
    ...starting.filter(({ step }) => startAgain.includes(step)),
    ...ticketDeadlines(ticket, policy).filter(({ step }) => !startAgain.includes(step)),
  ].toSorted((a, b) => Temporal.Instant.compare(a.by, b.by))
}

const met: Record<TicketCommand, DeadlineStep[]> = {
  accept: ['respond', 'accept'],
  note: ['plan'],
  answer: ['plan', 'answer', 'reply'],
  transfer: [],
  close: ['respond', 'accept', 'plan', 'answer', 'settle', 'rectify', 'reply'],
  conclude: ['respond', 'accept', 'plan', 'answer', 'settle', 'rectify', 'reply'],
  reopen: [],
}

/** The deadlines that a command meets, to be withdrawn. Source: CP-4, CP-7 (S3 一.3). */
export const stepsMetBy = (command: TicketCommand): readonly DeadlineStep[] => met[command]

/** The instant at which a deadline counts as near, for a word to its owner. Source: CP-6 (S0 投诉四). */
export const deadlineWarningAt = (
  openedAt: Temporal.Instant,
  by: Temporal.Instant,
  { escalation }: Policy,
): Temporal.Instant => {
  const total = by.epochMilliseconds - openedAt.epochMilliseconds
  return openedAt.add({ milliseconds: Math.round(total * escalation.warnAtShare) })
}
