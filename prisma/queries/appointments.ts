import type { AppointmentRecord, AppointmentStatus } from '../../domain/records.ts'
import { ok, refused, type Result } from '../../domain/result.ts'
import { at, type Db, first, rows, touched } from '../sql.ts'

const SELECT = `SELECT a.id, a.number, a.person_id AS person, a.account_id AS account, a.period_id AS period, a.department, a.doctor,
  s.clinic_type AS "clinicType", s.room, a.day, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.status,
  a.confirmed_at AS "confirmedAt"
  FROM appointment a JOIN period p ON p.id = a.period_id JOIN session s ON s.id = p.session_id`

const OPEN = `a.status IN ('requested', 'booked')`

export const visitsOfAccount = (db: Db, account: number, now: number): Promise<AppointmentRecord[]> =>
  rows(db, `${SELECT} WHERE a.account_id = $1 AND ${OPEN} AND a.ends_at > $2 ORDER BY a.starts_at`, [
    account,
    at(now),
  ])

export const visitsOfPerson = (db: Db, person: string, now: number): Promise<AppointmentRecord[]> =>
  rows(db, `${SELECT} WHERE a.person_id = $1 AND ${OPEN} AND a.ends_at > $2 ORDER BY a.starts_at`, [
    person,
    at(now),
  ])

export const appointmentById = (db: Db, id: number): Promise<AppointmentRecord | null> =>
  first(db, `${SELECT} WHERE a.id = $1`, [id])

/** Booked visits of a day in order of department and time. */
export const visitsOn = (db: Db, day: string): Promise<AppointmentRecord[]> =>
  rows(db, `${SELECT} WHERE a.day = $1 AND ${OPEN} ORDER BY a.department, a.starts_at, a.id`, [day])

/** Booked visits in these departments or with these doctors from a day on; a deletion that would orphan them is refused. */
export const futureVisits = (
  db: Db,
  day: string,
): Promise<{ department: string; doctor: string | null; count: number }[]> =>
  rows(
    db,
    `SELECT a.department, a.doctor, count(*) AS count FROM appointment a WHERE a.day >= $1 AND ${OPEN} GROUP BY 1, 2`,
    [day],
  )

export interface NewAppointment {
  number: string
  person: string
  account: number
  period: number
  visitType: string | null
  movedFrom: number | null
  now: number
  effectKey: string
}

export interface Booked {
  id: number
  startsAt: number
  endsAt: number
}

/**
 * Takes a place of an open period and books it. Refused where none is left, or where the person has another visit in that
 * department that day or at that time: the caller's transaction has to take the place back then.
 */
export const bookPlace = async (
  db: Db,
  visit: NewAppointment,
): Promise<Result<Booked, 'refused-place-taken' | 'refused-booked-that-day'>> => {
  const found = await first<{ taken: boolean } & Partial<Booked>>(
    db,
    `WITH place AS (
       UPDATE period p SET booked = booked + 1 FROM session s
       WHERE p.id = $4 AND s.id = p.session_id AND s.status = 'open' AND p.booked < p.capacity
       RETURNING p.id, s.department, s.doctor, s.day, p.starts_at, p.ends_at
     ), made AS (
       INSERT INTO appointment (number, person_id, account_id, period_id, department, doctor, day, starts_at, ends_at, visit_type,
         status, moved_from, booked_at, effect_key)
       SELECT $1, $2, $3, id, department, doctor, day, starts_at, ends_at, $5, 'booked', $6, $7, $8 FROM place
       ON CONFLICT DO NOTHING RETURNING id, starts_at AS "startsAt", ends_at AS "endsAt"
     ) SELECT EXISTS (SELECT 1 FROM place) AS taken, made.* FROM (SELECT 1) AS one LEFT JOIN made ON true`,
    [
      visit.number,
      visit.person,
      visit.account,
      visit.period,
      visit.visitType,
      visit.movedFrom,
      at(visit.now),
      visit.effectKey,
    ],
  )
  if (!found?.taken) return refused('refused-place-taken')
  const { id, startsAt, endsAt } = found
  return id && startsAt && endsAt ? ok({ id, startsAt, endsAt }) : refused('refused-booked-that-day')
}

export const effectDone = async (db: Db, effectKey: string): Promise<boolean> =>
  (await first(db, 'SELECT 1 FROM appointment WHERE effect_key = $1', [effectKey])) !== null

/** Ends an open visit of an account; null if it is not open any more. */
export const endAppointment = (
  db: Db,
  { id, account, status, now }: { id: number; account: number; status: AppointmentStatus; now: number },
): Promise<{ period: number; person: string } | null> =>
  first(
    db,
    `UPDATE appointment a SET status = $3, ended_at = $4 WHERE a.id = $1 AND a.account_id = $2 AND ${OPEN}
     RETURNING a.period_id AS period, a.person_id AS person`,
    [id, account, status, at(now)],
  )

export const confirmAppointment = (db: Db, id: number, account: number, now: number): Promise<number> =>
  touched(
    db,
    `UPDATE appointment a SET confirmed_at = $3 WHERE a.id = $1 AND a.account_id = $2 AND ${OPEN}`,
    [id, account, at(now)],
  )

/** Marks a visit attended or missed by its number; null if there is none open. */
export const markAttendance = (
  db: Db,
  number: string,
  status: 'attended' | 'missed',
  now: number,
): Promise<{ id: number; person: string; account: number } | null> =>
  first(
    db,
    `UPDATE appointment a SET status = $2, ended_at = $3 WHERE a.number = $1 AND ${OPEN}
     RETURNING a.id, a.person_id AS person, a.account_id AS account`,
    [number, status, at(now)],
  )

const DRAWN_AT_ONCE = 16
const drawn = new WeakMap<Db, number[]>()

/** A number that nobody else gets; several are drawn at once and kept, so that gaps come with each start. */
export const nextNumber = async (db: Db): Promise<number> => {
  const kept = drawn.get(db)?.shift()
  if (kept !== undefined) return kept
  const [number, ...more] = await rows<{ n: number }>(
    db,
    `SELECT nextval('appointment_number') AS n FROM generate_series(1, $1)`,
    [DRAWN_AT_ONCE],
  )
  if (number === undefined) throw new Error('no number could be drawn')
  drawn.set(db, [...(drawn.get(db) ?? []), ...more.map(({ n }) => n)])
  return number.n
}

export const insertBreach = (
  db: Db,
  appointment: number,
  person: string,
  reason: string,
  now: number,
): Promise<number> =>
  touched(
    db,
    `INSERT INTO breach (person_id, appointment_id, reason, at) VALUES ($1, $2, $3, $4) ON CONFLICT (appointment_id) DO NOTHING`,
    [person, appointment, reason, at(now)],
  )

export const breachesOf = (db: Db, person: string): Promise<{ at: number; forgiven: boolean }[]> =>
  rows(db, 'SELECT at, forgiven_at IS NOT NULL AS forgiven FROM breach WHERE person_id = $1 ORDER BY at', [
    person,
  ])
