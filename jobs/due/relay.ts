import { say } from '../../domain/say.ts'
import { lockRelay } from '../../prisma/queries/relays.ts'
import { nothing, type PatientDue, subjectId } from './due-context.ts'

/** Nobody has taken the request for a person yet: said so, and the wait goes on. Source: SD-6. */
export const relayUnanswered: PatientDue = async (due, { db, hospital }) => {
  const relay = await lockRelay(db, subjectId(due))
  if (relay?.status !== 'waiting') return nothing
  return {
    says: [say('relay-unanswered', { phone: hospital.phone })],
    effects: [
      { kind: 'post', group: { kind: 'service-desk' }, say: say('relay-waits', { relay: `R${relay.id}` }) },
    ],
  }
}

/** A conversation with a person in which nobody speaks any more ends; what was said to nobody becomes a task. Source: SD-6. */
export const relayIdle: PatientDue = async (due, { db, hospital }) => {
  const relay = await lockRelay(db, subjectId(due))
  if (!relay || relay.status === 'ended') return nothing
  const end = { kind: 'end-relay', key: `relay-idle:${due.id}`, relay: relay.id, by: 'time' } as const
  if (relay.status === 'on') return { says: [say('relay-timed-out')], effects: [end] }
  const task = {
    kind: 'task',
    key: `relay-missed:${relay.id}`,
    taskKind: 'relay-missed',
    group: { kind: 'service-desk' },
    subject: `relay:${relay.id}`,
    text: `R${relay.id}`,
    phone: null,
  } as const
  return { says: [say('relay-missed', { phone: hospital.phone })], effects: [end, task] }
}
