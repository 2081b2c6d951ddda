import { faultPoint } from '../domain/fault-point.ts'
import type { Arrival, InboundMessage } from '../domain/message.ts'
import { acceptMessage } from '../prisma/queries/accept.ts'
import type { Kit } from './kit.ts'

/** More than this of one message is never read: 2,000 code points are analysed, the last 500 screened for emergencies. */
const LONGEST_HEAD = 8_000
const LONGEST_TAIL = 2_000

const capped = (text: string): string =>
  text.length <= LONGEST_HEAD + LONGEST_TAIL
    ? text
    : `${text.slice(0, LONGEST_HEAD)}\n…\n${text.slice(-LONGEST_TAIL)}`

/** Accepts a message durably before its channel is acknowledged; a repeat is accepted once. Answers whether it was new. */
export const accept = async (
  { database: { pool, vault }, wake }: Kit,
  message: InboundMessage,
): Promise<boolean> => {
  const { channel, chat, chatKind: kind, sender, externalId } = message
  const arrival: Arrival = { kind: 'message', message: { ...message, text: capped(message.text) } }
  const sealed = vault.seal(arrival)
  faultPoint('arrived')
  const fresh = await acceptMessage(pool, {
    channel,
    chat,
    kind,
    sender,
    externalId,
    sealed,
    now: new Date(),
  })
  faultPoint('accepted')
  wake()
  return fresh
}
