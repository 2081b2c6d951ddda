import { type Db, first } from '../sql.ts'
import type { OutboxRow } from './outbox.ts'

/** A message that a channel took under an id of its own. */
export const sentAs = (db: Db, channel: string, channelId: string): Promise<OutboxRow | null> =>
  first(
    db,
    `SELECT o.id, o.conversation_id AS conversation, o.channel, c.chat, c.kind, o.seq, o.sealed, o.attempts, o.bulk,
       false AS "inDoubt"
     FROM outbox o JOIN conversation c ON c.id = o.conversation_id
     WHERE o.channel = $1 AND o.channel_id = $2 AND o.status = 'sent' AND o.sealed IS NOT NULL ORDER BY o.id DESC LIMIT 1`,
    [channel, channelId],
  )
