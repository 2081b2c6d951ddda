/** /demo: whoever opens the page plays patients and staff. Only on a loopback address. */
import { Hono } from 'hono'
import type { DemoState } from '../../../domain/web-api.ts'
import { webChatOfGroup } from '../../../handlers/import-hospital.ts'
import { demoPatients } from '../../../prisma/queries/conversations.ts'
import { sendHistory, takeMessage } from './chat-handlers.ts'
import { demoClock, localNow } from './demo-clock.ts'
import { followGroups, groupConversation, tabOf } from './group-chats.ts'
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
const isKey = (key: string): boolean => /^[1-9]\d{0,3}$/.test(key)

const patientKeys = async ({ kit }: WebContext): Promise<string[]> => {
  const known = await demoPatients(kit.database.pool, PREFIX)
  return [...new Set([...FIRST, ...known])].toSorted((a, b) => Number(a) - Number(b))
}

const stateOf = async (web: WebContext): Promise<DemoState> => {
  const { hospital } = await web.kit.hospital()
  const keys = await patientKeys(web)
  return {
    hospital: hospital.name,
    now: await localNow(web),
    patients: keys.map((key) => ({ key, name: nameOf(key) })),
    groups: hospital.groups.map((group) => tabOf(hospital, group)),
    examples: EXAMPLES,
  }
}

/** Patients and groups, all of them. */
const followAll = async (web: WebContext): Promise<Followed[]> => {
  const { hospital } = await web.kit.hospital()
  const keys = await patientKeys(web)
  const patients = await Promise.all(
    keys.map(async (key) => ({
      conversation: await privateConversation(web, chatOf(key)),
      chat: `patient:${key}`,
    })),
  )
  return [...patients, ...(await followGroups(web.kit.database.pool, hospital.groups))]
}

type ReadingNow = () => Promise<ReturnType<typeof readingFor>>

const patientChats = (web: WebContext, reading: ReadingNow) =>
  new Hono()
    .use('/:key/*', (c, next) =>
      isKey(c.req.param('key')) ? next() : Promise.resolve(c.json({ message: '没有这位患者。' }, 404)),
    )
    .post('/', async (c) => {
      const key = String((await patientKeys(web)).length + 1)
      await privateConversation(web, chatOf(key))
      return c.json({ key, name: nameOf(key) })
    })
    .get('/:key/history', async (c) =>
      sendHistory(c, await reading(), await privateConversation(web, chatOf(c.req.param('key')))),
    )
    .post('/:key/messages', async (c) => {
      const chat = chatOf(c.req.param('key'))
      const conversation = await privateConversation(web, chat)
      return takeMessage(c, web, { chat, chatKind: 'private', conversation }, () => chat)
    })
    .post('/:key/attachments', async (c) =>
      upload(c, web.kit.database, await privateConversation(web, chatOf(c.req.param('key')))),
    )

const groupChats = (web: WebContext, reading: ReadingNow) => {
  const { pool } = web.kit.database
  return new Hono()
    .get('/:key/history', async (c) => {
      const conversation = await groupConversation(pool, c.req.param('key'))
      return conversation === null
        ? c.json({ message: '没有这个群。' }, 404)
        : sendHistory(c, await reading(), conversation)
    })
    .post('/:key/messages', async (c) => {
      const key = c.req.param('key')
      const conversation = await groupConversation(pool, key)
      if (conversation === null) return c.json({ message: '没有这个群。' }, 404)
      const open = { chat: webChatOfGroup(key), chatKind: 'group' as const, conversation }
      return takeMessage(c, web, open, (staff) => `staff:${staff ?? ''}`)
    })
}

export const demoRoutes = (web: WebContext) => {
  const clock = demoClock(web)
  const reading: ReadingNow = async () => readingFor(web, await web.kit.hospital(), '/demo/attachments')
  return new Hono()
    .get('/state', async (c) => c.json(await stateOf(web)))
    .post('/clock', (c) => clock.move(c))
    .route('/patients', patientChats(web, reading))
    .route('/groups', groupChats(web, reading))
    .get('/attachments/:id', (c) => download(c, web.kit.database, c.req.param('id'), () => true))
    .get('/stream', async (c) =>
      streamEntries(
        c,
        web,
        await reading(),
        () => followAll(web),
        (chat, entry) => ({ chat, entry }),
        (send) => clock.watch((now) => send('clock', { now })),
      ),
    )
}
