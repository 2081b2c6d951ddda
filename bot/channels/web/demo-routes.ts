/** /demo: whoever opens the page plays patients and staff. Only on a loopback address. */
import { Hono } from 'hono'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { DemoState, GroupTab } from '../../../domain/web-api.ts'
import { advanceClock } from '../../../handlers/advance-clock.ts'
import { webChatOfGroup } from '../../../handlers/import-hospital.ts'
import { hospitalNow } from '../../../prisma/queries/clock.ts'
import { demoPatients } from '../../../prisma/queries/conversations.ts'
import { entriesAfter } from './entries.ts'
import { groupConversation, tabOf } from './group-chats.ts'
import { inboundOf, newMessage } from './messages.ts'
import { privateConversation } from './patient-routes.ts'
import { type Followed, streamEntries } from './stream.ts'
import { download, upload } from './uploads.ts'
import { readingFor, type WebContext } from './web-context.ts'

const PREFIX = 'demo:'
const NAMES = ['张阿姨', '李大爷', '小王', '陈妈妈', '赵先生', '周奶奶', '刘女士', '孙同学']
const FIRST = ['1', '2']
const EXAMPLES = ['帮我约下周三下午心内科王主任', '骨科护士态度太差，我要投诉', '老是头晕挂什么科']

const chatOf = (key: string): string => `${PREFIX}${key}`
const nameOf = (key: string): string => NAMES[(Number(key) - 1) % NAMES.length] ?? key

const MOST_DAYS = 400

const clockBody = z.union([
  z.object({ advance: z.string().max(40) }),
  z.object({ until: z.string().max(40) }),
])

/** The instant a request for the clock means; null where it is no time ahead. */
const targetOf = (body: z.infer<typeof clockBody>, now: Temporal.Instant, zone: string): Temporal.Instant | null => {
  try {
    const local = now.toZonedDateTimeISO(zone)
    const target =
      'advance' in body
        ? local.add(Temporal.Duration.from(body.advance)).toInstant()
        : Temporal.PlainDateTime.from(body.until).toZonedDateTime(zone).toInstant()
    const ahead = now.until(target).total('hours')
    return ahead > 0 && ahead <= MOST_DAYS * 24 ? target : null
  } catch {
    return null
  }
}

const localNow = async ({ kit }: WebContext): Promise<string> => {
  const { policy } = await kit.hospital()
  const now = Temporal.Instant.fromEpochMilliseconds(await hospitalNow(kit.database.pool))
  return now.toZonedDateTimeISO(policy.zone).toPlainDateTime().toString().slice(0, 19)
}

export const demoRoutes = (web: WebContext) => {
  const { kit, live } = web
  const { pool } = kit.database
  const routes = new Hono()
  const clockWatchers = new Set<(now: string) => void>()
  let advancing: Promise<unknown> = Promise.resolve()

  const patientKeys = async (): Promise<string[]> => {
    const known = await demoPatients(pool, PREFIX)
    return [...new Set([...FIRST, ...known])].toSorted((a, b) => Number(a) - Number(b))
  }
  const reading = async () => readingFor(web, await kit.hospital(), '/demo/attachments')
  const groups = async (): Promise<GroupTab[]> => {
    const { hospital } = await kit.hospital()
    return hospital.groups.map((group) => tabOf(hospital, group))
  }

  routes.get('/state', async (c) => {
    const { hospital } = await kit.hospital()
    const keys = await patientKeys()
    const state: DemoState = {
      hospital: hospital.name,
      now: await localNow(web),
      patients: keys.map((key) => ({ key, name: nameOf(key) })),
      groups: await groups(),
      examples: EXAMPLES,
    }
    return c.json(state)
  })

  routes.post('/clock', async (c) => {
    const body = clockBody.safeParse(await c.req.json().catch(() => null))
    if (!body.success) return c.json({ message: '要写 {"advance":"PT25H"} 或 {"until":"2026-11-24T08:00"}。' }, 400)
    const turn = advancing.then(async () => {
      const { policy } = await kit.hospital()
      const now = Temporal.Instant.fromEpochMilliseconds(await hospitalNow(pool))
      const target = targetOf(body.data, now, policy.zone)
      return target ? advanceClock(kit.database, target.epochMilliseconds, web.settle) : null
    })
    advancing = turn.catch(() => undefined)
    const moved = await turn
    if (!moved) return c.json({ message: '只能往后拨，最多四百天。' }, 400)
    const now = await localNow(web)
    for (const tell of clockWatchers) tell(now)
    return c.json({ now, happened: moved.happened })
  })

  routes.post('/patients', async (c) => {
    const key = String((await patientKeys()).length + 1)
    await privateConversation(web, chatOf(key))
    return c.json({ key, name: nameOf(key) })
  })

  const patientConversation = (key: string): Promise<number> => privateConversation(web, chatOf(key))
  const isPatientKey = (key: string): boolean => /^\d{1,4}$/.test(key)

  routes.use('/patients/:key/*', async (c, next) =>
    isPatientKey(c.req.param('key')) ? next() : c.json({ message: '没有这位患者。' }, 404),
  )

  routes.get('/patients/:key/history', async (c) => {
    const { entries } = await entriesAfter(await reading(), await patientConversation(c.req.param('key')), { inbox: 0, outbox: 0 })
    return c.json({ entries })
  })

  routes.post('/patients/:key/messages', async (c) => {
    const body = newMessage.safeParse(await c.req.json().catch(() => null))
    if (!body.success) return c.json({ message: '这条消息发不出去，请改一下再发。' }, 400)
    const chat = chatOf(c.req.param('key'))
    const conversation = await patientConversation(c.req.param('key'))
    await web.accept(await inboundOf(kit.database, body.data, { chat, chatKind: 'private', sender: chat, conversation }))
    await live.tell(conversation)
    return c.json({ accepted: true }, 202)
  })

  routes.post('/patients/:key/attachments', async (c) => upload(c, kit.database, await patientConversation(c.req.param('key'))))
  routes.get('/attachments/:id', (c) => download(c, kit.database, c.req.param('id'), async () => true))

  routes.get('/groups/:key/history', async (c) => {
    const conversation = await groupConversation(pool, c.req.param('key'))
    if (conversation === null) return c.json({ message: '没有这个群。' }, 404)
    const { entries } = await entriesAfter(await reading(), conversation, { inbox: 0, outbox: 0 })
    return c.json({ entries })
  })

  routes.post('/groups/:key/messages', async (c) => {
    const key = c.req.param('key')
    const body = newMessage.safeParse(await c.req.json().catch(() => null))
    const conversation = await groupConversation(pool, key)
    if (!body.success || conversation === null) return c.json({ message: '这条消息发不出去。' }, 400)
    const sender = `staff:${body.data.staff ?? 'stranger'}`
    await web.accept(await inboundOf(kit.database, body.data, { chat: webChatOfGroup(key), chatKind: 'group', sender, conversation }))
    await live.tell(conversation)
    return c.json({ accepted: true }, 202)
  })

  const followed = async (): Promise<Followed[]> => {
    const patients = await Promise.all(
      (await patientKeys()).map(async (key) => ({ conversation: await patientConversation(key), chat: `patient:${key}` })),
    )
    const tabs = await Promise.all(
      (await groups()).map(async ({ key }) => ({ conversation: await groupConversation(pool, key), chat: `group:${key}` })),
    )
    return [...patients, ...tabs.flatMap(({ conversation, chat }) => (conversation === null ? [] : [{ conversation, chat }]))]
  }

  routes.get('/stream', async (c) =>
    streamEntries(c, live, await reading(), followed, (chat, entry) => ({ chat, entry }), (send) => {
      const tell = (now: string): void => send('clock', { now })
      clockWatchers.add(tell)
      return () => clockWatchers.delete(tell)
    }),
  )
  return routes
}
