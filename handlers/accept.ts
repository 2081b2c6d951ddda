import type pg from 'pg'
import { faultPoint } from '../domain/fault-point.ts'
import type { Arrival, InboundMessage } from '../domain/message.ts'
import { hospitalNow } from '../prisma/queries/clock.ts'
import { conversationOf } from '../prisma/queries/conversations.ts'
import { acceptArrival } from '../prisma/queries/inbox.ts'
import { accountOf } from '../prisma/queries/people.ts'
import { acceptInKnownChat } from '../prisma/queries/turns.ts'
import type { Kit } from './kit.ts'

/** More than this of one message is never read: 2,000 code points are analysed, the last 500 screened for emergencies. */
const LONGEST_HEAD = 8_000
const LONGEST_TAIL = 2_000

const capped = (text: string): string =>
  text.length <= LONGEST_HEAD + LONGEST_TAIL
    ? text
    : `${text.slice(0, LONGEST_HEAD)}\n…\n${text.slice(-LONGEST_TAIL)}`

/** A repeat, or the first message of a chat. */
const acceptAnywhere = async (
  pool: pg.Pool,
  { channel, chat, chatKind: kind, sender, externalId }: InboundMessage,
  sealed: Buffer,
): Promise<boolean> => {
  const at = new Date(await hospitalNow(pool))
  const account = kind === 'private' ? await accountOf(pool, channel, sender, at) : null
  const conversation = await conversationOf(pool, { channel, chat, kind, account, now: at })
  return acceptArrival(pool, { conversation, source: channel, externalId, sealed, at })
}

/** Accepts a message durably before its channel is acknowledged; a repeat is accepted once. Answers whether it was new. */
export const accept = async (
  { database: { pool, vault }, wake }: Kit,
  message: InboundMessage,
): Promise<boolean> => {
  const { channel, chat, externalId } = message
  const arrival: Arrival = { kind: 'message', message: { ...message, text: capped(message.text) } }
  const sealed = vault.seal(arrival)
  faultPoint('arrived')
  const fresh =
    (await acceptInKnownChat(pool, { channel, chat, externalId, sealed, now: new Date() })) ||
    (await acceptAnywhere(pool, message, sealed))
  faultPoint('accepted')
  wake()
  return fresh
}
