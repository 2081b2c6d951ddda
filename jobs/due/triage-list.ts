import type { AppointmentRecord } from '../../domain/records.ts'
import { line, type Say, say } from '../../domain/say.ts'
import { dayWords } from '../../domain/day-words.ts'
import { conversationsOfGroup } from '../../prisma/queries/conversations.ts'
import { insertAttachment } from '../../prisma/queries/attachments.ts'
import { visitsOn } from '../../prisma/queries/appointments.ts'
import { scheduleOnce } from '../../prisma/queries/due.ts'
import { identityOfPerson } from '../../prisma/queries/people.ts'
import { localClock } from '../../domain/local-time.ts'
import { maskName } from '../../rules/mask.ts'
import { nextTriageListAt, triageListDays } from '../../rules/triage-list-times.ts'
import type { CommitContext } from '../commit-context.ts'
import { groupFor, post } from '../post.ts'
import { type ListedVisit, triageListSheet } from './triage-list-sheet.ts'
import type { HospitalDue } from './due-context.ts'

const listed = async (
  { db, vault, hospital, policy }: CommitContext,
  visit: AppointmentRecord,
): Promise<ListedVisit> => {
  const identity = await identityOfPerson(db, vault, visit.person)
  return {
    time: localClock(visit.startsAt, policy.zone),
    department: hospital.departments.find(({ key }) => key === visit.department)?.name ?? '',
    doctor: hospital.doctors.find(({ key }) => key === visit.doctor)?.name ?? '普通门诊',
    room: visit.room,
    name: identity ? maskName(identity.name) : '—',
    number: visit.number,
    confirmed: visit.confirmedAt !== null,
  }
}

const rowWords = ({ time: at, department, doctor, room, name, number, confirmed }: ListedVisit): string =>
  `${at} ${department} ${doctor} ${room} ${name} ${number}${confirmed ? ' ✓' : ''}`

const ROWS_PER_MESSAGE = 60

const paged = (rows: string[]): string[][] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_PER_MESSAGE) }, (_, page) =>
    rows.slice(page * ROWS_PER_MESSAGE, (page + 1) * ROWS_PER_MESSAGE),
  )

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The visits of a day for the triage desk, in messages of a readable size and as a spreadsheet. Source: AP-9 (S0 预约诊疗四). */
export const triageListOf = async (context: CommitContext, day: string): Promise<Say[]> => {
  const visits: ListedVisit[] = []
  for (const visit of await visitsOn(context.db, day)) visits.push(await listed(context, visit))
  if (visits.length === 0) return [say('triage-list-empty', { day: dayWords(day) })]
  const head = line('triage-list', { day: dayWords(day), count: visits.length })
  const name = `预约名单-${day}.xlsx`
  const desk = groupFor(context.hospital, { kind: 'triage-desk' })
  const [chat] = desk ? await conversationsOfGroup(context.db, desk.key) : []
  const id = await insertAttachment(context.db, context.vault, {
    conversation: chat?.id ?? 0,
    kind: 'file',
    mime: XLSX,
    name,
    bytes: await triageListSheet(day, visits),
    now: context.now.epochMilliseconds,
  })
  return paged(visits.map(rowWords)).map((page, index) =>
    index === 0
      ? { lines: [head, ...page], attachments: [{ id, kind: 'file' as const, name }] }
      : { lines: page },
  )
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
