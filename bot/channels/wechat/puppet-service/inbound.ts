/** What somebody says in a chat or a room, as the core takes it. */
import type { Message } from 'wechaty'
import type { AttachmentRef, InboundMessage } from '../../../../domain/message.ts'
import type { Database } from '../../../../prisma/database.ts'
import { keepFile } from '../keep-file.ts'
import { within } from '../within.ts'

export const CHANNEL = 'wechaty'

const FILE_MS = 10_000

/** Message types of Wechaty by name: the enum itself is only there once Wechaty is loaded. */
const KINDS: Record<string, { kind: AttachmentRef['kind']; name: string; fetched: boolean }> = {
  Attachment: { kind: 'file', name: '文件', fetched: true },
  Audio: { kind: 'voice', name: '语音', fetched: true },
  Image: { kind: 'image', name: '图片', fetched: true },
  Video: { kind: 'video', name: '视频', fetched: true },
  Emoticon: { kind: 'sticker', name: '表情', fetched: false },
  Location: { kind: 'location', name: '位置', fetched: false },
  Contact: { kind: 'file', name: '名片', fetched: false },
  MiniProgram: { kind: 'file', name: '小程序', fetched: false },
}

/** What is said beside words, and what nobody said. */
const WITH_WORDS = ['Text', 'Url', 'Post']

type Chat = Pick<InboundMessage, 'channel' | 'chat' | 'chatKind' | 'sender'>

const filesOf = async (
  database: Database,
  chat: Chat,
  message: Message,
  type: string,
): Promise<AttachmentRef[]> => {
  const known = KINDS[type]
  if (!known) return []
  const { kind, name, fetched } = known
  const file = async (): Promise<AttachmentRef> => {
    const box = await message.toFileBox()
    return keepFile(database, chat, { kind, name: box.name, bytes: await box.toBuffer() })
  }
  return [fetched ? await within(file(), FILE_MS, { kind, name }) : { kind, name }]
}

/** A quotation stands before the answer, above a line of dashes. */
const QUOTATION = /^「[\s\S]*?」\s*\n(?:- ?){3,}-?\s*\n/

/** The words without a quotation, and without our own name where they were for us. */
const wordsOf = async (message: Message): Promise<string> => {
  const words = message.room() && (await message.mentionSelf()) ? await message.mentionText() : message.text()
  return words.replace(QUOTATION, '').trim()
}

/** Null for what we said ourselves, and for what nobody said (somebody joined, something was recalled). */
export const inboundOf = async (
  database: Database,
  message: Message,
  typeName: string,
): Promise<InboundMessage | null> => {
  if (message.self() || !(WITH_WORDS.includes(typeName) || typeName in KINDS)) return null
  const room = message.room()
  const talker = message.talker().id
  const chat: Chat = {
    channel: CHANNEL,
    chat: room?.id ?? talker,
    chatKind: room ? 'group' : 'private',
    sender: talker,
  }
  const attachments = await filesOf(database, chat, message, typeName)
  return {
    ...chat,
    externalId: message.id,
    text: WITH_WORDS.includes(typeName) ? await wordsOf(message) : '',
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}
