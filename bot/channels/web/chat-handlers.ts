/** What every page does with a chat: read it, write to it. */
import type { Context } from 'hono'
import { entriesAfter, type Reading } from './entries.ts'
import { inboundOf, newMessage } from './messages.ts'
import type { WebContext } from './web-context.ts'

export interface OpenChat {
  chat: string
  chatKind: 'private' | 'group'
  conversation: number
}

export const sendHistory = async (c: Context, reading: Reading, conversation: number): Promise<Response> => {
  const { entries } = await entriesAfter(reading, conversation, { inbox: 0, outbox: 0 })
  return c.json({ entries })
}

/** Accepts a page's message durably before it is acknowledged. */
export const takeMessage = async (
  c: Context,
  web: WebContext,
  open: OpenChat,
  senderOf: (staff: string | undefined) => string,
): Promise<Response> => {
  const body = newMessage.safeParse(await c.req.json().catch(() => null))
  if (!body.success) return c.json({ message: '这条消息发不出去，请改一下再发。' }, 400)
  const message = await inboundOf(web.kit.database, body.data, { ...open, sender: senderOf(body.data.staff) })
  await web.accept(message)
  await web.live.tell(open.conversation)
  return c.json({ accepted: true }, 202)
}

export const tooFast = (c: Context): Response => c.json({ message: '您发得有点快，请稍等一下。' }, 429)
