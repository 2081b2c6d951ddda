import { type Say, say } from '../../domain/say.ts'
import { tellPatient } from '../../jobs/post.ts'
import { record } from '../../prisma/queries/audit.ts'
import { schedule, withdraw } from '../../prisma/queries/due.ts'
import { acceptRelay, endRelay, lockRelay, touchRelay } from '../../prisma/queries/relays.ts'
import type { RelayRecord } from '../../domain/records.ts'
import { commandAllowed } from '../../rules/command-allowed.ts'
import { relayEndsAt } from '../../rules/relay-ends-at.ts'
import { relaySubject } from '../effects/relays.ts'
import type { ParsedCommand } from './parse-command.ts'
import { actorOf, type StaffContext } from './staff-context.ts'

type RelayParsed = Extract<ParsedCommand, { relay: number }>

const keepOpen = async ({ db, now, policy }: StaffContext, relay: RelayRecord): Promise<void> => {
  await touchRelay(db, relay.id, now.epochMilliseconds)
  await schedule(db, {
    kind: 'relay-idle',
    subject: relaySubject(relay.id),
    dueAt: relayEndsAt(now, policy).epochMilliseconds,
    conversation: relay.conversation,
  })
}

const accept = async (context: StaffContext, relay: RelayRecord): Promise<Say[]> => {
  const { db, actor, now } = context
  const accepted = await acceptRelay(db, relay.id, actor.key, now.epochMilliseconds)
  if (accepted === 0) return [say('relay-already-taken', { relay: `R${relay.id}` })]
  await withdraw(db, relaySubject(relay.id), ['relay-unanswered'])
  await keepOpen(context, relay)
  await tellPatient(
    context,
    relay.conversation,
    { kind: 'relay-accepted', relay: relay.id, by: actor.name },
    `relay-accepted:${relay.id}`,
  )
  await record(
    db,
    { actor: actorOf(context), action: 'relay.accept', subject: relaySubject(relay.id) },
    now.epochMilliseconds,
  )
  return [say('relay-taken', { relay: `R${relay.id}`, staff: actor.name })]
}

/** A reply takes the conversation over if nobody has. */
const reply = async (context: StaffContext, relay: RelayRecord, text: string): Promise<Say[]> => {
  const said = relay.status === 'waiting' ? await accept(context, relay) : []
  await keepOpen(context, relay)
  await tellPatient(
    context,
    relay.conversation,
    {
      kind: 'relay-said',
      relay: relay.id,
      by: context.actor.name,
      text,
      ...(context.attachments.length > 0 ? { attachments: context.attachments } : {}),
    },
    `relay-said:${context.turn}`,
  )
  return said
}

const end = async (context: StaffContext, relay: RelayRecord): Promise<Say[]> => {
  await endRelay(context.db, relay.id, actorOf(context), context.now.epochMilliseconds)
  await withdraw(context.db, relaySubject(relay.id))
  await tellPatient(
    context,
    relay.conversation,
    { kind: 'relay-ended', relay: relay.id },
    `relay-ended:${relay.id}`,
  )
  return [say('relay-closed', { relay: `R${relay.id}`, staff: context.actor.name })]
}

/** A command about a conversation with a patient. Source: SD-6, DU-2. */
export const relayCommand = async (command: RelayParsed, context: StaffContext): Promise<Say[]> => {
  const allowed = commandAllowed(command.name, context.actor, context.group)
  if (!allowed.ok) return [say(`command-${allowed.reason}`)]
  const relay = await lockRelay(context.db, command.relay)
  if (!relay || relay.group !== context.group.key)
    return [say('no-such-relay', { relay: `R${command.relay}` })]
  if (relay.status === 'ended') return [say('relay-is-over', { relay: `R${relay.id}` })]
  switch (command.name) {
    case 'relay.accept':
      return accept(context, relay)
    case 'relay.say':
      return command.text === '' && context.attachments.length === 0
        ? [say('relay-needs-text', { relay: `R${relay.id}` })]
        : reply(context, relay, command.text)
    case 'relay.end':
      return end(context, relay)
  }
}
