/** Booking a visit: what is asked before, and the whole turn that books it, with all bookings of the moment in one statement. */
import pg from 'pg'
import { batched } from '../batched.ts'
import { type AuditEntry } from './audit.ts'
import type { NewDue } from './due.ts'
import { at, type Db, rows } from '../sql.ts'
import { TURNS, type TurnWords, wordValues, type Written, writtenWords } from './write-turns.ts'

export interface BookingWish {
  period: number
  effectKey: string
  account: number
  /** One of the two. */
  person: string | null
  idHash: string | null
}

/** How a booking would go at present. */
export interface BookingOutlook {
  /** It was booked before, by this very effect. */
  done: boolean
  /** How many can be booked. */
  free: number
  /** Drawn for the visit; null where none is free. */
  appointment: number | null
  startsAt: number
  endsAt: number
  /** Whom the wish means, if known. */
  person: string | null
  dataKey: Buffer | null
  sealed: Buffer | null
  /** The account books for this person already. */
  mine: boolean
  /** The person has another visit in that department that day, or at that time. */
  elsewhere: boolean
}

const OUTLOOK = `SELECT coalesce(place.free, 0) AS free,
     CASE WHEN place.free > 0 THEN nextval(pg_get_serial_sequence('appointment', 'id')) END AS appointment,
     place.starts_at AS "startsAt", place.ends_at AS "endsAt",
     EXISTS (SELECT 1 FROM appointment WHERE effect_key = w.effect_key) AS done,
     k.id AS person, k.data_key AS "dataKey", k.sealed,
     EXISTS (SELECT 1 FROM relation WHERE account_id = w.account AND person_id = k.id) AS mine,
     EXISTS (SELECT 1 FROM appointment a WHERE a.person_id = k.id AND a.status IN ('requested', 'booked')
       AND (a.starts_at = place.starts_at OR (a.department = place.department AND a.day = place.day))) AS elsewhere
   FROM unnest($1::int[], $2::text[], $3::int[], $4::uuid[], $5::text[]) WITH ORDINALITY
     AS w(period, effect_key, account, person, id_hash, n)
   LEFT JOIN LATERAL (
     SELECT p.starts_at, p.ends_at, s.department, s.day,
       CASE s.status WHEN 'open' THEN p.capacity - p.booked END AS free
     FROM period p JOIN session s ON s.id = p.session_id WHERE p.id = w.period LIMIT 1
   ) AS place ON true
   LEFT JOIN LATERAL (
     SELECT id, data_key, sealed FROM person WHERE id = w.person
     UNION ALL SELECT id, data_key, sealed FROM person WHERE id_hash = w.id_hash LIMIT 1
   ) AS k ON true
   ORDER BY w.n`

export const bookingOutlook = batched<BookingWish, BookingOutlook>((pool, wishes) =>
  rows(pool, OUTLOOK, [
    wishes.map(({ period }) => period),
    wishes.map(({ effectKey }) => effectKey),
    wishes.map(({ account }) => account),
    wishes.map(({ person }) => person),
    wishes.map(({ idHash }) => idHash),
  ]),
)

/** A person as they are kept. */
export interface NewPerson {
  idHash: string
  dataKey: Buffer
  sealed: Buffer
}

export interface Booking {
  words: TurnWords
  appointment: number
  number: string
  effectKey: string
  account: number
  period: number
  visitType: string | null
  person: string
  /** Nobody had this identity. */
  made: NewPerson | null
  /** What a person who was told anew is to the account, and the version of the consent that was given. */
  joined: { relation: string; consent: string } | null
  dues: NewDue[]
  audit: AuditEntry
}

/** `again`: somebody else registered the person at this moment, or a place is free after all: ask how it would go now. */
export type Booked = Written | 'again' | 'refused-place-taken'

/**
 * `ready` are turns that nobody else has written, `ranked` those whose clinic is open, `booked` those that get a place and
 * whose person is known or could be made. Whatever a turn locks it locks in order of ids: conversation, period, session.
 */
const BOOK = `WITH ${TURNS}, wish AS (
     SELECT * FROM unnest($12::int[], $13::text[], $14::text[], $15::int[], $16::int[], $17::text[], $18::uuid[],
       $19::text[], $20::bytea[], $21::bytea[], $22::text[], $23::text[], $24::text[], $25::text[], $26::text[], $1::int[])
       AS w(appointment, number, effect_key, account, period, visit_type, person,
         id_hash, data_key, identity, relation, consent, actor, action, subject, arrival)
   ), ready AS MATERIALIZED (
     SELECT t.now, w.* FROM turn t JOIN open ON open.id = t.arrival JOIN wish w ON w.arrival = t.arrival
     JOIN conversation c ON c.id = t.conversation AND c.id = ANY($2) AND c.version = t.version
     ORDER BY c.id FOR NO KEY UPDATE OF c
   ), place AS MATERIALIZED (
     SELECT p.id, p.session_id, p.capacity - p.booked AS free, p.starts_at, p.ends_at FROM period p
     WHERE p.id = ANY($16) AND p.id IN (SELECT period FROM ready) ORDER BY p.id FOR NO KEY UPDATE OF p
   ), clinic AS MATERIALIZED (
     SELECT s.id, s.department, s.doctor, s.day FROM session s
     WHERE s.id IN (SELECT session_id FROM place) AND s.status = 'open' ORDER BY s.id FOR NO KEY UPDATE OF s
   ), ranked AS MATERIALIZED (
     SELECT r.*, p.starts_at, p.ends_at, s.department, s.doctor, s.day,
       row_number() OVER (PARTITION BY r.period ORDER BY r.arrival) <= p.free AS fits
     FROM ready r JOIN place p ON p.id = r.period JOIN clinic s ON s.id = p.session_id
   ), made AS (
     INSERT INTO person (id, id_hash, data_key, sealed, created_at)
     SELECT person, id_hash, data_key, identity, now FROM ranked WHERE fits AND id_hash IS NOT NULL ORDER BY id_hash
     ON CONFLICT (id_hash) DO NOTHING RETURNING id
   ), booked AS MATERIALIZED (
     SELECT *, arrival AS id FROM ranked WHERE fits AND (id_hash IS NULL OR person IN (SELECT id FROM made))
   ), related AS (
     INSERT INTO relation (account_id, person_id, kind, created_at)
     SELECT account, person, relation, now FROM booked WHERE relation IS NOT NULL
     ON CONFLICT (account_id, person_id) DO NOTHING
   ), agreed AS (
     INSERT INTO consent (person_id, purpose, text_version, given_by, given_at)
     SELECT person, 'booking', consent, account, now FROM booked b WHERE consent IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM consent g WHERE g.person_id = b.person AND g.purpose = 'booking' AND g.withdrawn_at IS NULL)
   ), visit AS (
     INSERT INTO appointment (id, number, person_id, account_id, period_id, department, doctor, day, starts_at, ends_at,
       visit_type, status, booked_at, effect_key)
     SELECT appointment, number, person, account, period, department, doctor, day, starts_at, ends_at,
       visit_type, 'booked', now, effect_key FROM booked ORDER BY person
   ), taken AS (
     UPDATE period p SET booked = p.booked + b.n FROM (SELECT period, count(*)::int AS n FROM booked GROUP BY period) AS b
     WHERE p.id = b.period AND p.id = ANY($16)
   ), dues AS (
     INSERT INTO due (kind, subject, due_at, status, conversation_id, data)
     SELECT d.kind, d.subject, d.due_at, 'waiting', d.conversation, NULL
     FROM unnest($27::int[], $28::text[], $29::text[], $30::timestamptz[], $31::int[]) AS d(arrival, kind, subject, due_at, conversation)
     JOIN booked b ON b.arrival = d.arrival
   ), trail AS (
     INSERT INTO audit (at, actor, action, subject, hash) SELECT now, actor, action, subject, '' FROM booked ORDER BY arrival
   ), ${writtenWords('booked')}
   SELECT t.arrival, CASE WHEN won.released THEN 'last' WHEN won.arrival IS NOT NULL THEN 'written'
     WHEN r.arrival IS NULL THEN 'lost' WHEN k.fits THEN 'again' ELSE 'refused-place-taken' END AS outcome
   FROM turn t LEFT JOIN won ON won.arrival = t.arrival LEFT JOIN ready r ON r.arrival = t.arrival
   LEFT JOIN ranked k ON k.arrival = t.arrival`

const bookingValues = (bookings: Booking[]): unknown[] => {
  const dues = bookings.flatMap(({ words: { arrival }, dues }) => dues.map((due) => ({ arrival, ...due })))
  return [
    ...wordValues(bookings.map(({ words }) => words)),
    bookings.map(({ appointment }) => appointment),
    bookings.map(({ number }) => number),
    bookings.map(({ effectKey }) => effectKey),
    bookings.map(({ account }) => account),
    bookings.map(({ period }) => period),
    bookings.map(({ visitType }) => visitType),
    bookings.map(({ person }) => person),
    bookings.map(({ made }) => made?.idHash ?? null),
    bookings.map(({ made }) => made?.dataKey ?? null),
    bookings.map(({ made }) => made?.sealed ?? null),
    bookings.map(({ joined }) => joined?.relation ?? null),
    bookings.map(({ joined }) => joined?.consent ?? null),
    bookings.map(({ audit }) => audit.actor),
    bookings.map(({ audit }) => audit.action),
    bookings.map(({ audit }) => audit.subject),
    dues.map(({ arrival }) => arrival),
    dues.map(({ kind }) => kind),
    dues.map(({ subject }) => subject),
    dues.map(({ dueAt }) => at(dueAt)),
    dues.map(({ conversation }) => conversation),
  ]
}

/** Writes turns that book a visit. Throws where the person of one has another visit that day or at that time. */
export const writeBookings = async (db: Db, bookings: Booking[]): Promise<Booked[]> => {
  const found = await rows<{ arrival: number; outcome: Booked }>(db, BOOK, bookingValues(bookings))
  const outcomes = new Map(found.map(({ arrival, outcome }) => [arrival, outcome]))
  // A place that was kept for somebody who did not take it is free for the next.
  const leftOver = new Set(
    bookings.flatMap((each) => (outcomes.get(each.words.arrival) === 'again' ? each.period : [])),
  )
  return bookings.map(({ words: { arrival }, period }) => {
    const outcome = outcomes.get(arrival) ?? 'lost'
    return outcome === 'refused-place-taken' && leftOver.has(period) ? 'again' : outcome
  })
}

export const writeBooking = batched<Booking, Booked>(writeBookings)

const CLASHES = new Set(['appointment_one_per_department_day', 'appointment_one_at_a_time'])

/** Whether a booking failed since the person has another visit that day or at that time. */
export const isClash = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505' && CLASHES.has(error.constraint ?? '')

/** Whether a booking failed on what another worker has written meanwhile. */
export const isTwice = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  error.code === '23505' &&
  error.constraint === 'appointment_effect_key_key'
