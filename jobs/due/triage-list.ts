import { Temporal } from 'temporal-polyfill'
import type { AppointmentRecord } from '../../domain/records.ts'
import { line, type Say } from '../../domain/say.ts'
import { visitsOn } from '../../prisma/queries/appointments.ts'
import { scheduleOnce } from '../../prisma/queries/due.ts'
import { identityOfPerson } from '../../prisma/queries/people.ts'
import { maskName } from '../../rules/mask.ts'
import { nextTriageListAt, triageListDays } from '../../rules/triage-list-times.ts'
import type { CommitContext } from '../commit-context.ts'
import { post } from '../post.ts'
import type { HospitalDue } from './due-context.ts'

const time = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5)

/** One visit of the list; names masked, the booking number finds the rest. */
const row = async (
  { db, vault, hospital, policy }: CommitContext,
  visit: AppointmentRecord,
): Promise<string> => {
  const identity = await identityOfPerson(db, vault, visit.person)
  const department = hospital.departments.find(({ key }) => key === visit.department)?.name ?? ''
  const doctor = hospital.doctors.find(({ key }) => key === visit.doctor)?.name ?? '普通门诊'
  const name = identity ? maskName(identity.name) : '—'
  return `${time(visit.startsAt, policy.zone)} ${department} ${doctor} ${visit.room} ${name} ${visit.number}${visit.confirmedAt === null ? '' : ' ✓'}`
}

const ROWS_PER_MESSAGE = 60

/** The visits of a day for the triage desk, in messages of a readable size. Source: AP-9 (S0 预约诊疗四). */
export const triageListOf = async (context: CommitContext, day: string): Promise<Say[]> => {
  const visits = await visitsOn(context.db, day)
  const rows = await Promise.all(visits.map((visit) => row(context, visit)))
  const head = line('triage-list', { day, count: visits.length })
  if (rows.length === 0) return [{ lines: [head] }]
  const pages = Array.from({ length: Math.ceil(rows.length / ROWS_PER_MESSAGE) }, (_, page) =>
    rows.slice(page * ROWS_PER_MESSAGE, (page + 1) * ROWS_PER_MESSAGE),
  )
  return pages.map((page, index) => ({ lines: [...(index === 0 ? [head] : []), ...page] }))
}

export const scheduleTriageList = ({
  db,
  now,
  policy,
}: Pick<CommitContext, 'db' | 'now' | 'policy'>): Promise<number> =>
  scheduleOnce(db, {
    kind: 'triage-list',
    subject: 'hospital:triage-list',
    dueAt: nextTriageListAt(now, policy).epochMilliseconds,
    conversation: null,
  })

/** Source: AP-9. */
export const triageList: HospitalDue = async (_due, context) => {
  const { next } = triageListDays(context.now, context.policy)
  for (const page of await triageListOf(context, next.toString()))
    await post(context, { kind: 'triage-desk' }, page)
  await scheduleTriageList(context)
}
