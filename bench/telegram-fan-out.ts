/**
 * Pushes many reminders through the real channel to a Bot API that refuses the 31st message of any second, while a patient
 * keeps asking: `npx tsx bench/telegram-fan-out.ts [10000]`. Prints the rate, the share refused, and what the patient waited.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { TELEGRAM_PACE } from '../bot/channels/telegram/pace.ts'
import { conversationOf } from '../prisma/queries/conversations.ts'
import { appendMessages, undelivered } from '../prisma/queries/outbox.ts'
import { startTestServers } from '../test/support/servers.ts'
import {
  openTelegram,
  person,
  type TelegramUnderTest,
  waitUntil,
} from '../test/support/telegram-under-test.ts'

const PER_SECOND = 30
const patient = person(11, '患者')

const push = async ({ api, under }: TelegramUnderTest, many: number): Promise<void> => {
  const { pool, vault } = under.kit.database
  const now = new Date()
  for (let n = 0; n < many; n += 1) {
    const to = person(100_000 + n, '患者')
    api.know(to)
    const chat = String(to.id)
    const id = await conversationOf(pool, { channel: 'telegram', chat, kind: 'private', account: null, now })
    await appendMessages(pool, id, [vault.seal({ text: `提醒 ${n}` })], now, true)
  }
}

/** Asks again and again until everything is delivered; answers how long each answer took, in milliseconds. */
const ask = async ({ api, under }: TelegramUnderTest): Promise<number[]> => {
  const waits: number[] = []
  const heard = (): number => api.shown.filter(({ chat }) => chat === patient.id).length
  while ((await undelivered(under.kit.database.pool)) > 0) {
    await sleep(1_500)
    const before = heard()
    const asked = performance.now()
    await api.say(patient, '停车场在哪')
    await waitUntil(() => heard() > before, 60_000)
    waits.push(performance.now() - asked)
  }
  return waits.toSorted((a, b) => a - b)
}

const report = ({ api }: TelegramUnderTest, many: number, waits: number[]): void => {
  const calls = api.calls.filter(({ method }) => method === 'sendMessage')
  const sent = calls.filter(({ answered }) => answered === 200)
  const from = sent[0]?.at ?? 0
  const last = sent.findLast(({ params }) => params.chat_id !== patient.id)?.at ?? 0
  const rate = sent.filter(({ at }) => at <= last).length / ((last - from) / 1_000)
  const twice = sent.length - waits.length - many
  console.log(
    `${many} reminders: ${rate.toFixed(2)} messages/s, ${(rate / PER_SECOND).toFixed(3)} of Telegram's pace`,
  )
  console.log(
    `refused (429): ${(((calls.length - sent.length) / calls.length) * 100).toFixed(2)} %, sent twice: ${twice}`,
  )
  console.log(
    `a patient waited ${waits.at(waits.length >> 1)?.toFixed(0)} ms (median), ${waits.at(-1)?.toFixed(0)} ms at most`,
  )
}

const many = Number(process.argv[2] ?? 10_000)
const servers = await startTestServers()
Object.assign(process.env, servers.variables)
const limits = { perSecond: PER_SECOND, perChatSecond: 3, perGroupMinute: 20 }
const telegram = await openTelegram(undefined, {
  pace: TELEGRAM_PACE,
  before: (api) => {
    api.limits = limits
  },
})
await push(telegram, many)
report(telegram, many, await ask(telegram))
await telegram.close()
await servers.stop()
