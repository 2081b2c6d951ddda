/** /api/staff: staff sign in with a one-time code and work in their groups. */
import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Group, Hospital, StaffMember } from '../../../domain/hospital.ts'
import type { StaffState } from '../../../domain/web-api.ts'
import { webChatOfGroup } from '../../../handlers/import-hospital.ts'
import { deleteWebSession, insertWebSession, redeemCode, webSession } from '../../../prisma/queries/access.ts'
import { record } from '../../../prisma/queries/audit.ts'
import { hospitalNow } from '../../../prisma/queries/clock.ts'
import { ok } from '../../../domain/result.ts'
import { transaction } from '../../../prisma/sql.ts'
import { entriesAfter } from './entries.ts'
import { belongsTo, groupConversation, tabOf } from './group-chats.ts'
import { inboundOf, newMessage } from './messages.ts'
import { rateLimit } from './rate-limit.ts'
import { streamEntries } from './stream.ts'
import { download, upload } from './uploads.ts'
import { readingFor, type WebContext } from './web-context.ts'

const COOKIE = 'yiguanjia_staff'
const DAYS = 7

type Variables = { Variables: { member: StaffMember; hospital: Hospital } }

const ownGroups = (hospital: Hospital, member: StaffMember): Group[] => hospital.groups.filter((group) => belongsTo(group, member))

export const staffRoutes = (web: WebContext) => {
  const { kit, live } = web
  const { pool, vault } = kit.database
  const maySignIn = rateLimit(10, 60_000)
  const maySend = rateLimit(60, 30_000)
  const routes = new Hono<Variables>()

  routes.post('/sign-in', async (c) => {
    if (!maySignIn('all')) return c.json({ message: '试的次数太多了，请过一分钟再来。' }, 429)
    const body = z.object({ code: z.string().min(4).max(40) }).safeParse(await c.req.json().catch(() => null))
    const code = body.success ? body.data.code.replace(/[\s-]/g, '').toUpperCase() : ''
    const staff = code ? await redeemCode(pool, vault.tokenHash(code), 'sign-in') : null
    if (!staff) return c.json({ message: '这个码不对或已经用过，请向管理员再要一个。' }, 401)
    const token = randomBytes(32).toString('base64url')
    await insertWebSession(pool, { hash: vault.tokenHash(token), kind: 'staff', subject: staff, days: DAYS })
    await transaction(pool, async (db) => {
      await record(db, { actor: `staff:${staff}`, action: 'staff.sign-in', subject: `staff:${staff}` }, await hospitalNow(db))
      return ok(undefined)
    })
    setCookie(c, COOKIE, token, { httpOnly: true, sameSite: 'Strict', secure: web.secure, path: '/api/staff', maxAge: DAYS * 86_400 })
    return c.body(null, 204)
  })

  routes.post('/sign-out', async (c) => {
    const token = getCookie(c, COOKIE)
    if (token) await deleteWebSession(pool, vault.tokenHash(token))
    deleteCookie(c, COOKIE, { path: '/api/staff' })
    return c.body(null, 204)
  })

  routes.use('*', async (c, next) => {
    const token = getCookie(c, COOKIE)
    const key = token ? await webSession(pool, vault.tokenHash(token), 'staff') : null
    const { hospital } = await kit.hospital()
    const member = hospital.staff.find((each) => each.key === key)
    if (!member) return c.json({ message: '请先登录。' }, 401)
    c.set('member', member)
    c.set('hospital', hospital)
    return next()
  })

  const reading = async () => readingFor(web, await kit.hospital(), '/api/staff/attachments')
  const conversationFor = async (c: Context<Variables>, key: string): Promise<number | null> =>
    ownGroups(c.get('hospital'), c.get('member')).some((group) => group.key === key) ? groupConversation(pool, key) : null

  routes.get('/state', (c) => {
    const hospital = c.get('hospital')
    const groups = ownGroups(hospital, c.get('member')).map((group) => ({ ...tabOf(hospital, group), staff: [] }))
    const state: StaffState = { name: c.get('member').name, groups }
    return c.json(state)
  })

  routes.get('/groups/:key/history', async (c) => {
    const conversation = await conversationFor(c, c.req.param('key'))
    if (conversation === null) return c.json({ message: '您不在这个群里。' }, 403)
    const { entries } = await entriesAfter(await reading(), conversation, { inbox: 0, outbox: 0 })
    return c.json({ entries })
  })

  routes.post('/groups/:key/messages', async (c) => {
    const key = c.req.param('key')
    const { key: staff } = c.get('member')
    if (!maySend(staff)) return c.json({ message: '发得有点快，请稍等一下。' }, 429)
    const body = newMessage.safeParse(await c.req.json().catch(() => null))
    const conversation = await conversationFor(c, key)
    if (conversation === null) return c.json({ message: '您不在这个群里。' }, 403)
    if (!body.success) return c.json({ message: '这条消息发不出去。' }, 400)
    const place = { chat: webChatOfGroup(key), chatKind: 'group' as const, sender: `staff:${staff}`, conversation }
    await web.accept(await inboundOf(kit.database, body.data, place))
    await live.tell(conversation)
    return c.json({ accepted: true }, 202)
  })

  routes.post('/groups/:key/attachments', async (c) => {
    const conversation = await conversationFor(c, c.req.param('key'))
    return conversation === null ? c.json({ message: '您不在这个群里。' }, 403) : upload(c, kit.database, conversation)
  })

  // An attachment is seen where it was posted: knowing its id from a card of one's own group is the permission.
  routes.get('/attachments/:id', (c) => download(c, kit.database, c.req.param('id'), async () => true))

  routes.get('/stream', async (c) => {
    const followed = async () =>
      (
        await Promise.all(
          ownGroups(c.get('hospital'), c.get('member')).map(async ({ key }) => ({
            conversation: await groupConversation(pool, key),
            chat: `group:${key}`,
          })),
        )
      ).flatMap(({ conversation, chat }) => (conversation === null ? [] : [{ conversation, chat }]))
    return streamEntries(c, live, await reading(), followed, (chat, entry) => ({ chat, entry }))
  })
  return routes
}
