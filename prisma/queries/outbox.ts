import type { Pace } from '../../domain/channel.ts'
import { batched } from '../batched.ts'
import { type Db, first, RELAXED, rows, touched } from '../sql.ts'

export interface OutboxRow {
  id: number
  conversation: number
  channel: string
  chat: string
  kind: 'private' | 'group'
  seq: number
  sealed: Buffer
  attempts: number
  bulk: boolean
  /** An earlier attempt began and nobody knows how it ended. */
  inDoubt: boolean
}

/**
 * Appends messages to a chat, in order. Those in bulk wait behind every other chat's replies; a reply brings forward what
 * waits before it in its own chat.
 */
export const appendMessages = async (
  db: Db,
  conversation: number,
  sealed: Buffer[],
  at: Date,
  bulk = false,
): Promise<void> => {
  if (sealed.length === 0) return
  await rows(
    db,
    `WITH chat AS (UPDATE conversation SET last_seq = last_seq + $2 WHERE id = $1 RETURNING last_seq, channel),
     forward AS (
       UPDATE outbox SET bulk = false WHERE conversation_id = $1 AND bulk AND NOT $5 AND status IN ('waiting', 'sending')
     )
     INSERT INTO outbox (conversation_id, channel, seq, sealed, at, bulk)
     SELECT $1, chat.channel, chat.last_seq - $2 + m.n, m.sealed, $4, $5
     FROM chat, unnest($3::bytea[]) WITH ORDINALITY AS m(sealed, n)`,
    [conversation, sealed.length, sealed, at, bulk],
  )
}

/** The first undelivered message of each chat of channel $1 that may be tried now, replies first. */
const HEADS = `FROM outbox o JOIN conversation c ON c.id = o.conversation_id
       LEFT JOIN pace p ON p.channel = o.channel AND p.chat = c.chat
       WHERE o.channel = $1 AND o.status IN ('waiting', 'sending') AND o.not_before <= now()
         AND NOT EXISTS (SELECT 1 FROM outbox b WHERE b.conversation_id = o.conversation_id AND b.seq < o.seq
           AND b.status IN ('waiting', 'sending'))`

/** The rows are named twice, since the planner does not know how few they are: else it reads the whole table for them. */
const CLAIM = `UPDATE outbox o SET status = 'sending', attempts = attempts + 1, not_before = now() + make_interval(secs => $3)
       FROM free WHERE o.id = free.id AND o.id = ANY (ARRAY(SELECT id FROM free))
       RETURNING o.id, o.conversation_id AS conversation, o.channel, free.chat, free.kind, o.seq, o.sealed, o.attempts,
         o.bulk, free.status = 'sending' AS "inDoubt"`

/**
 * Claims the first undelivered message of up to `limit` chats of a channel for `seconds` of wall time. A claim whose
 * worker died is free again after that, and may then be a repeat. For channels that tell only what is marked: a claim that
 * the database forgets in a crash was not delivered.
 */
export const claimHeads = (db: Db, channel: string, limit: number, seconds: number): Promise<OutboxRow[]> =>
  rows(
    db,
    `WITH free AS (
       SELECT o.id, o.status, c.chat, c.kind ${HEADS} ORDER BY o.bulk, o.id LIMIT $2 FOR UPDATE OF o SKIP LOCKED
     ) ${CLAIM}, ${RELAXED}`,
    [channel, limit, seconds],
  )

export interface PacedClaim {
  channel: string
  pace: Pace
  limit: number
  seconds: number
  /** How many seconds ahead may be claimed, so that the pace does not depend on how often one claims. */
  ahead: number
  /** Of the lease under which the claimer delivers, where the channel has one. */
  fence?: number
}

export interface PacedRow extends OutboxRow {
  /** Seconds after which it is this message's turn. */
  delay: number
}

/** $4, $5: the channel’s bucket, $6, $7: that of private chats, $8, $9: of groups; $10: the fence; $11: seconds ahead. */
const CLAIM_PACED = `WITH spent AS MATERIALIZED (
       SELECT GREATEST(spent_until, now()) AS until FROM pace WHERE channel = $1 AND chat = '' FOR UPDATE
     ), room AS MATERIALIZED (
       SELECT LEAST($2, GREATEST(0, floor($5::float8 + ($11::float8 - extract(epoch FROM until - now())::float8) / $4::float8 + 1e-9)))::int AS n FROM spent
       WHERE $10::int IS NULL OR EXISTS (SELECT 1 FROM channel_lease WHERE channel = $1 AND fence = $10 AND held_until > now())
     ), free AS (
       SELECT o.id, o.status, c.chat, c.kind ${HEADS}
         AND COALESCE(p.spent_until, now()) <= now() + CASE c.kind WHEN 'group'
           THEN make_interval(secs => $8::float8 * ($9::float8 - 1)) ELSE make_interval(secs => $6::float8 * ($7::float8 - 1)) END
       ORDER BY o.bulk, o.id LIMIT COALESCE((SELECT n FROM room), 0) FOR UPDATE OF o SKIP LOCKED
     ), claimed AS (${CLAIM}), chats AS (
       INSERT INTO pace (channel, chat, spent_until)
       SELECT $1, chat, now() + make_interval(secs => CASE kind WHEN 'group' THEN $8::float8 ELSE $6::float8 END) FROM claimed
       ON CONFLICT (channel, chat) DO UPDATE
       SET spent_until = GREATEST(pace.spent_until, now()) + (EXCLUDED.spent_until - now())
     ), whole AS (
       UPDATE pace SET spent_until = GREATEST(spent_until, now()) + make_interval(secs => $4::float8 * (SELECT count(*) FROM claimed))
       WHERE channel = $1 AND chat = '' AND EXISTS (SELECT 1 FROM claimed)
     )
     SELECT claimed.*, GREATEST(0, extract(epoch FROM until - now())::float8
       + (row_number() OVER (ORDER BY bulk, id) - $5::float8) * $4::float8) AS delay
     FROM claimed, spent ORDER BY bulk, id`

/**
 * Claims as `claimHeads` does, at most as many as the platform allows by now, in the channel and in each chat, and counts
 * them as spent (GCRA: `spent_until` is when the bucket would be empty again). Claims of one channel take turns; who has
 * lost the lease gets nothing.
 */
export const claimPaced = (
  db: Db,
  { channel, pace, limit, seconds, ahead, fence }: PacedClaim,
): Promise<PacedRow[]> =>
  rows(db, CLAIM_PACED, [
    channel,
    limit,
    seconds,
    pace.channel.seconds,
    pace.channel.burst,
    pace.private.seconds,
    pace.private.burst,
    pace.group.seconds,
    pace.group.burst,
    fence ?? null,
    ahead,
  ])

/** Lets a channel be paced. */
export const openPace = (db: Db, channel: string): Promise<number> =>
  touched(db, `INSERT INTO pace (channel, chat, spent_until) VALUES ($1, '', now()) ON CONFLICT DO NOTHING`, [
    channel,
  ])

/** Nothing more goes to a chat, or with an empty one to the whole channel, for `seconds` of wall time. */
export const rest = (
  db: Db,
  channel: string,
  chat: string,
  seconds: number,
  burst: Pace['channel'],
): Promise<number> =>
  touched(
    db,
    `INSERT INTO pace (channel, chat, spent_until) VALUES ($1, $2, now() + make_interval(secs => $3))
     ON CONFLICT (channel, chat) DO UPDATE SET spent_until = GREATEST(pace.spent_until, EXCLUDED.spent_until)`,
    [channel, chat, seconds + burst.seconds * (burst.burst - 1)],
  )

const UNDELIVERED = `FROM outbox o WHERE o.channel = $1 AND o.status IN ('waiting', 'sending')`

/** Seconds of wall time until a channel's next message may be tried, as far as the message itself tells; null if none waits. */
export const nextTryIn = async (db: Db, channel: string): Promise<number | null> =>
  (
    await first<{ seconds: number | null }>(
      db,
      `SELECT CASE WHEN (SELECT true ${UNDELIVERED} AND o.not_before <= now() ORDER BY o.bulk, o.id LIMIT 1) THEN 0
         ELSE (SELECT extract(epoch FROM min(o.not_before) - now())::float8 ${UNDELIVERED}) END AS seconds`,
      [channel],
    )
  )?.seconds ?? null

/** Marks a message as sent, under the id that its channel gave it. */
export const markSent = batched<{ id: number; channelId: string | null }, void>(async (pool, sent) => {
  await touched(
    pool,
    `UPDATE outbox o SET status = 'sent', sent_at = now(), channel_id = s.channel_id
     FROM unnest($1::int[], $2::text[]) AS s(id, channel_id) WHERE o.id = s.id AND o.id = ANY($1)`,
    [sent.map(({ id }) => id), sent.map(({ channelId }) => channelId)],
  )
  return []
})

/** Tries again after `seconds` of wall time. */
export const postpone = (db: Db, id: number, seconds: number, failure: string): Promise<number> =>
  touched(
    db,
    `UPDATE outbox SET status = 'waiting', not_before = now() + make_interval(secs => $2), failure = $3 WHERE id = $1`,
    [id, seconds, failure],
  )

/** Gives up: it did not arrive (`dead`), or nobody knows whether it did (`unknown`). */
export const markLost = (db: Db, id: number, status: 'dead' | 'unknown', failure: string): Promise<number> =>
  touched(db, 'UPDATE outbox SET status = $2, failure = $3 WHERE id = $1', [id, status, failure])

export const undelivered = async (db: Db): Promise<number> =>
  (
    await first<{ count: number }>(
      db,
      `SELECT count(*) AS count FROM outbox WHERE status IN ('waiting', 'sending')`,
    )
  )?.count ?? 0

export interface SentMessage {
  conversation: number
  channel: string
  chat: string
  sealed: Buffer
}

/** A message of ours by its id, as its chat is called now. */
export const messageById = (db: Db, id: number): Promise<SentMessage | null> =>
  first(
    db,
    `SELECT o.conversation_id AS conversation, c.channel, c.chat, o.sealed FROM outbox o
     JOIN conversation c ON c.id = o.conversation_id WHERE o.id = $1 AND o.sealed IS NOT NULL`,
    [id],
  )

/** What arrived in a chat before our message `id`, newest first. */
export const arrivedBefore = (
  db: Db,
  conversation: number,
  id: number,
  limit: number,
): Promise<{ id: number; channelId: string; sealed: Buffer }[]> =>
  rows(
    db,
    `SELECT o.id, o.channel_id AS "channelId", o.sealed FROM outbox o JOIN outbox mine ON mine.id = $2
     WHERE o.conversation_id = $1 AND o.seq < mine.seq AND o.status = 'sent' AND o.channel_id IS NOT NULL
       AND o.sealed IS NOT NULL ORDER BY o.seq DESC LIMIT $3`,
    [conversation, id, limit],
  )

/** What a chat's page shows of what we said, newest first. */
export const messagesOf = (
  db: Db,
  conversation: number,
  after: number,
  limit: number,
): Promise<{ id: number; sealed: Buffer; at: number; sentAt: number }[]> =>
  rows(
    db,
    `SELECT id, sealed, at, sent_at AS "sentAt" FROM outbox
     WHERE conversation_id = $1 AND id > $2 AND status = 'sent' AND sealed IS NOT NULL ORDER BY id DESC LIMIT $3`,
    [conversation, after, limit],
  )
