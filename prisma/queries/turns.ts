/** The hot path: what nearly every turn needs is read, and written, in one statement for all turns of the moment. */
import { batched } from '../batched.ts'
import { rows } from '../sql.ts'
import type { ConversationRow } from './conversations.ts'
import type { InboxRow } from './inbox.ts'

/** The oldest waiting arrival of a conversation with all that taking it needs. */
export interface WaitingTurn {
  conversation: ConversationRow
  row: InboxRow
  /** Hospital time, epoch milliseconds. */
  now: number
  /** The hospital revision in force. */
  revision: number
}

interface WaitingRow extends ConversationRow {
  arrival: number
  source: string
  arrivalSealed: Buffer
  at: number
  attempts: number
  offset: number
  revision: number
}

const turnOf = (found: WaitingRow): WaitingTurn => {
  const { arrival, source, arrivalSealed, at, attempts, offset, revision, ...conversation } = found
  return {
    conversation,
    row: { id: arrival, conversation: conversation.id, source, sealed: arrivalSealed, at, attempts },
    now: Date.now() + offset,
    revision,
  }
}

/** The next turn of a conversation; null if none waits. */
export const waitingTurn = batched<number, WaitingTurn | null>(async (pool, conversations) => {
  const found = await rows<WaitingRow>(
    pool,
    `SELECT c.*, i.*, k.offset_ms AS offset, (SELECT max(revision) FROM hospital_revision) AS revision
     FROM unnest($1::int[]) AS wanted(id)
     CROSS JOIN LATERAL (SELECT inbox.id AS arrival, source, inbox.sealed AS "arrivalSealed", at, attempts FROM inbox
       WHERE conversation_id = wanted.id AND status = 'waiting' ORDER BY inbox.id LIMIT 1) AS i
     CROSS JOIN LATERAL (SELECT id, channel, chat, kind, account_id AS account, version, sealed FROM conversation
       WHERE conversation.id = wanted.id LIMIT 1) AS c
     CROSS JOIN clock AS k`,
    [conversations],
  )
  const turns = new Map(found.map((row) => [row.id, turnOf(row)]))
  return conversations.map((id) => turns.get(id) ?? null)
})

/** A turn that changes nothing but its own conversation. */
export interface PlainTurn {
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

const WRITE = `WITH turn AS (
     SELECT * FROM unnest($1::int[], $2::int[], $3::int[], $4::bytea[], $5::timestamptz[], $6::int[], $7::bool[], $8::timestamptz[])
       AS t(arrival, conversation, version, sealed, now, says, bulk, drop_at)
   ), open AS (
     SELECT i.id FROM inbox i WHERE i.id = ANY($1) AND i.status = 'waiting' ORDER BY i.id FOR UPDATE
   ), won AS (
     UPDATE conversation c SET version = c.version + 1, sealed = t.sealed, touched_at = t.now, last_seq = c.last_seq + t.says
     FROM turn t JOIN open o ON o.id = t.arrival
     WHERE c.id = t.conversation AND c.id = ANY($2) AND c.version = t.version
     RETURNING c.id, c.channel, c.last_seq - t.says AS said_before, t.arrival, t.says, t.now, t.bulk, t.drop_at
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
   ) SELECT arrival FROM won`

/** Writes a turn whole; false where another worker was faster. */
export const writePlainTurn = batched<PlainTurn, boolean>(async (pool, turns) => {
  const said = turns.flatMap(({ arrival, says }) =>
    says.map((sealed, index) => ({ arrival, n: index + 1, sealed })),
  )
  const written = await rows<{ arrival: number }>(pool, WRITE, [
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
  ])
  const won = new Set(written.map(({ arrival }) => arrival))
  return turns.map(({ arrival }) => won.has(arrival))
})

export interface KnownArrival {
  channel: string
  chat: string
  externalId: string
  sealed: Buffer
  /** Wall time: the hospital's clock is added where it is written. */
  now: Date
}

/** Accepts a message of a chat that is known; false if it is a repeat, or the chat is new. */
export const acceptInKnownChat = batched<KnownArrival, boolean>(async (pool, arrivals) => {
  const accepted = await rows<{ source: string; externalId: string }>(
    pool,
    `INSERT INTO inbox (conversation_id, source, external_id, sealed, at)
     SELECT c.id, a.channel, a.external_id, a.sealed, a.now + k.offset_ms * interval '1 millisecond'
     FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::timestamptz[]) WITH ORDINALITY
       AS a(channel, chat, external_id, sealed, now, n)
     CROSS JOIN LATERAL (SELECT id FROM conversation WHERE conversation.channel = a.channel AND conversation.chat = a.chat LIMIT 1) AS c
     CROSS JOIN clock AS k ORDER BY a.n
     ON CONFLICT (source, external_id) DO NOTHING RETURNING source, external_id AS "externalId"`,
    [
      arrivals.map(({ channel }) => channel),
      arrivals.map(({ chat }) => chat),
      arrivals.map(({ externalId }) => externalId),
      arrivals.map(({ sealed }) => sealed),
      arrivals.map(({ now }) => now),
    ],
  )
  const fresh = new Set(accepted.map(({ source, externalId }) => JSON.stringify([source, externalId])))
  // Of two alike in one statement the first is the one that was written.
  return arrivals.map(({ channel, externalId }) => fresh.delete(JSON.stringify([channel, externalId])))
})
