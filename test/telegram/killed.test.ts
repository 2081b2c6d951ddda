/** A server that dies in the middle of pushing many reminders: nobody is told twice, and nobody is forgotten. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../prisma/database.ts'
import { conversationOf } from '../../prisma/queries/conversations.ts'
import { appendMessages } from '../../prisma/queries/outbox.ts'
import { rows } from '../../prisma/sql.ts'
import { freshDatabase } from '../support/database.ts'
import { FakeBotApi, TOKEN } from '../support/fake-bot-api.ts'
import { type RunningServer, startServer } from '../support/running-server.ts'
import { hospitalAt } from '../support/server-database.ts'
import { person, waitUntil } from '../support/telegram-under-test.ts'

const MANY = 90
const KILLED_AFTER = 30
const FIRST = 30_000

describe('a server killed in the middle of many reminders', { timeout: 150_000 }, () => {
  const api = new FakeBotApi()
  const dataKey = randomBytes(32)
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let server: RunningServer
  const start = async (more: Record<string, string> = {}): Promise<RunningServer> =>
    startServer({
      DATABASE_URL: database.url,
      DATA_KEY: dataKey.toString('base64'),
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: api.url,
      ...more,
    })
  beforeAll(async () => {
    await api.start()
    database = await freshDatabase()
    await hospitalAt(database.url, '2026-11-23T09:00:00+08:00')
    const first = await start()
    await first.stop()
  }, 120_000)
  afterAll(async () => {
    await server.kill()
    await api.stop()
    await database.drop()
  })

  const health = async (): Promise<string | undefined> =>
    ((await (await fetch(`${server.url}/healthz`)).json()) as { channels: Record<string, string> }).channels
      .telegram

  const withDatabase = async <T>(
    work: (opened: ReturnType<typeof openDatabase>) => Promise<T>,
  ): Promise<T> => {
    const opened = openDatabase(database.url, dataKey, () => undefined, 2)
    try {
      return await work(opened)
    } finally {
      await opened.close()
    }
  }

  const push = (): Promise<void> =>
    withDatabase(async ({ pool, vault }) => {
      const now = new Date()
      for (let n = 0; n < MANY; n += 1) {
        const to = person(FIRST + n, '患者')
        api.know(to)
        const chat = {
          channel: 'telegram',
          chat: String(to.id),
          kind: 'private' as const,
          account: null,
          now,
        }
        const id = await conversationOf(pool, chat)
        await appendMessages(pool, id, [vault.seal({ text: `提醒 ${n}` })], now, true)
      }
    })

  const ended = (): Promise<{ status: string; chat: string; tasks: number }[]> =>
    withDatabase(({ pool }) =>
      rows(
        pool,
        `SELECT o.status, c.chat, (SELECT count(*) FROM task t WHERE t.subject = 'conversation:' || c.id) AS tasks
         FROM outbox o JOIN conversation c ON c.id = o.conversation_id WHERE o.bulk AND o.channel = 'telegram'`,
      ),
    )

  const reminded = (): number[] => api.shown.filter(({ chat }) => chat >= FIRST).map(({ chat }) => chat)

  /** Everybody was reminded once; where nobody knows whether they were, a phone task asks somebody to find out. */
  const expectAllTold = async (): Promise<void> => {
    await waitUntil(
      async () => (await ended()).every(({ status }) => status === 'sent' || status === 'unknown'),
      90_000,
    )
    const told = reminded()
    expect(new Set(told).size).toBe(told.length)
    const pushed = await ended()
    expect(pushed).toHaveLength(MANY)
    const unknown = pushed.filter(({ status }) => status === 'unknown')
    // As many as a courier claims ahead, at most.
    expect(unknown.length).toBeLessThanOrEqual(16)
    expect(unknown.every(({ tasks }) => tasks === 1)).toBe(true)
    const sent = pushed.filter(({ status }) => status === 'sent').map(({ chat }) => Number(chat))
    expect(sent.filter((chat) => !told.includes(chat))).toEqual([])
  }

  const forget = (): Promise<unknown> => withDatabase(({ pool }) => rows(pool, 'DELETE FROM outbox'))

  it('pushes on with the next one', async () => {
    server = await start()
    await push()
    await waitUntil(() => reminded().length >= KILLED_AFTER, 30_000)
    await server.kill()
    expect(reminded().length).toBeLessThan(MANY)
    server = await start()
    await expectAllTold()
    await server.stop()
  })

  it('may die between sending and writing it down', async () => {
    await forget()
    api.shown.length = 0
    server = await start({ FAULT_POINT: 'sent' })
    await push()
    expect((await server.ended).signal).toBe('SIGKILL')
    server = await start()
    await expectAllTold()
    await server.stop()
  })

  it('shows on /healthz that Telegram is away, and that it is back', async () => {
    server = await start()
    await waitUntil(async () => (await health()) === 'ok', 30_000)
    await api.stop()
    await waitUntil(async () => (await health())?.startsWith('down since') === true, 40_000)
    await api.start(api.port)
    await waitUntil(async () => (await health()) === 'ok', 60_000)
  })
})
