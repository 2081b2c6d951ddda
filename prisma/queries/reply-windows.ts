/** What somebody last did on a channel that limits answers, and what was sent since. Wall time. */
import { Temporal } from 'temporal-polyfill'
import type { ReplyWindow } from '../../rules/reply-allowance.ts'
import { type Db, first, touched } from '../sql.ts'

/** They wrote, or acted, just now: its answers are counted afresh. */
export const openReplyWindow = (
  db: Db,
  channel: string,
  chat: string,
  did: 'wrote' | 'acted',
): Promise<number> =>
  touched(
    db,
    did === 'wrote'
      ? `INSERT INTO reply_window (channel, chat, wrote_at) VALUES ($1, $2, now())
         ON CONFLICT (channel, chat) DO UPDATE SET wrote_at = now(), sent_since_writing = 0`
      : `INSERT INTO reply_window (channel, chat, acted_at) VALUES ($1, $2, now())
         ON CONFLICT (channel, chat) DO UPDATE SET acted_at = now(), sent_since_acting = 0`,
    [channel, chat],
  )

/** Nothing may be sent any more: they left, or the platform says so. */
export const closeReplyWindow = (db: Db, channel: string, chat: string): Promise<number> =>
  touched(db, 'DELETE FROM reply_window WHERE channel = $1 AND chat = $2', [channel, chat])

export const countReply = (
  db: Db,
  channel: string,
  chat: string,
  spent: 'writing' | 'acting',
): Promise<number> =>
  touched(
    db,
    spent === 'writing'
      ? 'UPDATE reply_window SET sent_since_writing = sent_since_writing + 1 WHERE channel = $1 AND chat = $2'
      : 'UPDATE reply_window SET sent_since_acting = sent_since_acting + 1 WHERE channel = $1 AND chat = $2',
    [channel, chat],
  )

const instantOrNull = (ms: number | null): Temporal.Instant | null =>
  ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms)

/** The window of a chat, and the database's own clock by which it is measured. */
export const replyWindowOf = async (
  db: Db,
  channel: string,
  chat: string,
): Promise<{ window: ReplyWindow; now: Temporal.Instant }> => {
  const found = await first<{
    now: number
    wroteAt: number | null
    actedAt: number | null
    writing: number | null
    acting: number | null
  }>(
    db,
    `SELECT date_trunc('milliseconds', now()) AS now, w.wrote_at AS "wroteAt", w.acted_at AS "actedAt",
       w.sent_since_writing AS writing, w.sent_since_acting AS acting
     FROM (SELECT 1) AS one LEFT JOIN reply_window w ON w.channel = $1 AND w.chat = $2`,
    [channel, chat],
  )
  if (!found) throw new Error('the database gave no row')
  return {
    now: Temporal.Instant.fromEpochMilliseconds(found.now),
    window: {
      wroteAt: instantOrNull(found.wroteAt),
      sentSinceWriting: found.writing ?? 0,
      actedAt: instantOrNull(found.actedAt),
      sentSinceActing: found.acting ?? 0,
    },
  }
}
