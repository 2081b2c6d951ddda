import type { ClinicType, DayPart } from '../../domain/hospital.ts'
import type { OpenPeriod } from '../../domain/records.ts'
import { at, type Db, first, rows, touched } from '../sql.ts'

export interface PeriodsQuery {
  department: string
  doctor?: string
  clinicType?: string
  from: string
  to: string
}

const WANTED = `FROM session s WHERE s.department = $1 AND s.status = 'open' AND s.day BETWEEN $4 AND $5
  AND ($2::text IS NULL OR s.doctor = $2) AND ($3::text IS NULL OR s.clinic_type = $3)`

/** The same as long as nothing of these sessions and their periods has changed. */
const MARK = `bit_xor(hash_record_extended(ROW(s.id, s.changes, s.room, s.fee_fen), 0))::text`

/** A session a row, its periods as [id, starts, ends, free]. */
const READ = `WITH wanted AS MATERIALIZED (SELECT s.* ${WANTED}), mark AS (SELECT ${MARK} AS mark FROM wanted s)
  SELECT mark.mark, s.id AS session, s.department, s.doctor, s.clinic_type AS "clinicType", s.day, s.part, s.room, s.fee_fen AS "feeFen",
    (SELECT json_agg(json_build_array(p.id, (extract(epoch FROM p.starts_at) * 1000)::int8,
      (extract(epoch FROM p.ends_at) * 1000)::int8, p.capacity - p.booked))
     FROM period p WHERE p.session_id = s.id AND p.quota = 'remote') AS periods
  FROM wanted s, mark`

interface SessionRow extends Omit<OpenPeriod, 'period' | 'startsAt' | 'endsAt' | 'free'> {
  mark: string
  periods: [period: number, startsAt: number, endsAt: number, free: number][] | null
}

const openPeriods = ({ periods, mark: _mark, ...session }: SessionRow): OpenPeriod[] =>
  (periods ?? []).map(([period, startsAt, endsAt, free]) => ({ ...session, period, startsAt, endsAt, free }))

interface Held {
  mark: string
  periods: OpenPeriod[]
}

const MOST_HELD = 64
const held = new WeakMap<Db, Map<string, Held>>()

/** Keeps what was read last; the longest held goes first. */
const hold = (db: Db, key: string, read: Held): OpenPeriod[] => {
  const known = held.get(db) ?? new Map<string, Held>()
  held.set(db, known)
  known.delete(key)
  known.set(key, read)
  const [oldest] = known.keys()
  if (known.size > MOST_HELD && oldest !== undefined) known.delete(oldest)
  return read.periods
}

/**
 * Periods of open sessions, in order of time, as they are now: a department has hundreds, and they are read again only
 * where one of them has changed. Nobody may change what is answered.
 */
export const periodsOf = async (
  db: Db,
  { department, doctor, clinicType, from, to }: PeriodsQuery,
): Promise<OpenPeriod[]> => {
  const values = [department, doctor ?? null, clinicType ?? null, from, to]
  const key = JSON.stringify(values)
  const last = held.get(db)?.get(key)
  if (last) {
    const found = await first<{ mark: string | null }>(db, `SELECT ${MARK} AS mark ${WANTED}`, values)
    if (found?.mark === last.mark) return last.periods
  }
  const sessions = await rows<SessionRow>(db, READ, values)
  const periods = sessions.flatMap(openPeriods).sort((a, b) => a.startsAt - b.startsAt || a.period - b.period)
  const [{ mark } = { mark: null }] = sessions
  return mark === null ? periods : hold(db, key, { mark, periods })
}

/**
 * Withdraws coming sessions that the roster no longer has, and opens again those that it has anew; visits already booked
 * stay. A clinic is written `department/doctor/clinicType/weekday/part`.
 */
export const followRoster = (db: Db, clinics: string[], from: string): Promise<number> =>
  touched(
    db,
    `UPDATE session SET status = wanted.status
     FROM (SELECT id, CASE WHEN concat_ws('/', department, coalesce(doctor, ''), clinic_type, extract(isodow FROM day), part) = ANY($1)
             THEN 'open' ELSE 'withdrawn' END AS status
           FROM session WHERE day >= $2 AND status IN ('open', 'withdrawn')) wanted
     WHERE session.id = wanted.id AND session.status <> wanted.status`,
    [clinics, from],
  )

export const freePlace = (db: Db, period: number): Promise<number> =>
  touched(db, 'UPDATE period SET booked = booked - 1 WHERE id = $1 AND booked > 0', [period])

export interface NewSession {
  key: string
  department: string
  doctor: string | null
  clinicType: ClinicType
  campus: string
  day: string
  part: DayPart
  room: string
  feeFen: number
  capacity: number
  periods: { startsAt: number; endsAt: number }[]
}

/** Adds sessions with their periods; those that exist stay as they are. */
export const addSessions = async (db: Db, sessions: NewSession[]): Promise<number> => {
  if (sessions.length === 0) return 0
  const added = await rows<{ id: number; key: string }>(
    db,
    `INSERT INTO session (key, department, doctor, clinic_type, campus, day, part, room, fee_fen)
     SELECT s.key, s.department, s.doctor, s."clinicType", s.campus, s.day, s.part, s.room, s."feeFen"
     FROM jsonb_to_recordset($1::jsonb) AS s(key text, department text, doctor text, "clinicType" text, campus text, day date, part text, room text, "feeFen" int)
     ON CONFLICT (key) DO NOTHING RETURNING id, key`,
    [JSON.stringify(sessions.map(({ periods: _periods, ...session }) => session))],
  )
  const ids = new Map(added.map(({ key, id }) => [key, id]))
  const periods = sessions.flatMap(({ key, capacity, periods: times }) => {
    const session = ids.get(key)
    return session === undefined
      ? []
      : times.map(({ startsAt, endsAt }) => ({ session, startsAt, endsAt, capacity }))
  })
  await touched(
    db,
    `INSERT INTO period (session_id, starts_at, ends_at, capacity)
     SELECT * FROM unnest($1::int[], $2::timestamptz[], $3::timestamptz[], $4::int[])
     ON CONFLICT (session_id, starts_at, quota) DO NOTHING`,
    [
      periods.map(({ session }) => session),
      periods.map(({ startsAt }) => at(startsAt)),
      periods.map(({ endsAt }) => at(endsAt)),
      periods.map(({ capacity }) => capacity),
    ],
  )
  return added.length
}
