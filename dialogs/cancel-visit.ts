import { line, say } from '../domain/say.ts'
import { dayOf } from '../rules/calendar.ts'
import { lateChangeIsBreach } from '../rules/late-change-is-breach.ts'
import { Temporal } from 'temporal-polyfill'
import type { Dialog, Known } from './engine/dialog.ts'
import { appointmentFact, appointmentOf, visitWords } from './facts/appointment.ts'
import type { World } from './world.ts'

export const isLate = (facts: Known, { now, policy }: World): boolean =>
  lateChangeIsBreach(Temporal.PlainDate.from(appointmentOf(facts).day), now, policy)

export const isToday = (facts: Known, { now, policy }: World): boolean =>
  dayOf(now, policy).toString() === appointmentOf(facts).day

/** Cancels a visit; on the day itself staff decide. Source: AP-4 (S1 五.2, 六.2, 七). */
export const cancelVisit: Dialog = {
  name: 'cancel-visit',
  startsOn: ['appointment.cancel'],
  schema: 1,
  absorbs: ['appointment.cancel', 'appointment.query', 'dialog.affirm', 'dialog.deny'],
  facts: [appointmentFact(true)],
  confirm: {
    question: 'cancel-booking',
    summary: (facts, { world }) => {
      const visit = visitWords(world, appointmentOf(facts))
      if (isToday(facts, world)) return [line('confirm-cancel-today', { visit })]
      const { cutOff } = world.policy.booking
      return [
        isLate(facts, world)
          ? line('confirm-cancel-late', { visit, cutOff })
          : line('confirm-cancel', { visit }),
      ]
    },
  },
  finish: (facts, { world }, key) => {
    const visit = appointmentOf(facts)
    const args = { visit: visitWords(world, visit), number: visit.number }
    if (isToday(facts, world))
      return Promise.resolve({
        effects: [
          {
            kind: 'task' as const,
            key,
            taskKind: 'excuse-today',
            group: { kind: 'triage-desk' as const },
            subject: `appointment:${visit.id}`,
            text: args.visit,
            phone: null,
          },
        ],
        says: [say('cancel-today-passed-on', args)],
      })
    return Promise.resolve({
      effects: [{ kind: 'cancel' as const, key, appointment: visit.id, breach: isLate(facts, world) }],
      says: [say('cancelled', args)],
    })
  },
}
