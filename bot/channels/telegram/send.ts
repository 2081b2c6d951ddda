/** Sends what the product says, part by part; a part that arrived is not sent again. */
import { type Api, InputFile } from 'grammy'
import type { Delivery, Sending } from '../../../domain/channel.ts'
import { attachmentBytes } from '../../../prisma/queries/attachments.ts'
import type { Database } from '../../../prisma/database.ts'
import { type Address, addressOf } from './chats.ts'
import { leftGroup, lostTopic, movedTo, outage, sendingAfter } from './failures.ts'
import { type Part, partsOf } from './render.ts'

export interface Sender {
  api: Api
  database: Database
  /** Told of every call: null where Telegram answered, else why it could not be reached. */
  heard(outage: string | null): void
  moved(from: string, to: string): Promise<void>
  left(chat: string): Promise<void>
}

const extrasOf = ({ keyboard }: Part) => (keyboard ? { reply_markup: { inline_keyboard: keyboard } } : {})

const sendFile = async (
  { api, database: { pool, vault } }: Sender,
  { chat_id: chat, ...topic }: Address,
  part: Extract<Part, { kind: 'file' }>,
): Promise<number> => {
  const { file, caption } = part
  const bytes = await attachmentBytes(pool, vault, file.id)
  const extras = { ...topic, ...extrasOf(part), ...(caption === undefined ? {} : { caption }) }
  if (!bytes)
    return caption === undefined
      ? 0
      : (await api.sendMessage(chat, caption, { ...topic, ...extrasOf(part) })).message_id
  // grammY writes the name without quotes, and a semicolon would end it.
  const input = new InputFile(bytes, (file.name ?? '附件').replaceAll(';', '；'))
  if (file.kind === 'image') return (await api.sendPhoto(chat, input, extras)).message_id
  if (file.kind === 'voice') return (await api.sendVoice(chat, input, extras)).message_id
  return (await api.sendDocument(chat, input, extras)).message_id
}

const sendPart = async (sender: Sender, address: Address, part: Part): Promise<number> => {
  if (part.kind === 'file') return sendFile(sender, address, part)
  const { chat_id: chat, ...topic } = address
  return (await sender.api.sendMessage(chat, part.text, { ...topic, ...extrasOf(part) })).message_id
}

/** Sends a part where the chat is now: a group that became another one, or one whose topic was closed, goes on as a whole. */
const sendThere = async (sender: Sender, chat: string, part: Part): Promise<number> => {
  const address = addressOf(chat)
  try {
    return await sendPart(sender, address, part)
  } catch (error) {
    const to = movedTo(error)
    if (to !== null) {
      await sender.moved(chat, to)
      return sendPart(sender, addressOf(to), part)
    }
    if (lostTopic(error)) return sendPart(sender, { chat_id: address.chat_id }, part)
    throw error
  }
}

const MOST_REMEMBERED = 1_000

/** How many parts of a message have arrived. */
const createProgress = () => {
  const arrived = new Map<number, number>()
  return {
    of: (id: number): number => arrived.get(id) ?? 0,
    set: (id: number, parts: number): void => {
      arrived.set(id, parts)
      const [oldest] = arrived.keys()
      if (arrived.size > MOST_REMEMBERED && oldest !== undefined) arrived.delete(oldest)
    },
    done: (id: number): void => void arrived.delete(id),
  }
}

export const createSend = (sender: Sender): ((delivery: Delivery) => Promise<Sending>) => {
  const progress = createProgress()

  const sendAll = async ({ id, chat, message }: Delivery): Promise<Sending> => {
    let last = 0
    for (const [index, part] of partsOf(message, id).entries()) {
      if (index < progress.of(id)) continue
      last = await sendThere(sender, chat, part)
      progress.set(id, index + 1)
    }
    progress.done(id)
    return { ok: true, id: String(last) }
  }

  return async (delivery) => {
    try {
      const sending = await sendAll(delivery)
      sender.heard(null)
      return sending
    } catch (error) {
      sender.heard(outage(error))
      if (leftGroup(error)) await sender.left(delivery.chat)
      return sendingAfter(error)
    }
  }
}
