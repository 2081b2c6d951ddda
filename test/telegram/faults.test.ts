import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { serve } from '@hono/node-server'
import { afterEach, describe, expect, it } from 'vitest'
import { freePort } from '../../prisma/embedded/free-port.ts'
import { appendMessages, undelivered } from '../../prisma/queries/outbox.ts'
import { conversationOf } from '../../prisma/queries/conversations.ts'
import { rows, touched } from '../../prisma/sql.ts'
import { TELEGRAM_PACE } from '../../bot/channels/telegram/pace.ts'
import { watchChannels } from '../../bot/channels/watch.ts'
import {
  openTelegram,
  person,
  startProcess,
  type TelegramUnderTest,
  waitUntil,
} from '../support/telegram-under-test.ts'

const zhang = person(11, '张三')
const li = person(12, '李四')

describe('Telegram out of order', () => {
  let telegram: TelegramUnderTest
  afterEach(() => telegram.close())

  const pool = () => telegram.under.kit.database.pool
  const heard = (chat = zhang.id) =>
    telegram.api.shown.filter((each) => each.chat === chat).map(({ text }) => text)
  const says = async (text: string, from = zhang) => {
    await telegram.api.say(from, text)
    await telegram.settle()
  }
  const push = async (chat: number, text: string, bulk = false) => {
    const now = new Date()
    const id = await conversationOf(pool(), {
      channel: 'telegram',
      chat: String(chat),
      kind: 'private',
      account: null,
      now,
    })
    await appendMessages(pool(), id, [telegram.under.kit.database.vault.seal({ text })], now, bulk)
  }

  it.each([
    [
      '429',
      {
        method: 'sendMessage',
        times: 1,
        code: 429,
        description: 'Too Many Requests: retry after 1',
        retryAfter: 1,
      },
    ],
    ['500', { method: 'sendMessage', times: 2, code: 500, description: 'Internal Server Error' }],
    ['502 without an answer', { method: 'sendMessage', times: 1, cut: 'before' as const }],
  ])('a %s delays an answer and loses none, in order', async (_name, fault) => {
    telegram = await openTelegram()
    telegram.api.faults.push(fault)
    await says('你好')
    await says('停车场在哪')
    expect(heard()).toHaveLength(2)
    expect(heard()[1]).toContain('停车')
    expect(await rows(pool(), `SELECT 1 FROM task`)).toEqual([])
  })

  it('reports that come three times and shuffled leave the same state', async () => {
    telegram = await openTelegram()
    const words = ['挂骨科普通门诊', '1', '2', '同意', '李雷']
    const chat = (from: typeof zhang) => ({
      id: from.id,
      type: 'private' as const,
      first_name: from.first_name,
    })
    const updates = [zhang, li].flatMap((from) =>
      words.map((text, index) =>
        telegram.api.update({
          message: { message_id: 900 + index + from.id * 100, date: 1, from, chat: chat(from), text },
        }),
      ),
    )
    await telegram.api.say(zhang, '你好')
    await telegram.api.say(li, '你好')
    await telegram.settle()
    // First copies keep their order within a chat; the others come anywhere behind.
    const tagged = [
      ...updates.map((update, index) => ({ update, at: (index % words.length) * 10 + (index % 7) })),
      ...updates.map((update, index) => ({
        update,
        at: (index % words.length) * 10 + 11 + ((index * 5) % 23),
      })),
      ...updates.map((update, index) => ({
        update,
        at: (index % words.length) * 10 + 12 + ((index * 7) % 31),
      })),
    ]
    await telegram.api.reportAll(tagged.toSorted((a, b) => a.at - b.at).map(({ update }) => update))
    await telegram.settle()
    const states = await rows<{ chat: string; count: number }>(
      pool(),
      `SELECT c.chat, count(*) FROM inbox i JOIN conversation c ON c.id = i.conversation_id WHERE c.channel = 'telegram' GROUP BY 1 ORDER BY 1`,
    )
    expect(states).toEqual([
      { chat: '11', count: words.length + 1 },
      { chat: '12', count: words.length + 1 },
    ])
    expect(heard(li.id)).toEqual(heard(zhang.id))
    expect(heard().at(-1)).toContain('身份证号')
  })

  it('a wrong token is said clearly, and the rest goes on', async () => {
    telegram = await openTelegram()
    const wrong = startProcess(telegram.under, { ...telegram.config, token: '1:wrong' })
    try {
      await waitUntil(() => wrong.channels.states().telegram?.includes('TELEGRAM_BOT_TOKEN') ?? false)
      expect(wrong.channels.states().telegram).toMatch(/^down since .*refuses the token/)
      expect(telegram.process.channels.states()).toEqual({ telegram: 'ok' })
    } finally {
      await wrong.stop()
    }
  })

  it('what waits while Telegram is away goes out in order when it is back; staff hear of both once', async () => {
    telegram = await openTelegram()
    await says('你好')
    const channel = {
      channel: { name: 'telegram' } as never,
      state: () => telegram.process.channels.states().telegram ?? '',
      downSince: () =>
        telegram.process.channels.states().telegram?.startsWith('down') ? Date.now() - 2_000 : null,
      stop: () => Promise.resolve(),
    }
    const { kit } = telegram.under
    const watch = watchChannels({
      kit,
      log: kit.log,
      channels: [channel],
      alarmAfterSeconds: 1,
      everySeconds: 0.05,
    })
    await telegram.api.stop()
    for (const text of ['一', '二', '三']) await push(zhang.id, text)
    telegram.process.channels.poke()
    await waitUntil(() => channel.downSince() !== null)
    await sleep(2_500)
    await telegram.api.start(telegram.api.port)
    await waitUntil(
      async () =>
        (await rows(pool(), `SELECT 1 FROM outbox WHERE channel = 'telegram' AND status <> 'sent'`))
          .length === 0,
      40_000,
    )
    await waitUntil(() => channel.state() === 'ok', 40_000)
    await sleep(200)
    await watch.stop()
    expect(heard().slice(1)).toEqual(['一', '二', '三'])
    await telegram.under.settle()
    const office = (await telegram.under.heard())
      .filter(({ chat }) => chat.startsWith('group:'))
      .map(({ message }) => message.text)
    expect(office.filter((text) => text.includes('连不上'))).toHaveLength(1)
    expect(office.filter((text) => text.includes('恢复了'))).toHaveLength(1)
  }, 60_000)

  it('while Telegram answers 500, it is tried less and less often, one message at a time', async () => {
    telegram = await openTelegram()
    await says('你好')
    telegram.api.faults.push({
      method: 'sendMessage',
      times: 4,
      code: 500,
      description: 'Internal Server Error',
    })
    for (const text of ['一', '二', '三']) await push(zhang.id, text)
    telegram.process.channels.poke()
    await waitUntil(() => heard().length === 4, 60_000)
    expect(heard().slice(1)).toEqual(['一', '二', '三'])
    const tries = telegram.api.calls.filter(({ method }) => method === 'sendMessage')
    const failed = tries.filter(({ answered }) => answered === 500).map(({ at }) => at)
    expect(failed).toHaveLength(4)
    const pauses = failed.slice(1).map((at, index) => at - failed[index]!)
    expect(pauses.every((pause, index) => pause > 900 * 2 ** index)).toBe(true)
  }, 90_000)

  it('what cannot be accepted is not acknowledged, and is heard once the database is back', async () => {
    telegram = await openTelegram()
    await says('你好')
    await touched(pool(), 'ALTER TABLE inbox RENAME TO inbox_away')
    await telegram.api.say(zhang, '停车场在哪')
    await sleep(700)
    expect(telegram.api.acknowledged()).toBe(false)
    await touched(pool(), 'ALTER TABLE inbox_away RENAME TO inbox')
    await waitUntil(() => heard().length === 2)
    expect(heard()[1]).toContain('停车')
  })

  it('one of two processes polls; when it goes the other takes over, and nothing is said twice', async () => {
    telegram = await openTelegram()
    const second = startProcess(telegram.under, telegram.config)
    try {
      await says('你好')
      await sleep(300)
      expect(telegram.api.calls.some(({ answered }) => answered === 409)).toBe(false)
      await telegram.process.stop()
      await telegram.api.say(zhang, '停车场在哪')
      await waitUntil(() => heard().length === 2, 15_000)
      expect(telegram.api.calls.some(({ answered }) => answered === 409)).toBe(false)
    } finally {
      await second.stop()
    }
  }, 30_000)

  it('by webhook every process hears, and what both are told is answered once', async () => {
    telegram = await openTelegram()
    await telegram.process.stop()
    const serveOne = async () => {
      const port = await freePort()
      const webhook = { url: `http://127.0.0.1:${port}/telegram/hook`, secret: 'a-secret' }
      const served = startProcess(telegram.under, { ...telegram.config, webhook })
      const app = new Hono()
      served.channels.routes(app)
      const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port })
      await waitUntil(() => served.channels.states().telegram === 'ok')
      return { served, server, webhook }
    }
    const processes = [await serveOne(), await serveOne()]
    try {
      const words = ['停车场在哪', '谢谢', '停车场在哪', '几点开门']
      for (const [index, text] of words.entries()) {
        // As a load balancer would spread them.
        telegram.api.hookAt(processes[index % 2]!.webhook)
        await telegram.api.say(zhang, text)
        telegram.api.hookAt(processes[(index + 1) % 2]!.webhook)
        await telegram.api.again()
        await waitUntil(() => heard().length === index + 1)
      }
      await telegram.settle()
      expect(heard()).toHaveLength(words.length)
    } finally {
      for (const { served, server } of processes) {
        await served.stop()
        server.close()
      }
    }
  }, 40_000)

  it('by webhook without the secret nobody is heard', async () => {
    telegram = await openTelegram()
    await telegram.process.stop()
    const port = await freePort()
    const webhook = { url: `http://127.0.0.1:${port}/telegram/hook`, secret: 'a-secret' }
    const served = startProcess(telegram.under, { ...telegram.config, webhook })
    const app = new Hono()
    served.channels.routes(app)
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port })
    try {
      await waitUntil(() => served.channels.states().telegram === 'ok')
      await says('停车场在哪')
      expect(heard()[0]).toContain('停车')
      const post = (headers: Record<string, string>, body = '{"update_id":1}') =>
        fetch(webhook.url, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json', ...headers },
        })
      expect((await post({})).status).toBe(401)
      expect((await post({ 'x-telegram-bot-api-secret-token': 'wrong' })).status).toBe(401)
      expect((await post({ 'x-telegram-bot-api-secret-token': 'a-secret' }, 'no json')).status).toBe(400)
      await touched(pool(), 'ALTER TABLE inbox RENAME TO inbox_away')
      const said = telegram.api.say(zhang, '你好')
      await sleep(150)
      await touched(pool(), 'ALTER TABLE inbox_away RENAME TO inbox')
      await said
      await waitUntil(() => heard().length === 2)
    } finally {
      await served.stop()
      server.close()
    }
  }, 30_000)

  it('many reminders keep Telegram’s pace, and a patient does not wait for them', {
    timeout: 60_000,
    retry: 2,
  }, async () => {
    telegram = await openTelegram(undefined, {
      pace: TELEGRAM_PACE,
      before: (api) => {
        api.limits = { perSecond: 30, perChatSecond: 3, perGroupMinute: 20 }
      },
    })
    const many = 200
    for (let n = 0; n < many; n += 1) {
      const from = person(20_000 + n, '患者')
      telegram.api.know(from)
      await push(from.id, '提醒您', true)
    }
    telegram.process.channels.poke()
    const waits: number[] = []
    while ((await undelivered(pool())) > 60) {
      await sleep(900)
      const before = heard().length
      const asked = performance.now()
      await telegram.api.say(zhang, '停车场在哪')
      await waitUntil(() => heard().length > before)
      waits.push(performance.now() - asked)
    }
    await waitUntil(async () => (await undelivered(pool())) === 0, 30_000)
    const calls = telegram.api.calls.filter(({ method }) => method === 'sendMessage')
    const sent = calls.filter(({ answered }) => answered === 200)
    const seconds = (sent.at(-1)!.at - sent[0]!.at) / 1_000
    const refused = calls.filter(({ answered }) => answered === 429).length
    // What a quiet machine reaches is measured by `npm run bench -- --only fan-out`; tests run beside others.
    expect((sent.length - 1) / seconds).toBeGreaterThan(0.75 * 30)
    expect(refused).toBeLessThanOrEqual(calls.length * 0.04)
    expect(Math.max(...waits)).toBeLessThan(3_000)
    expect(new Set(sent.map(({ params }) => params.chat_id)).size).toBe(many + 1)
  })
})
