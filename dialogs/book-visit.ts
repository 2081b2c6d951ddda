import { line, say } from '../domain/say.ts'
import { maskIdNumber, maskPhone } from '../rules/mask.ts'
import type { Dialog, Known } from './engine/dialog.ts'
import { day } from './facts/day.ts'
import { department } from './facts/department.ts'
import { doctor } from './facts/doctor.ts'
import { period, periodOf } from './facts/period.ts'
import {
  allowed,
  consent,
  identityOf,
  nameSaid,
  personOf,
  visitor,
  visitorId,
  visitorName,
  visitorPhone,
} from './facts/visitor.ts'
import { visitType } from './facts/visit-type.ts'
import { clinicWords, visitTimeWords } from './words.ts'
import type { World } from './world.ts'

const visitArgs = (facts: Known, world: World) => {
  const chosen = periodOf(facts)
  return {
    clinic: clinicWords(world, chosen),
    time: visitTimeWords(chosen, world.policy.zone),
    room: chosen.room,
  }
}

/** Books a visit. Source: AP-1, AP-2, AP-3, AP-5. */
export const bookVisit: Dialog = {
  name: 'book-visit',
  startsOn: ['appointment.book'],
  schema: 1,
  absorbs: [
    'appointment.book',
    'appointment.change',
    'triage.ask',
    'dialog.affirm',
    'dialog.deny',
    'profile.update',
    'doctor.schedule',
  ],
  asides: ['doctor.schedule'],
  facts: [
    department,
    doctor,
    day,
    period,
    visitType,
    nameSaid,
    visitor,
    consent,
    visitorName,
    visitorId,
    visitorPhone,
    allowed,
  ],
  confirm: {
    question: 'confirm-booking',
    summary: (facts, { world }) => {
      const { name, idNumber, phone } = identityOf(facts)
      return [
        line('confirm-booking', {
          ...visitArgs(facts, world),
          name,
          idNumber: maskIdNumber(idNumber),
          phone: maskPhone(phone),
          fee: (periodOf(facts).feeFen / 100).toFixed(2),
        }),
      ]
    },
  },
  finish: async (facts, { world }, key) => {
    const number = await world.newBookingNumber()
    return {
      effects: [
        {
          kind: 'book',
          key,
          number,
          period: periodOf(facts).period,
          person: personOf(facts),
          visitType: (facts.visitType as string | null) ?? null,
        },
      ],
      says: [say('booked', { ...visitArgs(facts, world), number, cutOff: world.policy.booking.cutOff })],
    }
  },
  onRefused: { 'refused-place-taken': ['period'], 'refused-name-mismatch': ['visitorName', 'visitorId'] },
}
