import { ok, refused } from '../../domain/result.ts'
import type { GroupKind } from '../../domain/hospital.ts'
import type { TicketRecord, TicketStory } from '../../domain/records.ts'
import { line } from '../../domain/say.ts'
import { groupFor, post, withCommands } from '../../jobs/post.ts'
import { scheduleProgress, scheduleTicket, ticketSubject } from '../../jobs/schedule-ticket.ts'
import { record } from '../../prisma/queries/audit.ts'
import { withdraw } from '../../prisma/queries/due.ts'
import { insertTask } from '../../prisma/queries/tasks.ts'
import {
  appendTicketEvent,
  insertTicket,
  lockTicket,
  storyOfTicket,
  updateTicket,
} from '../../prisma/queries/tickets.ts'
import { escalate, firstGroups } from '../../rules/escalation.ts'
import { phoneTaskOn } from '../../rules/phone-task-on.ts'
import { ticketStep } from '../../rules/ticket-step.ts'
import { maskedAs, ticketCard } from '../ticket-card.ts'
import type { Carry, EffectContext } from './effect-context.ts'
import { namesToHide } from './names-to-hide.ts'

const done = ok(undefined)

/** The head or head nurse is also phoned. Source: CP-5 (S0 接待投诉四). */
const phoneHead = async (context: EffectContext, ticket: number, department: string): Promise<void> => {
  const { group: kind } = phoneTaskOn('complaint-opened', context.now, context.policy)
  const group = groupFor(context.hospital, { kind })
  const name = context.hospital.departments.find(({ key }) => key === department)?.name ?? department
  if (!group) return
  const task = await insertTask(context.db, context.vault, {
    kind: 'phone-head',
    group: group.key,
    subject: ticketSubject(ticket),
    content: { text: name, phone: null, conversation: null },
    now: context.now.epochMilliseconds,
    effectKey: `phone-head:${ticket}`,
  })
  if (task === null) return
  const said = withCommands(
    [line('task-phone-head', { task: `#${task}`, ticket: `T${ticket}`, department: name })],
    [{ label: 'button-done', command: `完成 #${task}` }],
  )
  await post(context, { kind }, said)
}

/** Source: CP-1, CP-5, CP-6, CP-13, CP-14. */
export const lodge: Carry<'lodge'> = async (effect, context) => {
  const { db, vault, now, policy, hospital, account, conversation } = context
  const story: TicketStory = {
    story: effect.story,
    person: effect.person,
    when: effect.when,
    name: effect.name,
    phone: effect.phone,
    attachments: effect.attachments,
    hide: (await namesToHide(effect.story, context)).filter((name) => name !== effect.person),
  }
  const ticket = {
    id: effect.ticket,
    kind: effect.ticketKind,
    class: effect.class,
    severity: effect.severity,
    department: effect.department,
    status: 'open' as const,
    conversation,
  }
  const row = { ...ticket, account, story, now: now.epochMilliseconds, effectKey: effect.key }
  if (!(await insertTicket(db, vault, row))) return done
  await appendTicketEvent(db, vault, {
    ticket: ticket.id,
    kind: 'registered',
    now: now.epochMilliseconds,
    data: { class: effect.class, severity: effect.severity },
  })
  await scheduleTicket(context, ticket)
  const groups = firstGroups({ department: effect.department, severity: effect.severity, at: now }, policy)
  for (const ref of groups) await post(context, ref, ticketCard(hospital, ticket, story, ref.kind))
  if (effect.ticketKind === 'complaint' && effect.department)
    await phoneHead(context, ticket.id, effect.department)
  await record(
    db,
    { actor: `account:${account}`, action: 'ticket.lodge', subject: ticketSubject(ticket.id) },
    now.epochMilliseconds,
  )
  return done
}

const tellReopened = async (
  context: EffectContext,
  ticket: TicketRecord,
  groups: GroupKind[],
  why: string | null,
): Promise<void> => {
  const story = await storyOfTicket(context.db, context.vault, ticket.id)
  if (!story) return
  const number = `T${ticket.id}`
  const lead =
    why === null
      ? line('card-reopened', { ticket: number })
      : line('card-reopened-why', {
          ticket: number,
          why: maskedAs(why, story),
        })
  for (const kind of groups) {
    const card = ticketCard(context.hospital, ticket, story, kind)
    await post(
      context,
      { kind, ...(kind === 'department' && ticket.department ? { department: ticket.department } : {}) },
      { ...card, lines: [lead, ...card.lines] },
    )
  }
}

/** Not satisfied: open again, one level up. Source: CP-9 (S3 三.3). */
export const reopen: Carry<'reopen'> = async (effect, context) => {
  const { db, vault, now, policy, account } = context
  const ticket = await lockTicket(db, effect.ticket)
  if (!ticket || ticket.account !== account) return refused('refused-ticket-gone')
  const step = ticketStep(ticket.status, 'reopen')
  if (!step.ok) return done
  const { level, groups } = escalate(ticket.level, { ...ticket, at: now }, policy)
  const at = now.epochMilliseconds
  await updateTicket(db, ticket.id, {
    ...ticket,
    status: step.value,
    level,
    answered: false,
    closed: false,
    now: at,
  })
  const { why } = effect
  await appendTicketEvent(db, vault, {
    ticket: ticket.id,
    kind: 'reopened',
    now: at,
    data: { level },
    ...(why === null ? {} : { text: why }),
  })
  await scheduleTicket(context, ticket)
  await tellReopened(context, { ...ticket, status: step.value }, groups, why)
  return done
}

/** The patient is satisfied: said to the group that handled it. Source: CP-9. */
export const satisfied: Carry<'satisfied'> = async (effect, context) => {
  const { db, vault, now, account } = context
  const ticket = await lockTicket(db, effect.ticket)
  if (!ticket || ticket.account !== account) return refused('refused-ticket-gone')
  await appendTicketEvent(db, vault, { ticket: ticket.id, kind: 'satisfied', now: now.epochMilliseconds })
  await withdraw(db, ticketSubject(ticket.id))
  const ref = ticket.department
    ? { kind: 'department' as const, department: ticket.department }
    : { kind: 'customer-office' as const }
  await post(context, ref, { lines: [line('staff-satisfied', { ticket: `T${ticket.id}` })] })
  return done
}

/** Source: CP-8. */
export const progressTold: Carry<'progress-told'> = async ({ ticket }, context) => {
  await scheduleProgress(context, ticket, context.conversation)
  return done
}
