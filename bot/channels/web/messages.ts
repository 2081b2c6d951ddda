/** What a page may send: checked at the edge. */
import { z } from 'zod'
import type { AttachmentRef, InboundMessage } from '../../../domain/message.ts'
import type { Database } from '../../../prisma/database.ts'
import { attachmentInfo } from '../../../prisma/queries/attachments.ts'

const LONGEST = 120_000

export const newMessage = z.object({
  id: z.string().regex(/^[0-9A-Za-z-]{8,64}$/),
  text: z.string().max(LONGEST),
  press: z.object({ list: z.string().max(100), option: z.string().max(200) }).optional(),
  attachments: z.array(z.uuid()).max(9).optional(),
  staff: z.string().max(100).optional(),
})

export type NewMessageBody = z.infer<typeof newMessage>

/** Attachments that this conversation uploaded itself. */
const ownAttachments = async (
  { pool }: Database,
  ids: string[],
  conversation: number | null,
): Promise<AttachmentRef[]> => {
  const found = await Promise.all(ids.map((id) => attachmentInfo(pool, id)))
  return found.flatMap((file) =>
    file && file.conversation === conversation ? [{ id: file.id, kind: file.kind, name: file.name }] : [],
  )
}

/** The inbound message of a page's post. */
export const inboundOf = async (
  database: Database,
  body: NewMessageBody,
  chat: { chat: string; chatKind: 'private' | 'group'; sender: string; conversation: number | null },
): Promise<InboundMessage> => ({
  channel: 'web',
  chat: chat.chat,
  chatKind: chat.chatKind,
  sender: chat.sender,
  externalId: `${chat.chat}/${body.id}`,
  text: body.text,
  ...(body.press ? { press: body.press } : {}),
  attachments: await ownAttachments(database, body.attachments ?? [], chat.conversation),
})
