/** Against a Bot API that others wrote (telegram-test-api), for as much as it can do: private chats, words and buttons. */
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freePort } from '../../prisma/embedded/free-port.ts'
import { type HospitalUnderTest, openHospital } from '../support/hospital-under-test.ts'
import { type Process, startProcess, waitUntil } from '../support/telegram-under-test.ts'

const TOKEN = '77:sample-token'
const CHAT = 4_711

let server: TelegramServer
let under: HospitalUnderTest
let running: Process

beforeEach(async () => {
  server = new TelegramServer({ host: '127.0.0.1', port: await freePort() })
  await server.start()
  under = await openHospital(Date.parse('2026-11-23T01:00:00Z'))
  running = startProcess(under, { token: TOKEN, apiRoot: server.config.apiURL })
})

afterEach(async () => {
  await running.stop()
  await under.close()
  await server.stop()
})

const client = () =>
  server.getClient(TOKEN, { userId: CHAT, chatId: CHAT, firstName: '张三', type: 'private' })

interface Button {
  text: string
  callback_data: string
}

interface Sent {
  message: { text: string; reply_markup?: { inline_keyboard?: Button[][] } }
}

const shown = (): { text: string; buttons: Button[] }[] =>
  (server.storage.botMessages as Sent[]).map(({ message: { text, reply_markup: markup } }) => ({
    text,
    buttons: (markup?.inline_keyboard ?? []).flat(),
  }))

const heard = async (count: number) => {
  await waitUntil(() => shown().length >= count, 30_000)
  return shown().at(-1)!
}

it('is polled, answers, offers buttons and hears them pressed', { timeout: 60_000 }, async () => {
  await waitUntil(() => running.channels.states().telegram === 'ok')
  const telegram = client()
  await telegram.sendCommand(telegram.makeCommand('/start'))
  expect((await heard(1)).text).toContain('您好')
  await telegram.sendMessage(telegram.makeMessage('挂骨科普通门诊'))
  const list = await heard(2)
  expect(list.buttons.length).toBeGreaterThan(2)
  const { callback_data: data } = list.buttons[0]!
  await telegram.sendCallback(
    telegram.makeCallbackQuery(data, { message: { message_id: 1, text: list.text } }),
  )
  expect((await heard(3)).text).toContain('上午还有')
})

it('is not asked again and again where it does not hold requests', async () => {
  await waitUntil(() => running.channels.states().telegram === 'ok')
  const asked: number[] = []
  const { getUpdates } = server
  server.getUpdates = (token) => {
    asked.push(performance.now())
    return getUpdates.call(server, token)
  }
  await waitUntil(() => asked.length > 5)
  const seconds = (asked.at(-1)! - asked[0]!) / 1_000
  expect((asked.length - 1) / seconds).toBeLessThan(25)
})
