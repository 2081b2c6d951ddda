import { batched } from '../batched.ts'
import { type Db, first, RELAXED, rows, touched } from '../sql.ts'

export interface ConversationRow {
  id: number
  channel: string
  chat: string
  kind: 'private' | 'group'
  account: number | null
  version: number
  sealed: Buffer | null
}

const COLUMNS = 'id, channel, chat, kind, account_id AS account, version, sealed'

export interface NewConversation {
  channel: string
  chat: string
  kind: 'private' | 'group'
  account: number | null
  now: Date
}

/** The conversation of a chat, made if it is new. */
export const conversationOf = async (
  db: Db,
  { channel, chat, kind, account, now }: NewConversation,
): Promise<number> => {
  const known = await first<{ id: number }>(
    db,
    'SELECT id FROM conversation WHERE channel = $1 AND chat = $2',
    [channel, chat],
  )
  if (known) return known.id
  const made = await first<{ id: number }>(
    db,
    `INSERT INTO conversation (channel, chat, kind, account_id, touched_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (channel, chat) DO UPDATE SET kind = conversation.kind RETURNING id`,
    [channel, chat, kind, account, now],
  )
  if (!made) throw new Error('a conversation could not be made')
  return made.id
}

export const conversationById = (db: Db, id: number): Promise<ConversationRow | null> =>
  first(db, `SELECT ${COLUMNS} FROM conversation WHERE id = $1`, [id])

export const findConversation = (db: Db, channel: string, chat: string): Promise<ConversationRow | null> =>
  first(db, `SELECT ${COLUMNS} FROM conversation WHERE channel = $1 AND chat = $2`, [channel, chat])

/** Chats of a staff group, on every channel. */
export const conversationsOfGroup = (
  db: Db,
  group: string,
): Promise<{ id: number; channel: string; chat: string }[]> =>
  rows(
    db,
    `SELECT c.id, c.channel, c.chat FROM group_chat g JOIN conversation c ON c.channel = g.channel AND c.chat = g.chat
     WHERE g.group_key = $1 ORDER BY c.id`,
    [group],
  )

export const groupOfChat = async (db: Db, channel: string, chat: string): Promise<string | null> =>
  (
    await first<{ group: string }>(
      db,
      'SELECT group_key AS group FROM group_chat WHERE channel = $1 AND chat = $2',
      [channel, chat],
    )
  )?.group ?? null

/**
 * Takes up to `limit` conversations with waiting turns for `seconds` of wall time, those in which somebody wrote before those
 * in which something is merely due; a killed worker's are free again after that.
 */
export const claimConversations = async (db: Db, limit: number, seconds: number): Promise<number[]> =>
  (
    await rows<{ id: number }>(
      db,
      `WITH waiting AS MATERIALIZED (
         SELECT conversation_id, bool_and(due) AS due, min(id) AS oldest FROM (
           SELECT conversation_id, source = 'due' AS due, id FROM inbox WHERE status = 'waiting' ORDER BY source = 'due', id LIMIT 1000
         ) AS first GROUP BY conversation_id
       ), free AS MATERIALIZED (
         SELECT c.id FROM conversation c JOIN waiting ON waiting.conversation_id = c.id
         WHERE c.id = ANY (ARRAY(SELECT conversation_id FROM waiting)) AND (c.claimed_until IS NULL OR c.claimed_until < now())
         ORDER BY waiting.due, waiting.oldest LIMIT $1 FOR UPDATE OF c SKIP LOCKED
       )
       UPDATE conversation SET claimed_until = now() + make_interval(secs => $2) WHERE id = ANY (ARRAY(SELECT id FROM free))
       RETURNING id, ${RELAXED}`,
      [limit, seconds],
    )
  ).map(({ id }) => id)

export const extendClaim = (db: Db, id: number, seconds: number): Promise<number> =>
  touched(db, 'UPDATE conversation SET claimed_until = now() + make_interval(secs => $2) WHERE id = $1', [
    id,
    seconds,
  ])

export const releaseConversation = batched<number, void>(async (pool, ids) => {
  await touched(pool, 'UPDATE conversation SET claimed_until = NULL WHERE id = ANY($1)', [ids])
  return []
})

/** Writes the state if nobody wrote it since `version` was read. */
export const advanceConversation = async (
  db: Db,
  { id, version, sealed, now }: { id: number; version: number; sealed: Buffer; now: Date },
): Promise<boolean> =>
  (await touched(
    db,
    'UPDATE conversation SET version = version + 1, sealed = $3, touched_at = $4 WHERE id = $1 AND version = $2',
    [id, version, sealed, now],
  )) === 1

/** Keys of the patients that were played in the demo. */
export const demoPatients = async (db: Db, prefix: string): Promise<string[]> =>
  (
    await rows<{ chat: string }>(
      db,
      `SELECT chat FROM conversation WHERE channel = 'web' AND starts_with(chat, $1)`,
      [prefix],
    )
  ).map(({ chat }) => chat.slice(prefix.length))
