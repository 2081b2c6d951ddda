import type pg from 'pg'
import type { ClinicType, DayPart } from '../../domain/hospital.ts'
import type { OpenPeriod } from '../../domain/records.ts'
import { batched } from '../batched.ts'
import { at, type Db, rows, touched } from '../sql.ts'

export interface PeriodsQuery {
  department: string
  doctor?: string
  clinicType?: string
  from: string
  to: string
}

/** Its periods as [id, starts, ends, free], if it is open. */
const SESSION = `s.id AS session, s.department, s.doctor, s.clinic_type AS "clinicType", s.day, s.part, s.room, s.fee_fen AS "feeFen",
  CASE WHEN s.status = 'open' THEN (SELECT json_agg(json_build_array(p.id, (extract(epoch FROM p.starts_at) * 1000)::int8,
      (extract(epoch FROM p.ends_at) * 1000)::int8, p.capacity - p.booked))
    FROM period p WHERE p.session_id = s.id AND p.quota = 'remote') END AS periods`

const READ = `SELECT d.n, ${SESSION}
  FROM unnest($1::text[], $2::date[], $3::date[]) WITH ORDINALITY AS d(department, first, last, n)
  JOIN session s ON s.department = d.department AND s.day BETWEEN d.first AND d.last AND s.status = 'open'`

/** More are not followed one by one. */
const MOST_CHANGED = 500

/** Transactions are numbered from here: another cluster, a restored one and an emptied table count for themselves. */
const SOURCE = `concat_ws(' ', pg_postmaster_start_time(), pg_relation_filenode('session'),
  (SELECT oid FROM pg_database WHERE datname = current_database()))`

/** Sessions that changed since the snapshot $1, or would not be seen by it yet; and the snapshot that shows them. */
const CHANGED = `SELECT ${SOURCE} AS source, pg_current_snapshot()::text AS snapshot, found.* FROM (SELECT 1) AS here LEFT JOIN LATERAL (
    SELECT ${SESSION} FROM session s
    WHERE s.changed >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(s.changed, $1::pg_snapshot)
    ORDER BY s.changed LIMIT ${MOST_CHANGED}
  ) AS found ON true`

interface SessionRow extends Omit<OpenPeriod, 'period' | 'startsAt' | 'endsAt' | 'free'> {
  periods: [period: number, startsAt: number, endsAt: number, free: number][] | null
}

const openPeriods = ({ periods, ...session }: SessionRow): OpenPeriod[] =>
  (periods ?? []).map(([period, startsAt, endsAt, free]) => ({ ...session, period, startsAt, endsAt, free }))

/** The open sessions of a department on certain days, and lists that were made of them. */
interface Held {
  department: string
  from: string
  to: string
  sessions: Map<number, OpenPeriod[]>
  lists: Map<string, OpenPeriod[]>
}

/** What is known of places: as the snapshot shows them, or later. */
interface Places {
  source: string | null
  snapshot: string | null
  held: Map<string, Held>
}

interface Mark {
  source: string
  snapshot: string
}

const placesOf = new WeakMap<Db, Places>()

const MOST_HELD = 64

const heldKey = ({ department, from, to }: PeriodsQuery): string => `${department} ${from} ${to}`

/** Those that nobody has asked for longest go first. */
const forget = ({ held }: Places): void => {
  for (const key of held.keys()) {
    if (held.size <= MOST_HELD) return
    held.delete(key)
  }
}

const put = (held: Held, session: SessionRow): void => {
  const { session: id, department, day } = session
  const periods =
    department === held.department && day >= held.from && day <= held.to ? openPeriods(session) : []
  if (periods.length === 0 && !held.sessions.has(id)) return
  if (periods.length > 0) held.sessions.set(id, periods)
  else held.sessions.delete(id)
  held.lists.clear()
}

/** Brings what is held up to date. */
const follow = async (pool: pg.Pool, places: Places): Promise<void> => {
  const found = await rows<Mark & (SessionRow | { session: null })>(pool, CHANGED, [places.snapshot])
  if (found.length === MOST_CHANGED || found[0]?.source !== places.source) places.held.clear()
  for (const { source, snapshot, ...session } of found) {
    Object.assign(places, { source, snapshot })
    if (session.session !== null) for (const held of places.held.values()) put(held, session)
  }
}

const read = async (pool: pg.Pool, places: Places, wanted: PeriodsQuery[]): Promise<void> => {
  const fresh = [...new Map(wanted.map((query) => [heldKey(query), query])).values()]
  const found = await rows<SessionRow & { n: number }>(pool, READ, [
    fresh.map(({ department }) => department),
    fresh.map(({ from }) => from),
    fresh.map(({ to }) => to),
  ])
  const helds = fresh.map(({ department, from, to }) => ({
    department,
    from,
    to,
    sessions: new Map<number, OpenPeriod[]>(),
    lists: new Map<string, OpenPeriod[]>(),
  }))
  for (const { n, ...session } of found) {
    const held = helds[n - 1]
    if (held) put(held, session)
  }
  for (const held of helds) places.held.set(heldKey(held), held)
}

const listOf = ({ sessions, lists }: Held, { doctor, clinicType }: PeriodsQuery): OpenPeriod[] => {
  const key = `${doctor ?? ''} ${clinicType ?? ''}`
  const made = lists.get(key)
  if (made) return made
  const list = [...sessions.values()]
    .filter(
      ([first]) =>
        (doctor === undefined || first?.doctor === doctor) &&
        (clinicType === undefined || first?.clinicType === clinicType),
    )
    .flat()
    .sort((a, b) => a.startsAt - b.startsAt || a.period - b.period)
  lists.set(key, list)
  return list
}

const answer = ({ held }: Places, query: PeriodsQuery): OpenPeriod[] => {
  const key = heldKey(query)
  const known = held.get(key)
  if (!known) return []
  held.delete(key)
  held.set(key, known) // asked for last
  return listOf(known, query)
}

/**
 * Periods of open sessions, in order of time, as they are when this is asked: a department has hundreds, and only those
 * of sessions that have changed are read again. Nobody may change what is answered.
 */
export const periodsOf = batched<PeriodsQuery, OpenPeriod[]>(async (pool, queries) => {
  const places = placesOf.get(pool) ?? { source: null, snapshot: null, held: new Map() }
  placesOf.set(pool, places)
  await follow(pool, places)
  const missing = queries.filter((query) => !places.held.has(heldKey(query)))
  if (missing.length > 0) await read(pool, places, missing)
  const answers = queries.map((query) => answer(places, query))
  forget(places)
  return answers
}, 1)

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
