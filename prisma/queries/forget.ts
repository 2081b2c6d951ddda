/** Forgetting what was written and said: rows stay, so that nothing is taken twice, and their content goes. */
import { type Db, rows, touched } from '../sql.ts'

const CONTENT_BEFORE = {
  inbox: `UPDATE inbox SET sealed = NULL WHERE at < $1 AND sealed IS NOT NULL AND status <> 'waiting'`,
  outbox: `UPDATE outbox SET sealed = NULL WHERE at < $1 AND sealed IS NOT NULL AND status NOT IN ('waiting', 'sending')`,
  conversation: `UPDATE conversation SET sealed = NULL, version = version + 1
    WHERE kind = 'private' AND touched_at < $1 AND sealed IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM inbox WHERE conversation_id = conversation.id AND status = 'waiting')`,
}

/** Forgets messages, and the state of conversations, that are older than `before`; answers how many. */
export const forgetBefore = async (db: Db, before: Date): Promise<number> => {
  let forgotten = 0
  for (const sql of Object.values(CONTENT_BEFORE)) forgotten += await touched(db, sql, [before])
  return forgotten
}

export interface ToldRow {
  id: number
  sealed: Buffer
  at: number
}

/** What was written in a conversation and is done with, from row `from` on, oldest first. */
export const toldFrom = (db: Db, conversation: number, from: number, limit: number): Promise<ToldRow[]> =>
  rows(
    db,
    `SELECT id, sealed, at FROM inbox
     WHERE conversation_id = $1 AND id >= $2 AND status <> 'waiting' AND sealed IS NOT NULL AND source NOT IN ('due', 'event')
     ORDER BY id LIMIT $3`,
    [conversation, from, limit],
  )

/** Puts other content in the place of what was written. */
export const rewriteTold = (db: Db, conversation: number, id: number, sealed: Buffer): Promise<number> =>
  touched(
    db,
    `UPDATE inbox SET sealed = $3 WHERE id = $2 AND conversation_id = $1 AND sealed IS NOT NULL AND status <> 'waiting'`,
    [conversation, id, sealed],
  )

/** A ticket's story may have been begun, and files sent for it, so long before it was lodged. */
const EVIDENCE_DAYS = 7

/**
 * Forgets files that came before `before`; not those that came to a ticket of the same chat which is under way, or was
 * closed at `closedSince` or later. Answers how many.
 */
export const forgetFiles = (db: Db, before: Date, closedSince: Date): Promise<number> =>
  touched(
    db,
    `DELETE FROM attachment a WHERE a.at < $1 AND NOT EXISTS (
       SELECT 1 FROM ticket t WHERE t.conversation_id = a.conversation_id
         AND (t.status <> 'closed' OR t.closed_at >= $2)
         AND a.at BETWEEN t.opened_at - make_interval(days => $3) AND COALESCE(t.closed_at, a.at))`,
    [before, closedSince, EVIDENCE_DAYS],
  )
