/** Which of one's own visits is meant. Somebody else's number is answered like one that does not exist. Source: AP-2, AP-4. */
import type { Json } from '../../domain/conversation.ts'
import type { AppointmentRecord } from '../../domain/records.ts'
import { line, say } from '../../domain/say.ts'
import type { When } from '../../domain/understanding.ts'
import { ask, askAnew, end, type Fact, type Known, known } from '../engine/dialog.ts'
import { clinicWords, visitTimeWords } from '../words.ts'
import type { World } from '../world.ts'
import { fits } from './when-fits.ts'

interface Said {
  id?: number
  number?: string
  department?: string
  doctor?: string
  when?: Json
}

const fitsSaid = ({ number, department, doctor, when }: Said, visit: AppointmentRecord): boolean =>
  (!number || visit.number === number) &&
  (!department || visit.department === department) &&
  (!doctor || visit.doctor === doctor) &&
  (!when ||
    fits(when as unknown as When, { day: visit.day, part: 'morning' }) ||
    fits(when as unknown as When, { day: visit.day, part: 'afternoon' }))

export const visitWords = (world: World, visit: AppointmentRecord): string =>
  `${visitTimeWords(visit, world.policy.zone)} ${clinicWords(world, visit)}`

const choices = (world: World, visits: AppointmentRecord[]) =>
  visits.map((visit) => ({ id: String(visit.id), label: visitWords(world, visit) }))

/**
 * `byDay` tells whether a time that was said is the visit's own (cancelling) or where it shall go (changing).
 */
export const appointmentFact = (byDay: boolean): Fact => ({
  name: 'appointment',
  hear: ({ understanding: { entities } }, { facts }): Json | undefined => {
    const said: Said = {
      ...(entities.bookingNumber ? { number: entities.bookingNumber } : {}),
      ...(entities.department ? { department: entities.department } : {}),
      ...(entities.doctor ? { doctor: entities.doctor } : {}),
      ...(byDay && entities.when?.date ? { when: entities.when as unknown as Json } : {}),
    }
    const settled =
      facts.appointment !== undefined && typeof (facts.appointment as Said | null)?.id === 'number'
    if (Object.keys(said).length === 0 || (settled && !said.number)) return undefined
    return said as unknown as Json
  },
  pick: (option) => ({ id: Number(option) }),
  resolve: async (said, _known, { world }) => {
    const visits = await world.visits()
    if (visits.length === 0) return end(say('no-visits'))
    const heard = (said ?? {}) as Said
    const lines = [line('ask-appointment')]
    const again = line('ask-appointment-again')
    const named =
      heard.id === undefined
        ? visits.filter((visit) => fitsSaid(heard, visit))
        : visits.filter(({ id }) => id === heard.id)
    // A doctor of none of them is who the visit shall move to, not which visit is meant.
    const toOther = !byDay && named.length === 0 && heard.id === undefined && !heard.number
    const fitting = toOther ? visits : named
    const [only] = fitting
    if (only && fitting.length === 1) return known(only)
    if (fitting.length > 1) return ask({ lines, again, options: choices(world, fitting) })
    return askAnew({
      lines: [line(heard.number ? 'appointment-not-yours' : 'appointment-not-found'), ...lines],
      again,
      options: choices(world, visits),
    })
  },
})

export const appointmentOf = (facts: Known): AppointmentRecord => facts.appointment as AppointmentRecord
