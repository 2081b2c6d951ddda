/** Places are bookings, and never more than there are. */
import { brokenRows, type Check } from './evidence.ts'

const HELD = `a.status IN ('requested', 'booked', 'attended', 'missed', 'stopped')`

export const placesAreBookings: Check = (evidence) =>
  brokenRows(
    evidence,
    'places are bookings',
    `SELECT p.id AS period, p.booked, count(a.id)::int AS held, p.capacity FROM period p
     LEFT JOIN appointment a ON a.period_id = p.id AND ${HELD}
     GROUP BY p.id HAVING p.booked <> count(a.id) OR count(a.id) > p.capacity`,
  )

/** AP-16, AP-1: nobody sits in two rooms at once, nor twice in one department on one day. */
export const nobodyTwice: Check = (evidence) =>
  brokenRows(
    evidence,
    'nobody is booked twice',
    `SELECT a.id, b.id AS other, c.external_id AS chat FROM appointment a
     JOIN appointment b ON b.person_id = a.person_id AND b.id > a.id
     JOIN account c ON c.id = a.account_id
     WHERE a.status IN ('requested', 'booked', 'attended', 'missed') AND b.status IN ('requested', 'booked', 'attended', 'missed')
       AND (a.starts_at < b.ends_at AND b.starts_at < a.ends_at OR a.department = b.department AND a.day = b.day)`,
  )

/** AP-3: by 16:00 on the day before, for a session that was open. */
export const bookedInTime: Check = (evidence) =>
  brokenRows(
    evidence,
    'booked in time',
    `SELECT a.id, a.number, a.booked_at FROM appointment a
     WHERE a.booked_at >= ((a.day - 1) + time '16:00') AT TIME ZONE 'Asia/Shanghai'
        OR a.day > (a.booked_at AT TIME ZONE 'Asia/Shanghai')::date + 35`,
  )
