import type { TicketRecord } from '../../domain/records.ts'
import { line, type Say, say } from '../../domain/say.ts'
import { post, tellPatient } from '../../jobs/post.ts'
import {
  answerPromisedAt,
  meetDeadlines,
  scheduleProgress,
  rescheduleTransferred,
  ticketSubject,
} from '../../jobs/schedule-ticket.ts'
import { record } from '../../prisma/queries/audit.ts'
import { withdraw } from '../../prisma/queries/due.ts'
import { appendTicketEvent, lockTicket, storyOfTicket, updateTicket } from '../../prisma/queries/tickets.ts'
import { commandAllowed, type StaffCommand } from '../../rules/command-allowed.ts'
import { replyNeedsApproval } from '../../rules/escalation.ts'
import { maskText } from '../../rules/mask.ts'
import { mayClose, ownerAfter } from '../../rules/ticket-owner.ts'
import { type TicketCommand, type TicketRefusal, ticketStep } from '../../rules/ticket-step.ts'
import { Temporal } from 'temporal-polyfill'
import type { PatientEvent } from '../../domain/message.ts'
import { ticketCard } from '../ticket-card.ts'
import type { ParsedCommand } from './parse-command.ts'
import { actorOf, type StaffContext } from './staff-context.ts'
import { departmentNamed } from './named.ts'

type TicketParsed = Extract<ParsedCommand, { ticket: number }>

const whyNot: Record<TicketRefusal, string> = {
  'already-accepted': 'ticket-already-accepted',
  'not-accepted': 'ticket-not-accepted',
  'not-answered': 'ticket-not-answered',
  'not-closed': 'ticket-not-closed',
  closed: 'ticket-closed-already',
}

const number = ({ id }: Pick<TicketRecord, 'id'>): string => `T${id}`

/** Writes a step: its event, the projection, the deadlines it meets, the audit. Source: CP-7. */
const step = async (
  context: StaffContext,
  ticket: TicketRecord,
  command: TicketCommand,
  change: Partial<TicketRecord>,
  text?: string,
): Promise<TicketRecord> => {
  const { db, vault, now, actor, group } = context
  const at = now.epochMilliseconds
  const next: TicketRecord = { ...ticket, ...change, owner: ownerAfter(command, ticket.owner, actor) }
  const closed = next.status === 'closed'
  await updateTicket(db, ticket.id, { ...next, answered: command === 'answer', closed, now: at })
  await appendTicketEvent(db, vault, {
    ticket: ticket.id,
    kind: command,
    now: at,
    staff: actor.key,
    group: group.key,
    ...(text === undefined ? {} : { text }),
  })
  await meetDeadlines(context, ticket.id, command)
  await record(
    db,
    { actor: actorOf(context), action: `ticket.${command}`, subject: ticketSubject(ticket.id) },
    at,
  )
  return next
}

const tell = async (context: StaffContext, ticket: TicketRecord, event: PatientEvent): Promise<void> => {
  if (ticket.conversation === null) return
  await tellPatient(context, ticket.conversation, event, `${event.kind}:${context.turn}`)
  if (event.kind !== 'ticket-closed' && ticket.kind === 'complaint')
    await scheduleProgress(context, ticket.id, ticket.conversation)
}

/** When the answer is promised for, in words; nothing is promised for a time that has passed. */
const local = async (context: StaffContext, ticket: TicketRecord): Promise<string | null> => {
  const by = await answerPromisedAt(ticket, context)
  if (!by || Temporal.Instant.compare(by, context.now) <= 0) return null
  const at = by.toZonedDateTimeISO(context.policy.zone)
  return `${at.month}月${at.day}日${at.toPlainTime().toString().slice(0, 5)}`
}

/** Source: CP-3, CP-5. */
const accept = async (context: StaffContext, ticket: TicketRecord): Promise<Say[]> => {
  const allowed = ticketStep(ticket.status, 'accept')
  if (!allowed.ok) return [say(whyNot[allowed.reason], { ticket: number(ticket) })]
  const next = await step(context, ticket, 'accept', {
    status: allowed.value,
    acceptedAt: context.now.epochMilliseconds,
  })
  const department =
    context.hospital.departments.find(({ key }) => key === ticket.department)?.name ?? context.group.name
  const answerBy = await local(context, next)
  await tell(context, ticket, {
    kind: 'ticket-accepted',
    ticket: ticket.id,
    by: department,
    answerBy,
  })
  return [
    say('staff-accepted', {
      ticket: number(ticket),
      staff: context.actor.name,
      answerBy: answerBy ?? '—',
    }),
  ]
}

/**
 * A reply that may not go out yet is shown to the leadership, whose own answer sends it; numbers in it are masked.
 * Source: CP-6 (S1 院总值班 2.4), CP-10 (S0 投诉五).
 */
const wantsApproval = async (
  context: StaffContext,
  ticket: TicketRecord,
  text: string,
): Promise<Say[] | null> => {
  if (!replyNeedsApproval(ticket, context.actor.roles, context.now, context.policy)) return null
  await post(
    context,
    { kind: 'leadership' },
    say('approval-wanted', { ticket: number(ticket), staff: context.actor.name, text: maskText(text) }),
  )
  return [say('answer-needs-approval', { ticket: number(ticket) })]
}

/** Source: CP-5, CP-6. */
const answer = async (context: StaffContext, ticket: TicketRecord, text: string): Promise<Say[]> => {
  const allowed = ticketStep(ticket.status, 'answer')
  if (!allowed.ok) return [say(whyNot[allowed.reason], { ticket: number(ticket) })]
  const waiting = await wantsApproval(context, ticket, text)
  if (waiting) return waiting
  await step(context, ticket, 'answer', { status: allowed.value }, text)
  await tell(context, ticket, { kind: 'ticket-answered', ticket: ticket.id, text })
  return [say('staff-answered', { ticket: number(ticket), staff: context.actor.name })]
}

const note = async (context: StaffContext, ticket: TicketRecord, text: string): Promise<Say[]> => {
  const allowed = ticketStep(ticket.status, 'note')
  if (!allowed.ok) return [say(whyNot[allowed.reason], { ticket: number(ticket) })]
  await step(context, ticket, 'note', { status: allowed.value }, text)
  return [say('staff-noted', { ticket: number(ticket), staff: context.actor.name })]
}

/** Source: CP-3, CP-5. */
const transfer = async (context: StaffContext, ticket: TicketRecord, to: string): Promise<Say[]> => {
  const allowed = ticketStep(ticket.status, 'transfer')
  if (!allowed.ok) return [say(whyNot[allowed.reason], { ticket: number(ticket) })]
  const department = departmentNamed(context.hospital, to)
  if (!department) return [say('no-such-department', { department: to.slice(0, 20) })]
  const next = await step(
    context,
    ticket,
    'transfer',
    { status: allowed.value, department: department.key },
    department.name,
  )
  await rescheduleTransferred(context, next)
  const story = await storyOfTicket(context.db, context.vault, ticket.id)
  if (story) {
    const card = ticketCard(context.hospital, next, story, 'department')
    const lead = line('card-transferred', { ticket: number(ticket), from: context.group.name })
    await post(
      context,
      { kind: 'department', department: department.key },
      { ...card, lines: [lead, ...card.lines] },
    )
  }
  await tell(context, ticket, { kind: 'ticket-transferred', ticket: ticket.id, department: department.name })
  return [
    say('staff-transferred', {
      ticket: number(ticket),
      department: department.name,
      staff: context.actor.name,
    }),
  ]
}

/** Closing with words answers and closes in one go: nurses are in a hurry. Source: CP-7, CP-9. */
const close = async (context: StaffContext, ticket: TicketRecord, text: string): Promise<Say[]> => {
  const answered = ticket.status === 'accepted' && text !== ''
  const allowed = ticketStep(answered ? 'answered' : ticket.status, 'close')
  if (!allowed.ok) return [say(whyNot[allowed.reason], { ticket: number(ticket) })]
  const owner = mayClose(ticket, context.actor)
  if (!owner.ok) return [say('ticket-not-owner', { ticket: number(ticket) })]
  const waiting = answered ? await wantsApproval(context, ticket, text) : null
  if (waiting) return waiting
  const before = answered ? await step(context, ticket, 'answer', { status: 'answered' }, text) : ticket
  await step(context, before, 'close', { status: allowed.value }, text === '' ? undefined : text)
  await withdraw(context.db, ticketSubject(ticket.id))
  await tell(context, ticket, { kind: 'ticket-closed', ticket: ticket.id, text })
  return [say('staff-closed', { ticket: number(ticket), staff: context.actor.name })]
}

const NEEDS_TEXT: TicketParsed['name'][] = ['ticket.answer', 'ticket.note']

/** A ticket command in a group: allowed by role and group, refused politely otherwise. Source: DU-2. */
export const ticketCommand = async (command: TicketParsed, context: StaffContext): Promise<Say[]> => {
  const ticket = await lockTicket(context.db, command.ticket)
  const unknown = [say('no-such-ticket', { ticket: `T${command.ticket}` })]
  if (!ticket) return unknown
  const name: StaffCommand = command.name
  const allowed = commandAllowed(name, context.actor, context.group, ticket.department)
  // A ticket of another department does not exist for this group: it must not even learn that there is one.
  if (!allowed.ok) return allowed.reason === 'wrong-group' ? unknown : [say(`command-${allowed.reason}`)]
  if (NEEDS_TEXT.includes(command.name) && 'text' in command && command.text === '')
    return [say('command-needs-text', { ticket: number(ticket) })]
  switch (command.name) {
    case 'ticket.accept':
      return accept(context, ticket)
    case 'ticket.answer':
      return answer(context, ticket, command.text)
    case 'ticket.note':
      return note(context, ticket, command.text)
    case 'ticket.transfer':
      return transfer(context, ticket, command.to)
    case 'ticket.close':
      return close(context, ticket, command.text)
  }
}
