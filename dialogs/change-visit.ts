import type { Json } from '../domain/conversation.ts'
import { line, say } from '../domain/say.ts'
import { isLate, isToday } from './cancel-visit.ts'
import { end, type Dialog, type Fact, known } from './engine/dialog.ts'
import { appointmentFact, appointmentOf, visitWords } from './facts/appointment.ts'
import { day } from './facts/day.ts'
import { doctor, type DoctorSaid } from './facts/doctor.ts'
import { period, periodOf } from './facts/period.ts'
import { verifiedIdentity } from './facts/verified-identity.ts'
import { allowed } from './facts/visitor.ts'
import { clinicWords, visitTimeWords } from './words.ts'

/** Nobody moves a visit of today by message: staff decide. Source: AP-4 (S1 七). */
const notToday: Fact = {
  name: 'notToday',
  resolve: (_said, facts, { world }) =>
    isToday(facts, world)
      ? end(
          say('change-today', {
            visit: visitWords(world, appointmentOf(facts)),
            phone: world.hospital.phone,
          }),
        )
      : known(true),
}

/** The visit's own department and doctor, unless another doctor was said. */
const sameDepartment: Fact = {
  name: 'department',
  resolve: (_said, facts) => known(appointmentOf(facts).department),
}
const sameVisitor: Fact = {
  name: 'visitor',
  resolve: async (_said, facts, { world }) => {
    const person = (await world.persons()).find(({ id }) => id === appointmentOf(facts).person)
    return person ? known({ person }) : end(say('no-visits'))
  },
}
const sameDoctor: Fact = {
  ...doctor,
  dependsOn: ['appointment'],
  resolve: (said, facts, context) => {
    const kept = appointmentOf(facts).doctor
    const own: Json = kept === null ? { any: 'general' } : { key: kept }
    const same = said === undefined || isOwn(said as unknown as DoctorSaid, kept)
    return doctor.resolve(same ? own : said, facts, context)
  },
}

const isOwn = (said: DoctorSaid, kept: string | null): boolean => 'key' in said && said.key === kept

/** Moves a visit to another time, or to another doctor of its department. Source: AP-2, AP-4. */
export const changeVisit: Dialog = {
  name: 'change-visit',
  startsOn: ['appointment.change'],
  schema: 1,
  absorbs: [
    'appointment.change',
    'appointment.book',
    'appointment.query',
    'dialog.affirm',
    'dialog.deny',
    'doctor.schedule',
    'profile.update',
  ],
  asides: ['doctor.schedule'],
  facts: [
    appointmentFact(false),
    notToday,
    sameVisitor,
    verifiedIdentity,
    sameDepartment,
    sameDoctor,
    day,
    period,
    allowed,
  ],
  confirm: {
    question: 'confirm-change',
    summary: (facts, { world }) => {
      const before = visitWords(world, appointmentOf(facts))
      const after = `${visitTimeWords(periodOf(facts), world.policy.zone)} ${clinicWords(world, periodOf(facts))}`
      const { cutOff } = world.policy.booking
      return [
        isLate(facts, world)
          ? line('confirm-change-late', { before, after, cutOff })
          : line('confirm-change', { before, after }),
      ]
    },
  },
  finish: async (facts, { world }, key) => {
    const number = await world.newBookingNumber()
    const chosen = periodOf(facts)
    return {
      effects: [
        {
          kind: 'move',
          key,
          number,
          appointment: appointmentOf(facts).id,
          period: chosen.period,
          breach: isLate(facts, world),
        },
      ],
      says: [
        say('moved', {
          clinic: clinicWords(world, chosen),
          time: visitTimeWords(chosen, world.policy.zone),
          room: chosen.room,
          number,
        }),
      ],
    }
  },
  onRefused: { 'refused-place-taken': ['period'] },
}
