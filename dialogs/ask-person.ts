import { line, say } from '../domain/say.ts'
import type { Intent } from '../domain/understanding.ts'
import { deskOpen, deskOpensAt } from '../rules/desk-open.ts'
import { ask, type Dialog, type Fact, known } from './engine/dialog.ts'
import { instantWords } from './words.ts'

const ONLY_ASKS = /^.{0,6}(人工|客服|真人|活人|工作人员|服务台|有人吗|找人|接线员|机器).{0,8}$/u

/** Out of hours the message is taken, and answered in the morning. Source: SD-6 (S1 医疗咨询 4–7). */
const topic: Fact = {
  name: 'topic',
  hear: ({ understanding: { text }, words }, { asked }) =>
    asked || !ONLY_ASKS.test(text) ? words.slice(0, 500) : undefined,
  resolve: (said, _known, { world }) => {
    if (deskOpen(world.now, world.policy) || typeof said === 'string') return known(said ?? null)
    const opens = instantWords(deskOpensAt(world.now, world.policy), world.policy.zone)
    return ask({ lines: [line('ask-person-closed', { opens })], again: line('ask-person-topic') })
  },
}

/** Whoever was asked what it is about asks just that: it is kept for the person, not answered. */
const ENQUIRIES: Intent[] = [
  'hospital.info',
  'department.info',
  'doctor.schedule',
  'triage.ask',
  'medical.advice',
  'fee.ask',
  'exam.book',
  'exam.prepare',
  'result.query',
  'service.request',
  'referral.request',
  'activity.join',
  'profile.update',
  'appointment.extra',
  'appointment.checkin',
]

/** Leads to a person at the service desk. Source: SD-6. */
export const askPerson: Dialog = {
  name: 'ask-person',
  startsOn: ['human.request'],
  schema: 1,
  absorbs: ENQUIRIES,
  facts: [topic],
  finish: async (facts, { world }, key) => {
    const topicSaid = (facts.topic as string | null) ?? null
    if (deskOpen(world.now, world.policy)) {
      const relay = await world.newRelayNumber()
      return { effects: [{ kind: 'open-relay', key, relay, topic: topicSaid }], says: [say('relay-opened')] }
    }
    const opens = instantWords(deskOpensAt(world.now, world.policy), world.policy.zone)
    return {
      effects: [
        {
          kind: 'task',
          key,
          taskKind: 'enquiry',
          group: { kind: 'service-desk' },
          subject: `account:${world.account}`,
          text: topicSaid ?? '',
          phone: null,
        },
      ],
      says: [say('message-taken', { opens })],
    }
  },
}
