/** The least that a durable turn can do: one read, one atomic write, by hand on `pg`. No lists are read, no rules are kept. */
import { first, touched } from '../../prisma/sql.ts'
import { STEPS } from '../bookings.ts'
import type { OpenSide } from './side.ts'

const TABLES = `CREATE TABLE IF NOT EXISTS floor_state (chat text PRIMARY KEY, version int NOT NULL, state jsonb NOT NULL);
  CREATE TABLE IF NOT EXISTS floor_inbox (id text PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS floor_outbox (id serial PRIMARY KEY, chat text NOT NULL, body text NOT NULL);
  CREATE TABLE IF NOT EXISTS floor_booking (id serial PRIMARY KEY, chat text NOT NULL)`

/** State, compare-and-set; what arrived, once; the reply; the effect. */
const WRITE = `WITH fresh AS (
     INSERT INTO floor_inbox (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id
   ), written AS (
     INSERT INTO floor_state (chat, version, state) SELECT $2, 1, $4 FROM fresh
     ON CONFLICT (chat) DO UPDATE SET version = floor_state.version + 1, state = EXCLUDED.state WHERE floor_state.version = $3
     RETURNING chat
   ), effect AS (
     INSERT INTO floor_booking (chat) SELECT chat FROM written WHERE $5
   ) INSERT INTO floor_outbox (chat, body) SELECT chat, $6 FROM written`

/** As large as what the product keeps of a booking under way. */
const ballast = '.'.repeat(500)

export const floor: OpenSide = async ({ hospital, understand }) => {
  const { pool } = hospital.database
  await pool.query(TABLES)
  return {
    name: 'bare durable floor',
    say: async (patient, text, n) => {
      const chat = String(patient)
      const held = await first<{ version: number; state: { said: number; ballast: string } }>(
        pool,
        'SELECT version, state FROM floor_state WHERE chat = $1',
        [chat],
      )
      const heard = understand(text, { at: '2026-11-23T09:00:00' })
      const said = (held?.state.said ?? 0) + 1
      const state = JSON.stringify({ said, ballast, intent: heard.intent })
      const effect = n % STEPS.length === STEPS.length - 1
      const written = await touched(pool, WRITE, [
        `${chat}/${n}`,
        chat,
        held?.version ?? 0,
        state,
        effect,
        `好的 ${said}`,
      ])
      if (written !== 1) throw new Error('a turn of the floor was lost')
    },
    booked: async () => (await first<{ n: number }>(pool, 'SELECT count(*) AS n FROM floor_booking'))?.n ?? 0,
    close: () => Promise.resolve(),
  }
}
