/** Every due thing happened once, at its time, or is accounted for. */
import { rows } from '../../../prisma/sql.ts'
import { type Broken, brokenRows, type Check, grouped, isoOf } from './evidence.ts'
import { reminders, surveyAt } from './rule-book.ts'

const INVARIANT = 'due things'

/** The last time at which somebody wrote it down as waiting. */
const WRITTEN = `(SELECT max(w.at) FROM rehearsal.written w WHERE w.what IN ('due insert', 'due update') AND w.id = d.id
  AND w.row->>'status' = 'waiting')`

export const dueHappenedAtItsTime: Check = (evidence) =>
  brokenRows(
    evidence,
    INVARIANT,
    `SELECT d.id, d.kind, d.subject, d.due_at, d.happened_at, d.status FROM due d
     WHERE d.status = 'done' AND d.happened_at IS DISTINCT FROM greatest(d.due_at, ${WRITTEN})
        OR d.status = 'waiting' AND d.due_at <= $1`,
    [new Date(evidence.now)],
  )

export const dueHappenedOnce: Check = (evidence) =>
  brokenRows(
    evidence,
    INVARIANT,
    `SELECT d.id, d.kind, d.status, count(i.id)::int AS turns FROM due d
     LEFT JOIN inbox i ON i.source = 'due' AND i.external_id = 'due:' || d.id
     GROUP BY d.id HAVING count(i.id) <> (d.status = 'done')::int`,
  )

/** In order of time, and at one time in order of when they were due. */
export const dueHappenedInOrder: Check = (evidence) =>
  brokenRows(
    evidence,
    INVARIANT,
    `SELECT id, kind, due_at, before FROM (
       SELECT d.id, d.kind, d.due_at, d.happened_at, lag(d.happened_at) OVER (ORDER BY i.id) AS before
       FROM inbox i JOIN due d ON i.source = 'due' AND i.external_id = 'due:' || d.id
     ) AS taken WHERE happened_at < before`,
  )

interface VisitRow {
  id: number
  number: string
  chat: string
  startsAt: number
  endsAt: number
  bookedAt: number
  endedAt: number | null
  status: string
}

interface DueRow {
  subject: string
  kind: string
  dueAt: number
  status: string
}

const fateOf = (at: number, withdrawnAt: number | null, now: number): string => {
  if (withdrawnAt !== null && withdrawnAt < at) return 'withdrawn'
  return at <= now ? 'done' : 'waiting'
}

/** AP-6, SV-1: what a visit makes due, worked out from the rule book. */
const dueOf = (visit: VisitRow, now: number): string[] => {
  const ends = visit.status === 'attended' ? null : visit.endedAt
  const all = [...reminders(visit.startsAt, visit.bookedAt), { kind: 'survey', at: surveyAt(visit.endsAt) }]
  return all.map(({ kind, at }) => `${kind} ${isoOf(at)} ${fateOf(at, ends, now)}`).toSorted()
}

const visitsIn = `SELECT a.id, a.number, c.external_id AS chat, a.starts_at AS "startsAt", a.ends_at AS "endsAt",
  a.booked_at AS "bookedAt", a.ended_at AS "endedAt", a.status FROM appointment a JOIN account c ON c.id = a.account_id ORDER BY a.id`

export const visitsAreRemindedOf: Check = async ({ db, now }) => {
  const visits = await rows<VisitRow>(db, visitsIn)
  const due = await rows<DueRow>(
    db,
    `SELECT subject, kind, due_at AS "dueAt", status FROM due WHERE kind IN ('reminder-week', 'reminder-day', 'survey')`,
  )
  const found = grouped(due, ({ subject }) => subject)
  return visits.flatMap((visit): Broken[] => {
    const wanted = dueOf(visit, now).join('; ')
    const got = (found.get(`appointment:${visit.id}`) ?? [])
      .map(({ kind, dueAt, status }) => `${kind} ${isoOf(dueAt)} ${status}`)
      .toSorted()
      .join('; ')
    return wanted === got
      ? []
      : [{ invariant: INVARIANT, what: `visit ${visit.id}: ${got} instead of ${wanted}`, chat: visit.chat }]
  })
}

/** A reminder that happened was said, in its own turn, once. */
export const remindersAreSaid: Check = async ({ db, said }) => {
  const taken = await rows<{ number: string; kind: string; tx: number; chat: string; open: boolean }>(
    db,
    `SELECT a.number, d.kind, w.tx, c.external_id AS chat, a.ended_at IS NULL OR a.ended_at > d.happened_at AS open
     FROM due d JOIN appointment a ON d.subject = 'appointment:' || a.id JOIN account c ON c.id = a.account_id
     JOIN inbox i ON i.source = 'due' AND i.external_id = 'due:' || d.id
     JOIN rehearsal.written w ON w.what = 'inbox update' AND w.id = i.id
     WHERE d.kind IN ('reminder-week', 'reminder-day') AND d.status = 'done'`,
  )
  const byTurn = grouped(said, ({ tx }) => tx)
  return taken
    .filter(({ open }) => open)
    .filter(
      ({ number, tx }) =>
        (byTurn.get(tx) ?? []).filter(({ text }) => text.includes(`预约号 ${number}`)).length !== 1,
    )
    .map(({ number, kind, chat }) => ({
      invariant: INVARIANT,
      what: `${kind} of ${number} was not said once`,
      chat,
    }))
}

/** AP-9, AP-1, DU-3: what the hospital does every day, it does every day. */
export const everyDayIsKept: Check = (evidence) =>
  brokenRows(
    evidence,
    INVARIANT,
    `WITH span AS (SELECT min(happened_at) AS first, $1::timestamptz AS last FROM due WHERE kind = 'make-sessions'),
     wanted AS (
       SELECT kind, (day + time) AT TIME ZONE 'Asia/Shanghai' AS at
       FROM (VALUES ('triage-list', time '16:30'), ('make-sessions', time '00:05'), ('forget-messages', time '03:30')) AS daily (kind, time),
         span, generate_series(((span.first AT TIME ZONE 'Asia/Shanghai')::date - 1)::timestamp, (span.last AT TIME ZONE 'Asia/Shanghai')::timestamp, interval '1 day') AS day
     )
     SELECT wanted.kind, wanted.at, count(d.id)::int AS times FROM wanted CROSS JOIN span
     LEFT JOIN due d ON d.kind = wanted.kind AND d.status = 'done' AND d.happened_at = wanted.at
     WHERE wanted.at BETWEEN span.first AND span.last GROUP BY 1, 2 HAVING count(d.id) <> 1`,
    [new Date(evidence.now)],
  )

/** AP-9: the desk has one list a day. */
export const theDeskHasItsList: Check = async ({ db, said }) => {
  const turns = await rows<{ tx: number; at: number }>(
    db,
    `SELECT w.tx, d.happened_at AS at FROM due d JOIN inbox i ON i.source = 'due' AND i.external_id = 'due:' || d.id
     JOIN rehearsal.written w ON w.what = 'inbox update' AND w.id = i.id WHERE d.kind = 'triage-list' AND d.status = 'done'`,
  )
  return turns
    .filter(
      ({ tx }) =>
        said.filter((each) => each.tx === tx && /预约名单|没有预约的患者/u.test(each.text)).length !== 1,
    )
    .map(({ at }) => ({
      invariant: INVARIANT,
      what: `no single list on ${isoOf(at)}`,
      chat: 'group:triage-desk',
    }))
}
