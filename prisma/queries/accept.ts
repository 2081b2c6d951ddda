/** Accepting messages: those of the moment in one statement, with the accounts and chats that are new. */
import { batched } from '../batched.ts'
import { rows } from '../sql.ts'

export interface NewMessage {
  channel: string
  chat: string
  kind: 'private' | 'group'
  sender: string
  externalId: string
  sealed: Buffer
  /** Wall time: the hospital's clock is added where it is written. */
  now: Date
}

/** Where a chat or its writer is being made by somebody else, its messages are left out: the next statement sees them. */
const ACCEPT = `WITH message AS MATERIALIZED (
     SELECT m.channel, m.chat, m.kind, m.sender, m.external_id, m.sealed, m.n, c.id AS known,
       m.now + k.offset_ms * interval '1 millisecond' AS at
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::timestamptz[]) WITH ORDINALITY
       AS m(channel, chat, kind, sender, external_id, sealed, now, n)
     LEFT JOIN LATERAL (SELECT id FROM conversation WHERE conversation.channel = m.channel AND conversation.chat = m.chat LIMIT 1) AS c ON true
     CROSS JOIN clock AS k
   ), writer AS (
     INSERT INTO account (channel, external_id, created_at)
     SELECT DISTINCT ON (channel, sender) channel, sender, at FROM message WHERE known IS NULL AND kind = 'private'
     ORDER BY channel, sender, n ON CONFLICT (channel, external_id) DO NOTHING RETURNING id, channel, external_id
   ), made AS (
     INSERT INTO conversation (channel, chat, kind, account_id, touched_at)
     SELECT DISTINCT ON (m.channel, m.chat) m.channel, m.chat, m.kind, w.id, m.at FROM message m LEFT JOIN LATERAL (
       SELECT id FROM writer WHERE writer.channel = m.channel AND writer.external_id = m.sender
       UNION ALL SELECT id FROM account WHERE account.channel = m.channel AND account.external_id = m.sender LIMIT 1
     ) AS w ON m.kind = 'private'
     WHERE m.known IS NULL AND (m.kind <> 'private' OR w.id IS NOT NULL)
     ORDER BY m.channel, m.chat, m.n ON CONFLICT (channel, chat) DO NOTHING RETURNING id, channel, chat
   ), placed AS (
     SELECT m.*, COALESCE(m.known, made.id) AS conversation
     FROM message m LEFT JOIN made ON made.channel = m.channel AND made.chat = m.chat
   ), accepted AS (
     INSERT INTO inbox (conversation_id, source, external_id, sealed, at)
     SELECT conversation, channel, external_id, sealed, at FROM placed WHERE conversation IS NOT NULL ORDER BY n
     ON CONFLICT (source, external_id) DO NOTHING RETURNING source, external_id
   ) SELECT p.conversation IS NOT NULL AS placed, a.source IS NOT NULL AS accepted
     FROM placed p LEFT JOIN accepted a ON a.source = p.channel AND a.external_id = p.external_id ORDER BY p.n`

const acceptOnce = batched<NewMessage, boolean | 'again'>(async (pool, messages) => {
  const found = await rows<{ placed: boolean; accepted: boolean }>(pool, ACCEPT, [
    messages.map(({ channel }) => channel),
    messages.map(({ chat }) => chat),
    messages.map(({ kind }) => kind),
    messages.map(({ sender }) => sender),
    messages.map(({ externalId }) => externalId),
    messages.map(({ sealed }) => sealed),
    messages.map(({ now }) => now),
  ])
  const told = new Set<string>()
  return messages.map(({ channel, externalId }, index) => {
    const { placed, accepted } = found[index] ?? { placed: false, accepted: false }
    if (!placed) return 'again'
    // Of two alike in one statement the first is the one that was written.
    const key = JSON.stringify([channel, externalId])
    const isFirst = !told.has(key)
    told.add(key)
    return accepted && isFirst
  })
})

const MOST_TRIES = 5

/** Accepts a message in its chat, which is made with its writer's account where it is new; false if it is a repeat. */
export const acceptMessage = async (
  pool: Parameters<typeof acceptOnce>[0],
  message: NewMessage,
): Promise<boolean> => {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const accepted = await acceptOnce(pool, message)
    if (accepted !== 'again') return accepted
  }
  throw new Error('a chat could not be made')
}
