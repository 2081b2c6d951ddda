/** Photos, documents and voice that somebody sent: fetched, told by their content, sealed in the store. */
import type { Message } from 'grammy/types'
import type { AttachmentRef } from '../../../domain/message.ts'
import type { Kit } from '../../../handlers/kit.ts'
import { insertAttachment } from '../../../prisma/queries/attachments.ts'
import { hospitalNow } from '../../../prisma/queries/clock.ts'
import { fileTypeOf, LARGEST, plainName } from '../web/uploads.ts'
import type { TelegramApi } from './api.ts'

/** A file as Telegram announces it. */
export interface AnnouncedFile {
  kind: AttachmentRef['kind']
  name?: string
  /** Absent where there is nothing to fetch. */
  file?: { id: string; size: number }
}

const fileOf = ({ file_id: id, file_size: size = 0 }: { file_id: string; file_size?: number }) => ({
  id,
  size,
})

type Read = (message: Message) => AnnouncedFile | undefined

const READERS: Read[] = [
  ({ photo }) => {
    const largest = photo?.toReversed().find(({ file_size: size = 0 }) => size <= LARGEST)
    return largest ? { kind: 'image', file: fileOf(largest) } : photo && { kind: 'image' }
  },
  // An animation comes with a document of the same content.
  ({ animation }) => animation && { kind: 'sticker' },
  ({ document }) => document && { kind: 'file', name: document.file_name ?? '文件', file: fileOf(document) },
  ({ voice }) => voice && { kind: 'voice', file: fileOf(voice) },
  ({ audio }) => audio && { kind: 'voice', name: audio.file_name ?? '录音', file: fileOf(audio) },
  ({ video, video_note: note }) => (video || note ? { kind: 'video' } : undefined),
  ({ sticker, dice }) => (sticker || dice ? { kind: 'sticker' } : undefined),
  ({ location }) => location && { kind: 'location' },
]

/** What a message carries besides words. */
export const filesOf = (message: Message): AnnouncedFile[] => {
  for (const read of READERS) {
    const found = read(message)
    if (found) return [found]
  }
  return []
}

const NAMES: Partial<Record<AttachmentRef['kind'], string>> = { image: '图片', voice: '语音' }

/** Fetches a file for a conversation; without an id where it is too large, of an unknown type, or out of reach. */
export const keepFile = async (
  { database: { pool, vault } }: Kit,
  api: TelegramApi,
  { kind, name = NAMES[kind] ?? kind, file }: AnnouncedFile,
  conversation: number,
): Promise<AttachmentRef> => {
  const bytes = file && file.size <= LARGEST ? await api.fetchFile(file.id, LARGEST) : null
  const type = bytes ? fileTypeOf(bytes) : null
  if (!bytes || !type) return { kind, name: plainName(name) }
  const now = await hospitalNow(pool)
  const id = await insertAttachment(pool, vault, { conversation, ...type, name: plainName(name), bytes, now })
  return { id, kind: type.kind, name: plainName(name) }
}
