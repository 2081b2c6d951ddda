/** Writing turns: those of the moment in one statement, each whole or not at all. */
import { batched } from '../batched.ts'
import { type Db, rows } from '../sql.ts'

/** What a turn leaves in its own conversation. */
export interface TurnWords {
  arrival: number
  conversation: number
  /** As it was read. */
  version: number
  sealed: Buffer
  now: Date
  says: Buffer[]
  /** They may wait behind replies. */
  bulk: boolean
  /** Identity was told that is dropped without consent by then. */
  dropAt: Date | null
}

/** What became of a turn: another worker was faster; it is written; and with it the claim is given back, since nothing waits. */
export type Written = 'lost' | 'written' | 'last'

/** $1 to $11: `turn`, and `open`, those of their arrivals that still wait. */
export const TURNS = `turn AS (
     SELECT * FROM unnest($1::int[], $2::int[], $3::int[], $4::bytea[], $5::timestamptz[], $6::int[], $7::bool[], $8::timestamptz[])
       AS t(arrival, conversation, version, sealed, now, says, bulk, drop_at)
   ), open AS (
     SELECT i.id FROM inbox i WHERE i.id = ANY($1) AND i.status = 'waiting' ORDER BY i.id FOR UPDATE
   )`

/** Writes the words of those turns of `chosen` whose conversation is as it was read; `won` are these. */
export const writtenWords = (chosen: string): string => `won AS (
     UPDATE conversation c SET version = c.version + 1, sealed = t.sealed, touched_at = t.now, last_seq = c.last_seq + t.says,
       claimed_until = CASE WHEN EXISTS (
         SELECT 1 FROM inbox n WHERE n.conversation_id = c.id AND n.status = 'waiting' AND n.id <> t.arrival
       ) THEN c.claimed_until END
     FROM turn t JOIN ${chosen} o ON o.id = t.arrival
     WHERE c.id = t.conversation AND c.id = ANY($2) AND c.version = t.version
     RETURNING c.id, c.channel, c.last_seq - t.says AS said_before, t.arrival, t.says, t.now, t.bulk, t.drop_at,
       c.claimed_until IS NULL AS released
   ), done AS (
     UPDATE inbox i SET status = 'done' FROM won WHERE i.id = won.arrival AND i.id = ANY($1)
   ), forward AS (
     UPDATE outbox o SET bulk = false FROM won
     WHERE o.conversation_id = won.id AND o.conversation_id = ANY($2) AND o.bulk AND NOT won.bulk AND won.says > 0
       AND o.status IN ('waiting', 'sending')
   ), said AS (
     INSERT INTO outbox (conversation_id, channel, seq, sealed, at, bulk)
     SELECT won.id, won.channel, won.said_before + m.n, m.sealed, won.now, won.bulk
     FROM unnest($9::int[], $10::int[], $11::bytea[]) AS m(arrival, n, sealed) JOIN won ON won.arrival = m.arrival
     ORDER BY m.arrival, m.n
   ), dropping AS (
     INSERT INTO due (kind, subject, due_at, status, conversation_id, data)
     SELECT 'drop-unconsented', 'conversation:' || won.id, won.drop_at, 'waiting', won.id,
       jsonb_build_object('from', won.arrival, 'all', false)
     FROM won WHERE won.drop_at IS NOT NULL
     ON CONFLICT (kind, subject) WHERE status = 'waiting' DO NOTHING
   )`

/** $1 to $11. */
export const wordValues = (turns: TurnWords[]): unknown[] => {
  const said = turns.flatMap(({ arrival, says }) =>
    says.map((sealed, index) => ({ arrival, n: index + 1, sealed })),
  )
  return [
    turns.map(({ arrival }) => arrival),
    turns.map(({ conversation }) => conversation),
    turns.map(({ version }) => version),
    turns.map(({ sealed }) => sealed),
    turns.map(({ now }) => now),
    turns.map(({ says }) => says.length),
    turns.map(({ bulk }) => bulk),
    turns.map(({ dropAt }) => dropAt),
    said.map(({ arrival }) => arrival),
    said.map(({ n }) => n),
    said.map(({ sealed }) => sealed),
  ]
}

const WRITE = `WITH ${TURNS}, ${writtenWords('open')} SELECT arrival, released FROM won`

/** Writes turns that change nothing else. */
export const writeTurns = async (db: Db, turns: TurnWords[]): Promise<Written[]> => {
  const written = await rows<{ arrival: number; released: boolean }>(db, WRITE, wordValues(turns))
  const won = new Map(
    written.map(({ arrival, released }) => [arrival, released ? 'last' : 'written'] as const),
  )
  return turns.map(({ arrival }) => won.get(arrival) ?? 'lost')
}

export const writeTurn = batched<TurnWords, Written>(writeTurns)
