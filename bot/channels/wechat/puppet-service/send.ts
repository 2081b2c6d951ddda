/** Our messages into chats and rooms of a puppet service. */
import type { Sayable, Wechaty } from 'wechaty'
import type { Delivery, Sending } from '../../../../domain/channel.ts'
import type { AttachmentRef } from '../../../../domain/message.ts'
import type { Database } from '../../../../prisma/database.ts'
import { attachmentBytes, attachmentInfo } from '../../../../prisma/queries/attachments.ts'
import { split } from '../split.ts'
import { withChoices } from '../with-choices.ts'
import type { Session } from './session.ts'

const LONGEST_BYTES = 4_000
const PATIENCE_MS = 15_000

type Part = { text: string } | { file: string }

const partsOf = ({ message, kind }: Delivery): Part[] => [
  ...split(withChoices(message, kind), LONGEST_BYTES).map((text) => ({ text })),
  ...(message.attachments ?? []).flatMap(({ id }: AttachmentRef) => (id === undefined ? [] : [{ file: id }])),
]

const sayable = async ({ pool, vault }: Database, part: Part): Promise<Sayable | null> => {
  if ('text' in part) return part.text
  const [info, bytes] = await Promise.all([
    attachmentInfo(pool, part.file),
    attachmentBytes(pool, vault, part.file),
  ])
  if (!info || !bytes) return null
  const { FileBox } = await import('file-box')
  return FileBox.fromBuffer(bytes, info.name)
}

const findChat = (bot: Wechaty, { kind, chat }: Delivery) =>
  kind === 'group' ? bot.Room.find({ id: chat }) : bot.Contact.find({ id: chat })

const OUT_OF_REACH: Sending = { ok: false, again: true, fault: 'channel', failure: 'out-of-reach' }

const late = (): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error('the puppet service takes too long')), PATIENCE_MS).unref()
  })

/** A later attempt goes on where an earlier one of this process stopped. */
export const createSend = (database: Database, session: () => Session | null) => {
  const done = new Map<number, number>()

  const speak = async (bot: Wechaty, delivery: Delivery): Promise<Sending> => {
    const to = await findChat(bot, delivery)
    if (!to) return { ok: false, again: false, failure: 'chat-gone' }
    const parts = partsOf(delivery)
    for (const [index, part] of parts.entries()) {
      if (index < (done.get(delivery.id) ?? 0)) continue
      const words = await sayable(database, part)
      if (words !== null) await to.say(words)
      done.set(delivery.id, index + 1)
    }
    done.delete(delivery.id)
    return { ok: true }
  }

  return async (delivery: Delivery): Promise<Sending> => {
    const open = session()
    if (!open) return OUT_OF_REACH
    try {
      return await Promise.race([speak(open.bot, delivery), late()])
    } catch {
      return OUT_OF_REACH
    }
  }
}
