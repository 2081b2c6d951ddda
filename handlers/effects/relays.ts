import { ok, refused } from '../../domain/result.ts'
import { line } from '../../domain/say.ts'
import { groupFor, post, postToGroup, withCommands } from '../../jobs/post.ts'
import { schedule, withdraw } from '../../prisma/queries/due.ts'
import { endRelay as endRelayRow, insertRelay, lockRelay, touchRelay } from '../../prisma/queries/relays.ts'
import { insertTask } from '../../prisma/queries/tasks.ts'
import { relayEndsAt, relayUnansweredAt } from '../../rules/relay-ends-at.ts'
import type { Carry, EffectContext } from './effect-context.ts'
import { wordsForGroup } from './names-to-hide.ts'

const done = ok(undefined)
export const relaySubject = (relay: number): string => `relay:${relay}`

/** Brings a person of the service desk into the conversation. Source: SD-6. */
export const openRelay: Carry<'open-relay'> = async (effect, context) => {
  const { db, now, policy, hospital, conversation } = context
  const group = groupFor(hospital, { kind: 'service-desk' })
  if (!group) throw new Error('the hospital has no group that serves patients')
  const row = {
    id: effect.relay,
    conversation,
    group: group.key,
    now: now.epochMilliseconds,
    effectKey: effect.key,
  }
  if (!(await insertRelay(db, row))) return done
  const number = `R${effect.relay}`
  const topic = effect.topic === null ? '—' : await wordsForGroup(effect.topic, context)
  await postToGroup(
    context,
    group.key,
    withCommands(
      [line('card-relay', { relay: number, topic }), line('card-relay-hint', { relay: number })],
      [{ label: 'button-take', command: `接入 ${number}` }],
    ),
  )
  await schedule(db, {
    kind: 'relay-unanswered',
    subject: relaySubject(effect.relay),
    dueAt: relayUnansweredAt(now, policy).epochMilliseconds,
    conversation,
  })
  await keepOpen(context, effect.relay)
  return done
}

const keepOpen = ({ db, now, policy, conversation }: EffectContext, relay: number): Promise<number> =>
  schedule(db, {
    kind: 'relay-idle',
    subject: relaySubject(relay),
    dueAt: relayEndsAt(now, policy).epochMilliseconds,
    conversation,
  })

/** Passes a patient's words on to the group. Source: SD-6, CP-10. */
export const relaySay: Carry<'relay-say'> = async (effect, context) => {
  const { db, now } = context
  const relay = await lockRelay(db, effect.relay)
  if (!relay || relay.status === 'ended') return refused('refused-relay-ended')
  await touchRelay(db, relay.id, now.epochMilliseconds)
  const text = await wordsForGroup(effect.text, context)
  await postToGroup(context, relay.group, {
    ...withCommands([line('relay-patient-said', { relay: `R${relay.id}`, text })], []),
    ...(effect.attachments.length > 0
      ? { attachments: effect.attachments.map((id) => ({ id, kind: 'file' as const })) }
      : {}),
  })
  await keepOpen(context, relay.id)
  return done
}

export const endRelay: Carry<'end-relay'> = async (effect, context) => {
  const { db, now } = context
  const relay = await lockRelay(db, effect.relay)
  if (!relay || (await endRelayRow(db, effect.relay, effect.by, now.epochMilliseconds)) === 0) return done
  await withdraw(db, relaySubject(effect.relay))
  // The task for whom nobody came tells it.
  if (relay.status === 'waiting' && effect.by === 'time') return done
  await postToGroup(context, relay.group, { lines: [line('relay-patient-left', { relay: `R${relay.id}` })] })
  return done
}

/** Something for staff to do by phone or in person. Source: SD-6, AP-4. */
export const task: Carry<'task'> = async (effect, context) => {
  const { db, vault, now, hospital, conversation } = context
  const group = groupFor(hospital, effect.group)
  if (!group) return done
  const id = await insertTask(db, vault, {
    kind: effect.taskKind,
    group: group.key,
    subject: effect.subject,
    content: { text: effect.text, phone: effect.phone, conversation },
    now: now.epochMilliseconds,
    effectKey: effect.key,
  })
  if (id === null) return done
  const text = await wordsForGroup(effect.text, context)
  const lines = [line(`task-${effect.taskKind}`, { task: `#${id}`, text })]
  await post(context, effect.group, withCommands(lines, [{ label: 'button-done', command: `完成 #${id}` }]))
  return done
}
