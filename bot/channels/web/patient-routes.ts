/** /api/chat: what a hospital puts on its site. A session cookie is the patient's account; it sees its own chat only. */
import { randomBytes, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { insertWebSession, webSession } from '../../../prisma/queries/access.ts'
import { conversationOf } from '../../../prisma/queries/conversations.ts'
import { accountOf } from '../../../prisma/queries/people.ts'
import { entriesAfter } from './entries.ts'
import { inboundOf, newMessage } from './messages.ts'
import { rateLimit } from './rate-limit.ts'
import { streamEntries } from './stream.ts'
import { download, upload } from './uploads.ts'
import { readingFor, type WebContext } from './web-context.ts'

const COOKIE = 'yiguanjia_chat'
const DAYS = 180

/** The conversation of a chat on our own pages, made if it is new. */
export const privateConversation = async ({ kit }: WebContext, chat: string): Promise<number> => {
  const { pool } = kit.database
  const now = new Date()
  const account = await accountOf(pool, 'web', chat, now)
  return conversationOf(pool, { channel: 'web', chat, kind: 'private', account, now })
}

type Variables = { Variables: { chat: string; conversation: number } }

export const patientRoutes = (web: WebContext) => {
  const { kit, live } = web
  const { pool, vault } = kit.database
  const maySend = rateLimit(30, 30_000)
  const mayStart = rateLimit(60, 60_000)
  const routes = new Hono<Variables>()

  routes.get('/about', async (c) => {
    const { hospital } = await kit.hospital()
    return c.json({ hospital: hospital.name, phone: hospital.phone })
  })

  routes.post('/session', async (c) => {
    const held = getCookie(c, COOKIE)
    if (held && (await webSession(pool, vault.tokenHash(held), 'patient'))) return c.body(null, 204)
    if (!mayStart('all')) return c.json({ message: '现在人有点多，请稍后再试。' }, 429)
    const token = randomBytes(32).toString('base64url')
    const chat = `visitor:${randomUUID()}`
    await insertWebSession(pool, { hash: vault.tokenHash(token), kind: 'patient', subject: chat, days: DAYS })
    setCookie(c, COOKIE, token, { httpOnly: true, sameSite: 'Lax', secure: web.secure, path: '/api/chat', maxAge: DAYS * 86_400 })
    return c.body(null, 204)
  })

  routes.use('*', async (c, next) => {
    const token = getCookie(c, COOKIE)
    const chat = token ? await webSession(pool, vault.tokenHash(token), 'patient') : null
    if (!chat) return c.json({ message: '请刷新页面再试。' }, 401)
    c.set('chat', chat)
    c.set('conversation', await privateConversation(web, chat))
    return next()
  })

  const reading = async () => readingFor(web, await kit.hospital(), '/api/chat/attachments')

  routes.get('/history', async (c) => {
    const { entries } = await entriesAfter(await reading(), c.get('conversation'), { inbox: 0, outbox: 0 })
    return c.json({ entries })
  })

  routes.post('/messages', async (c) => {
    if (!maySend(c.get('chat'))) return c.json({ message: '您发得有点快，请稍等一下。' }, 429)
    const body = newMessage.safeParse(await c.req.json().catch(() => null))
    if (!body.success) return c.json({ message: '这条消息发不出去，请改一下再发。' }, 400)
    const chat = c.get('chat')
    const conversation = c.get('conversation')
    await web.accept(await inboundOf(kit.database, body.data, { chat, chatKind: 'private', sender: chat, conversation }))
    await live.tell(conversation)
    return c.json({ accepted: true }, 202)
  })

  routes.post('/attachments', (c) => upload(c, kit.database, c.get('conversation')))
  routes.get('/attachments/:id', (c) =>
    download(c, kit.database, c.req.param('id'), async (file) => file.conversation === c.get('conversation')),
  )

  routes.get('/stream', async (c) => {
    const followed = async () => [{ conversation: c.get('conversation'), chat: c.get('chat') }]
    return streamEntries(c, live, await reading(), followed, (_chat, entry) => entry)
  })
  return routes
}
