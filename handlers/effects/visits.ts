import { ok, refused } from '../../domain/result.ts'
import { scheduleVisit, unscheduleVisit } from '../../jobs/schedule-visit.ts'
import {
  bookPlace,
  confirmAppointment,
  effectDone,
  endAppointment,
  insertBreach,
} from '../../prisma/queries/appointments.ts'
import { record } from '../../prisma/queries/audit.ts'
import { freePlace } from '../../prisma/queries/periods.ts'
import type { Carry, EffectContext } from './effect-context.ts'

const done = ok(undefined)
const patient = ({ account }: EffectContext): string => `account:${account}`

/** Source: AP-4. */
export const move: Carry<'move'> = async (effect, context) => {
  const { db, account, now, conversation } = context
  if (await effectDone(db, effect.key)) return done
  const at = now.epochMilliseconds
  const ended = await endAppointment(db, { id: effect.appointment, account, status: 'moved', now: at })
  if (!ended) return refused('refused-already-ended')
  const visit = await bookPlace(db, {
    number: effect.number,
    person: ended.person,
    account,
    period: effect.period,
    visitType: null,
    movedFrom: effect.appointment,
    now: at,
    effectKey: effect.key,
  })
  if (!visit.ok) return visit
  await freePlace(db, ended.period)
  if (effect.breach) await insertBreach(db, effect.appointment, ended.person, 'late-change', at)
  await unscheduleVisit(context, effect.appointment)
  await scheduleVisit(context, visit.value, conversation)
  await record(
    db,
    {
      actor: patient(context),
      action: 'visit.move',
      subject: `appointment:${effect.appointment}`,
      detail: { to: visit.value.id },
    },
    at,
  )
  return done
}

/** Source: AP-4. */
export const cancel: Carry<'cancel'> = async (effect, context) => {
  const { db, account, now } = context
  const at = now.epochMilliseconds
  const ended = await endAppointment(db, { id: effect.appointment, account, status: 'cancelled', now: at })
  if (!ended) return refused('refused-already-ended')
  await freePlace(db, ended.period)
  if (effect.breach) await insertBreach(db, effect.appointment, ended.person, 'late-cancel', at)
  await unscheduleVisit(context, effect.appointment)
  await record(
    db,
    { actor: patient(context), action: 'visit.cancel', subject: `appointment:${effect.appointment}` },
    at,
  )
  return done
}

/** Source: AP-6. */
export const confirmVisit: Carry<'confirm-visit'> = async ({ appointment }, { db, account, now }) => {
  const confirmed = await confirmAppointment(db, appointment, account, now.epochMilliseconds)
  return confirmed === 1 ? done : refused('refused-already-ended')
}
