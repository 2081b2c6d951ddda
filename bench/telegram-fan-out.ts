/**
 * Pushes many reminders through the real channel to a Bot API that refuses the 31st message of any second, while a patient
 * keeps asking. Answers the rate, the share refused, and what the patient waited.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { TELEGRAM_PACE } from '../bot/channels/telegram/pace.ts'
import { conversationOf } from '../prisma/queries/conversations.ts'
import { appendMessages, undelivered } from '../prisma/queries/outbox.ts'
import {
  openTelegram,
  person,
  type TelegramUnderTest,
  waitUntil,
} from '../test/support/telegram-under-test.ts'

import type { Question } from './question.ts'
import { atLeast, atMost, median, type Row } from './row.ts'

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

/** Slow enough not to be taken for a flood, which is not answered. */
const ASK_EVERY_MS = 6_000

/** Asks again and again until everything is delivered; answers how long each answer took, in milliseconds. */
const ask = async ({ api, under }: TelegramUnderTest): Promise<number[]> => {
  const waits: number[] = []
  const heard = (): number => api.shown.filter(({ chat }) => chat === patient.id).length
  while ((await undelivered(under.kit.database.pool)) > 0) {
    await sleep(ASK_EVERY_MS)
    const before = heard()
    const asked = performance.now()
    await api.say(patient, '停车场在哪')
    await waitUntil(() => heard() > before, 60_000)
    waits.push(performance.now() - asked)
  }
  return waits.toSorted((a, b) => a - b)
}

const report = ({ api }: TelegramUnderTest, many: number, waits: number[]): Row[] => {
  const calls = api.calls.filter(({ method }) => method === 'sendMessage')
  const sent = calls.filter(({ answered }) => answered === 200)
  const reminders = sent.filter(({ params }) => params.chat_id !== patient.id)
  const from = sent[0]?.at ?? 0
  const last = reminders.at(-1)?.at ?? 0
  const rate = sent.filter(({ at }) => at <= last).length / ((last - from) / 1_000)
  const refused = (calls.length - sent.length) / calls.length
  const people = new Set(reminders.map(({ params }) => params.chat_id)).size
  const worst = Math.max(...waits)
  return [
    {
      what: `${many} reminders at Telegram's pace`,
      figures: `${rate.toFixed(2)} messages/s; ${reminders.length - people} twice, ${many - people} lost`,
      held: atLeast(rate / PER_SECOND, 0.95),
    },
    {
      what: 'refused (429), of all calls',
      figures: `${calls.length - sent.length} of ${calls.length}`,
      held: atMost(refused, 0.01),
    },
    {
      what: 'worst delay of a patient who asked meanwhile, in seconds',
      figures: `${median(waits).toFixed(0)} ms (median of ${waits.length}), ${worst.toFixed(0)} ms at most`,
      held: atMost(worst / 1_000, 1),
    },
  ]
}

/** `many` by hand; a minute of it, or ten seconds, with the other questions. */
export const fanOut: Question = async ({ quick, many = quick ? 300 : 1_800 }) => {
  const telegram = await openTelegram(undefined, {
    pace: TELEGRAM_PACE,
    before: (api) => {
      api.limits = { perSecond: PER_SECOND, perChatSecond: 3, perGroupMinute: 20 }
    },
  })
  await push(telegram, many)
  const rows = report(telegram, many, await ask(telegram))
  await telegram.close()
  return rows
}
