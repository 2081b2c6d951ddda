/** /api/chat: what a hospital puts on its site. A session cookie is the patient's account; it sees its own chat only. */
import { randomUUID } from 'node:crypto'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { conversationOf } from '../../../prisma/queries/conversations.ts'
import { accountOf } from '../../../prisma/queries/people.ts'
import { sendHistory, takeMessage, tooFast } from './chat-handlers.ts'
import { rateLimit } from './rate-limit.ts'
import { beginSession, type SessionKind, subjectOf } from './sessions.ts'
import { streamEntries } from './stream.ts'
import { download, upload, uploadLimit } from './uploads.ts'
import { readingFor, type WebContext } from './web-context.ts'

const SESSION: SessionKind = {
  cookie: 'yiguanjia_chat',
  kind: 'patient',
  path: '/api/chat',
  sameSite: 'Lax',
  days: 180,
}

/** The conversation of a chat on our own pages, made if it is new. */
export const privateConversation = async ({ kit }: WebContext, chat: string): Promise<number> => {
  const { pool } = kit.database
  const now = new Date()
  const account = await accountOf(pool, 'web', chat, now)
  return conversationOf(pool, { channel: 'web', chat, kind: 'private', account, now })
}

interface Env {
  Variables: { chat: string; conversation: number }
}

const startSession = (web: WebContext) => {
  const mayStart = rateLimit(60, 60_000)
  return async (c: Context): Promise<Response> => {
    if (await subjectOf(web, c, SESSION)) return c.body(null, 204)
    if (!mayStart('all')) return c.json({ message: '现在人有点多，请稍后再试。' }, 429)
    await beginSession(web, c, SESSION, `visitor:${randomUUID()}`)
    return c.body(null, 204)
  }
}

const ownChat =
  (web: WebContext): MiddlewareHandler<Env> =>
  async (c, next) => {
    const chat = await subjectOf(web, c as Context, SESSION)
    if (!chat) return c.json({ message: '请刷新页面再试。' }, 401)
    c.set('chat', chat)
    c.set('conversation', await privateConversation(web, chat))
    return next()
  }

export const patientRoutes = (web: WebContext) => {
  const { kit } = web
  const maySend = rateLimit(30, 30_000)
  const mayUpload = uploadLimit()
  const reading = async () => readingFor(web, await kit.hospital(), '/api/chat/attachments')

  return new Hono<Env>()
    .get('/about', async (c) => {
      const { hospital } = await kit.hospital()
      return c.json({ hospital: hospital.name, phone: hospital.phone })
    })
    .post('/session', startSession(web))
    .use('*', ownChat(web))
    .get('/history', async (c) => sendHistory(c, await reading(), c.var.conversation))
    .post('/messages', (c) => {
      const { chat, conversation } = c.var
      return maySend(chat)
        ? takeMessage(c, web, { chat, chatKind: 'private', conversation }, () => chat)
        : tooFast(c)
    })
    .post('/attachments', (c) =>
      mayUpload(c.var.chat) ? upload(c, kit.database, c.var.conversation) : tooFast(c),
    )
    .get('/attachments/:id', (c) =>
      download(c, kit.database, c.req.param('id'), ({ conversation }) => conversation === c.var.conversation),
    )
    .get('/stream', async (c) => {
      const { chat, conversation } = c.var
      const followed = () => Promise.resolve([{ conversation, chat }])
      return streamEntries(c, web, await reading(), followed, (_chat, entry) => entry)
    })
}
