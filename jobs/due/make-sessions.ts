import type { Temporal } from 'temporal-polyfill'
import type { DayPart, RosterEntry } from '../../domain/hospital.ts'
import { scheduleOnce } from '../../prisma/queries/due.ts'
import { addSessions, followRoster, type NewSession } from '../../prisma/queries/periods.ts'
import { dayOf, instantOn } from '../../rules/calendar.ts'
import { sessionDays, sessionPeriods } from '../../rules/session-horizon.ts'
import type { CommitContext } from '../commit-context.ts'
import type { HospitalDue } from './due-context.ts'

type Making = Pick<CommitContext, 'db' | 'now' | 'hospital' | 'policy'>

type Periods = NewSession['periods']

/** Periods of a part of a day are the same for every clinic: worked out once. */
const periodsOnce = ({ policy }: Making): ((day: Temporal.PlainDate, part: DayPart) => Periods) => {
  const known = new Map<string, Periods>()
  return (day, part) => {
    const key = `${day.toString()} ${part}`
    const held = known.get(key)
    if (held) return held
    const periods = sessionPeriods(day, part, policy).map(({ startsAt, endsAt }) => ({
      startsAt: startsAt.epochMilliseconds,
      endsAt: endsAt.epochMilliseconds,
    }))
    known.set(key, periods)
    return periods
  }
}

const sessionsOf = (
  entry: RosterEntry,
  { now, hospital, policy }: Making,
  periodsOf: ReturnType<typeof periodsOnce>,
): NewSession[] =>
  sessionDays(dayOf(now, policy), entry.weekdays, policy).map((day) => ({
    key: [entry.department, entry.doctor ?? '', entry.clinicType, day.toString(), entry.part].join('/'),
    department: entry.department,
    doctor: entry.doctor ?? null,
    clinicType: entry.clinicType,
    campus: hospital.campus,
    day: day.toString(),
    part: entry.part,
    room: entry.room,
    feeFen: entry.feeFen,
    capacity: entry.capacity,
    periods: periodsOf(day, entry.part),
  }))

/** Makes the sessions of the roster as far ahead as patients may book; repeating it changes nothing. Source: AP-1. */
export const makeSessions = (making: Making): Promise<number> => {
  const periodsOf = periodsOnce(making)
  return addSessions(
    making.db,
    making.hospital.roster.flatMap((entry) => sessionsOf(entry, making, periodsOf)),
  )
}

/** Lets sessions made earlier follow the roster as it is now. Source: AP-1. */
export const followRosterNow = ({ db, now, hospital, policy }: Making): Promise<number> =>
  followRoster(
    db,
    hospital.roster.flatMap(({ department, doctor, clinicType, weekdays, part }) =>
      weekdays.map((weekday) => [department, doctor ?? '', clinicType, weekday, part].join('/')),
    ),
    dayOf(now, policy).toString(),
  )

export const scheduleSessions = ({ db, now, policy }: Making): Promise<number> =>
  scheduleOnce(db, {
    kind: 'make-sessions',
    subject: 'hospital:make-sessions',
    dueAt: instantOn(dayOf(now, policy).add({ days: 1 }), '00:05', policy).epochMilliseconds,
    conversation: null,
  })

export const makeSessionsDue: HospitalDue = async (_due, context) => {
  await makeSessions(context)
  await scheduleSessions(context)
}
