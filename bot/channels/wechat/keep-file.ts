import type { AttachmentRef, InboundMessage } from '../../../domain/message.ts'
import type { Database } from '../../../prisma/database.ts'
import { insertAttachment, type StoredAttachment } from '../../../prisma/queries/attachments.ts'
import { hospitalNow } from '../../../prisma/queries/clock.ts'
import { conversationOf } from '../../../prisma/queries/conversations.ts'
import { accountOf } from '../../../prisma/queries/people.ts'
import { fileTypeOf, LARGEST, plainName } from '../web/uploads.ts'

/** What WeChat's clients send besides what pages do. */
const typeOf = (bytes: Uint8Array): { mime: string; kind: StoredAttachment['kind'] } | null => {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (head.startsWith('#!AMR')) return { mime: 'audio/amr', kind: 'voice' }
  if (head.slice(4, 8) === 'ftyp') return { mime: 'video/mp4', kind: 'video' }
  return fileTypeOf(bytes)
}

type Chat = Pick<InboundMessage, 'channel' | 'chat' | 'chatKind' | 'sender'>

/** Keeps a file that somebody sent in a chat; the reference has no id where it is too large or of no known type. */
export const keepFile = async (
  { pool, vault }: Database,
  { channel, chat, chatKind: kind, sender }: Chat,
  { kind: said, name, bytes }: { kind: AttachmentRef['kind']; name: string; bytes: Uint8Array },
): Promise<AttachmentRef> => {
  const type = bytes.length <= LARGEST ? typeOf(bytes) : null
  if (!type) return { kind: said, name: plainName(name) }
  const now = await hospitalNow(pool)
  const at = new Date(now)
  const account = kind === 'private' ? await accountOf(pool, channel, sender, at) : null
  const conversation = await conversationOf(pool, { channel, chat, kind, account, now: at })
  const id = await insertAttachment(pool, vault, { conversation, ...type, name: plainName(name), bytes, now })
  return { id, kind: type.kind, name: plainName(name) }
}
