import { type Db, first, rows, touched } from '../sql.ts'

export interface OutboxRow {
  id: number
  conversation: number
  channel: string
  chat: string
  kind: 'private' | 'group'
  seq: number
  sealed: Buffer
  attempts: number
}

/** Appends messages to a chat, in order. */
export const appendMessages = async (
  db: Db,
  conversation: number,
  sealed: Buffer[],
  at: Date,
): Promise<void> => {
  if (sealed.length === 0) return
  await rows(
    db,
    `WITH chat AS (UPDATE conversation SET last_seq = last_seq + $2 WHERE id = $1 RETURNING last_seq)
     INSERT INTO outbox (conversation_id, seq, sealed, at)
     SELECT $1, chat.last_seq - $2 + m.n, m.sealed, $4
     FROM chat, unnest($3::bytea[]) WITH ORDINALITY AS m(sealed, n)`,
    [conversation, sealed.length, sealed, at],
  )
}

/**
 * Claims the first undelivered message of up to `limit` chats on these channels for `seconds` of wall time. A claim whose
 * worker died is free again after that, and may then be a repeat.
 */
export const claimHeads = (
  db: Db,
  channels: string[],
  limit: number,
  seconds: number,
): Promise<OutboxRow[]> =>
  rows(
    db,
    `WITH heads AS (
       SELECT DISTINCT ON (o.conversation_id) o.id, o.not_before, o.status
       FROM outbox o WHERE o.status IN ('waiting', 'sending') ORDER BY o.conversation_id, o.seq
     ), free AS (
       SELECT o.id FROM outbox o JOIN heads h ON h.id = o.id JOIN conversation c ON c.id = o.conversation_id
       WHERE c.channel = ANY($1) AND h.not_before <= now()
       ORDER BY o.id LIMIT $2 FOR UPDATE OF o SKIP LOCKED
     )
     UPDATE outbox o SET status = 'sending', attempts = attempts + 1, not_before = now() + make_interval(secs => $3)
     FROM free, conversation c WHERE o.id = free.id AND c.id = o.conversation_id
     RETURNING o.id, o.conversation_id AS conversation, c.channel, c.chat, c.kind, o.seq, o.sealed, o.attempts`,
    [channels, limit, seconds],
  )

export const markSent = (db: Db, id: number, channelId: string | null): Promise<number> =>
  touched(db, `UPDATE outbox SET status = 'sent', sent_at = now(), channel_id = $2 WHERE id = $1`, [
    id,
    channelId,
  ])

/** Tries again after `seconds` of wall time. */
export const postpone = (db: Db, id: number, seconds: number, failure: string): Promise<number> =>
  touched(
    db,
    `UPDATE outbox SET status = 'waiting', not_before = now() + make_interval(secs => $2), failure = $3 WHERE id = $1`,
    [id, seconds, failure],
  )

export const markDead = (db: Db, id: number, failure: string): Promise<number> =>
  touched(db, `UPDATE outbox SET status = 'dead', failure = $2 WHERE id = $1`, [id, failure])

export const undelivered = async (db: Db): Promise<number> =>
  (
    await first<{ count: number }>(
      db,
      `SELECT count(*) AS count FROM outbox WHERE status IN ('waiting', 'sending')`,
    )
  )?.count ?? 0

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
     WHERE conversation_id = $1 AND id > $2 AND status = 'sent' ORDER BY id DESC LIMIT $3`,
    [conversation, after, limit],
  )
