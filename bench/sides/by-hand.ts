/** A booking as one writes it by hand, without the product: the same sentences understood, the same lists read, one row booked. */
import type pg from 'pg'
import type { OpenPeriod } from '../../domain/records.ts'
import type { Understand } from '../../domain/understanding.ts'
import { periodsOf } from '../../prisma/queries/periods.ts'
import { first, touched } from '../../prisma/sql.ts'
import { dayOf } from '../../rules/calendar.ts'
import { defaultPolicy } from '../../rules/policy.ts'
import { Temporal } from 'temporal-polyfill'
import { type Step, STEPS } from '../bookings.ts'
import { OPENS } from '../hospital.ts'

export interface Facts {
  department?: string
  day?: string
  period?: number
  name?: string
  idNumber?: string
}

export interface Stepped {
  facts: Facts
  reply: string
}

export interface ByHand {
  pool: pg.Pool
  understand: Understand
}

const today = dayOf(Temporal.Instant.fromEpochMilliseconds(OPENS), defaultPolicy)

const listed = (labels: string[]): string =>
  labels
    .slice(0, 8)
    .map((label, index) => `${index + 1}) ${label}`)
    .join(' ')

const clinics = ({ pool }: ByHand, { department = '' }: Facts): Promise<OpenPeriod[]> =>
  periodsOf(pool, {
    department,
    clinicType: 'general',
    from: today.add({ days: 1 }).toString(),
    to: today.add({ days: 35 }).toString(),
  })

/** Makes the table that `book` writes. */
export const makeBookings = (pool: pg.Pool): Promise<unknown> =>
  pool.query(`CREATE TABLE IF NOT EXISTS by_hand (id serial PRIMARY KEY, period_id int NOT NULL, name text NOT NULL,
    id_number text NOT NULL, side text NOT NULL, UNIQUE (id_number, period_id, side))`)

export const bookedBy = async (pool: pg.Pool, side: string): Promise<number> =>
  (await first<{ n: number }>(pool, 'SELECT count(*) AS n FROM by_hand WHERE side = $1', [side]))?.n ?? 0

/** Takes a place if one is left, and books it, in one statement. */
export const BOOK = `WITH place AS (
     UPDATE period SET booked = booked + 1 WHERE id = $1 AND booked < capacity RETURNING id
   ) INSERT INTO by_hand (period_id, name, id_number, side) SELECT id, $2, $3, $4 FROM place ON CONFLICT DO NOTHING`

const book = async ({ pool }: ByHand, { period, name, idNumber }: Facts, side: string): Promise<string> =>
  (await touched(pool, BOOK, [period, name, idNumber, side])) === 1 ? '约好了' : '约满了'

/** Takes the n-th sentence of a booking. */
export const step = async (
  hand: ByHand,
  side: string,
  n: number,
  text: string,
  facts: Facts,
): Promise<Stepped> => {
  const name: Step = STEPS[n % STEPS.length] ?? 'wish'
  const { entities } = hand.understand(text, { at: '2026-11-23T09:00:00' })
  switch (name) {
    case 'wish':
      return {
        facts: { ...(entities.department && { department: entities.department }) },
        reply: '看哪位医生？',
      }
    case 'doctor': {
      const days = [...new Set((await clinics(hand, facts)).map(({ day }) => day))]
      return { facts, reply: `哪天方便？${listed(days)}` }
    }
    case 'day': {
      const open = await clinics(hand, facts)
      const day = open[0]?.day ?? ''
      const periods = open.filter((each) => each.day === day)
      const reply = `还有：${listed(periods.map(({ startsAt }) => new Date(startsAt).toISOString()))}`
      return { facts: { ...facts, day, ...(periods[0] && { period: periods[0].period }) }, reply }
    }
    case 'identity':
      return {
        facts: { ...facts, name: entities.name ?? '', idNumber: entities.idNumber ?? text },
        reply: '请核对。确认预约吗？',
      }
    case 'confirm':
      return { facts: {}, reply: await book(hand, facts, side) }
    default:
      return { facts, reply: `好的，下一步（${name}）` }
  }
}
