/** /api/staff: staff sign in with a one-time code and work in their groups. */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { Group, StaffMember } from '../../../domain/hospital.ts'
import { ok } from '../../../domain/result.ts'
import type { StaffState } from '../../../domain/web-api.ts'
import { webChatOfGroup } from '../../../handlers/import-hospital.ts'
import { redeemCode } from '../../../prisma/queries/access.ts'
import { record } from '../../../prisma/queries/audit.ts'
import { hospitalNow } from '../../../prisma/queries/clock.ts'
import { transaction } from '../../../prisma/sql.ts'
import { mayReview } from '../../../rules/may-review.ts'
import { sendHistory, takeMessage, tooFast } from './chat-handlers.ts'
import { attachmentPostedIn, belongsTo, followGroups, groupConversation, tabOf } from './group-chats.ts'
import { rateLimit } from './rate-limit.ts'
import { beginSession, endSession, type SessionKind, subjectOf } from './sessions.ts'
import type { StaffEnv } from './staff-env.ts'
import { streamEntries } from './stream.ts'
import { download, upload, uploadLimit } from './uploads.ts'
import { utteranceRoutes } from './utterance-routes.ts'
import { readingFor, type WebContext } from './web-context.ts'

const SESSION: SessionKind = {
  cookie: 'yiguanjia_staff',
  kind: 'staff',
  path: '/', // the board of jobs lies beside the page
  sameSite: 'Strict',
  days: 7,
}

const ownGroups = ({ hospital, member }: StaffEnv['Variables']): Group[] =>
  hospital.groups.filter((group) => belongsTo(group, member))

const signIn = (web: WebContext) => {
  const mayTry = rateLimit(10, 60_000)
  const { pool, vault } = web.kit.database
  return async (c: Context): Promise<Response> => {
    if (!mayTry('all')) return c.json({ message: '试的次数太多了，请过一分钟再来。' }, 429)
    const body = z.object({ code: z.string().min(4).max(40) }).safeParse(await c.req.json().catch(() => null))
    const code = body.success ? body.data.code.replace(/[\s-]/g, '').toUpperCase() : ''
    const staff = code === '' ? null : await redeemCode(pool, vault.codeHash(code), 'sign-in')
    if (!staff) return c.json({ message: '这个码不对或已经用过，请向管理员再要一个。' }, 401)
    await beginSession(web, c, SESSION, staff)
    await transaction(pool, async (db) => {
      await record(
        db,
        { actor: `staff:${staff}`, action: 'staff.sign-in', subject: `staff:${staff}` },
        await hospitalNow(db),
      )
      return ok(undefined)
    })
    return c.body(null, 204)
  }
}

/** Who of the staff is signed in at this browser; a session of somebody who has left is worth nothing. */
export const memberOf = async (web: WebContext, c: Context): Promise<StaffMember | undefined> => {
  const key = await subjectOf(web, c, SESSION)
  const { hospital } = await web.kit.hospital()
  return hospital.staff.find((each) => each.key === key)
}

const signedIn =
  (web: WebContext): MiddlewareHandler<StaffEnv> =>
  async (c, next) => {
    const { hospital } = await web.kit.hospital()
    const member = await memberOf(web, c as Context)
    if (!member) return c.json({ message: '请先登录。' }, 401)
    c.set('member', member)
    c.set('hospital', hospital)
    return next()
  }

/** Chats of a group: only for those who belong to it. */
const groupRoutes = (web: WebContext, reading: () => Promise<ReturnType<typeof readingFor>>) => {
  const { pool } = web.kit.database
  const maySend = rateLimit(60, 30_000)
  const mayUpload = uploadLimit()
  const notYours = (c: Context): Response => c.json({ message: '您不在这个群里。' }, 403)
  const open = async (c: Context<StaffEnv>, key: string): Promise<number | null> =>
    ownGroups(c.var).some((group) => group.key === key) ? groupConversation(pool, key) : null

  return new Hono<StaffEnv>()
    .get('/:key/history', async (c) => {
      const conversation = await open(c, c.req.param('key'))
      return conversation === null ? notYours(c) : sendHistory(c, await reading(), conversation)
    })
    .post('/:key/messages', async (c) => {
      const key = c.req.param('key')
      const sender = `staff:${c.var.member.key}`
      const conversation = await open(c, key)
      if (conversation === null) return notYours(c)
      if (!maySend(sender)) return tooFast(c)
      return takeMessage(c, web, { chat: webChatOfGroup(key), chatKind: 'group', conversation }, () => sender)
    })
    .post('/:key/attachments', async (c) => {
      const conversation = await open(c, c.req.param('key'))
      if (conversation === null) return notYours(c)
      return mayUpload(c.var.member.key) ? upload(c, web.kit.database, conversation) : tooFast(c)
    })
}

export const staffRoutes = (web: WebContext) => {
  const { kit } = web
  const { pool } = kit.database
  const reading = async () => readingFor(web, await kit.hospital(), '/api/staff/attachments')

  return new Hono<StaffEnv>()
    .post('/sign-in', signIn(web))
    .post('/sign-out', async (c) => {
      await endSession(web, c as Context, SESSION)
      return c.body(null, 204)
    })
    .use('*', signedIn(web))
    .get('/state', (c) => {
      const groups = ownGroups(c.var).map((group) => ({ ...tabOf(c.var.hospital, group), staff: [] }))
      const { name, roles } = c.var.member
      const state: StaffState = { name, groups, reviews: mayReview(roles) }
      return c.json(state)
    })
    .route('/groups', groupRoutes(web, reading))
    .route('/utterances', utteranceRoutes(web))
    .get('/attachments/:id', (c) =>
      download(c, kit.database, c.req.param('id'), (file) =>
        attachmentPostedIn(kit.database, file, ownGroups(c.var)),
      ),
    )
    .get('/stream', async (c) => {
      const followed = () => followGroups(pool, ownGroups(c.var))
      return streamEntries(c, web, await reading(), followed, (chat, entry) => ({ chat, entry }))
    })
}
