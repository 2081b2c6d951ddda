import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Delivery, Pace, RemoteChannel, Sending } from '../../domain/channel.ts'
import { type Courier, createCourier } from '../../jobs/courier.ts'
import { conversationOf } from '../../prisma/queries/conversations.ts'
import { takeLease } from '../../prisma/queries/leases.ts'
import { appendMessages, undelivered } from '../../prisma/queries/outbox.ts'
import { rows, touched } from '../../prisma/sql.ts'
import { type HospitalUnderTest, openHospital } from '../support/hospital-under-test.ts'

const FAST: Pace = {
  channel: { seconds: 0.001, burst: 50 },
  private: { seconds: 0.001, burst: 50 },
  group: { seconds: 0.001, burst: 50 },
}

interface Sent {
  chat: string
  text: string
  at: number
}

describe('the courier', () => {
  let under: HospitalUnderTest
  let couriers: Courier[] = []
  let sent: Sent[] = []
  let failures: unknown[] = []

  beforeEach(async () => {
    under = await openHospital(Date.parse('2026-11-23T01:00:00Z'))
    sent = []
    failures = []
  })
  afterEach(async () => {
    await Promise.all(couriers.map((each) => each.stop()))
    couriers = []
    await under.close()
    if (failures.length > 0) throw failures[0]
  })

  const db = () => under.kit.database.pool
  const post = async (chat: string, text: string, bulk = false) => {
    const now = new Date()
    const kind = chat.startsWith('-') ? 'group' : 'private'
    const id = await conversationOf(db(), { channel: 'far', chat, kind, account: null, now })
    await appendMessages(db(), id, [under.kit.database.vault.seal({ text })], now, bulk)
  }
  const record = ({ chat, message }: Delivery): Sending => {
    sent.push({ chat, text: message.text, at: performance.now() })
    return { ok: true }
  }
  const start = (channel: Partial<RemoteChannel> = {}) => {
    const far: RemoteChannel = {
      name: 'far',
      pace: FAST,
      licence: () => ({}),
      send: async (delivery) => record(delivery),
      ...channel,
    }
    const courier = createCourier(under.kit, far, (error) => failures.push(error))
    couriers.push(courier)
    return courier
  }
  const drained = async (left = 0) => {
    for (const until = Date.now() + 15_000; (await undelivered(db())) > left; await sleep(10))
      if (Date.now() > until) throw new Error('not delivered')
  }
  const statuses = async () =>
    (await rows<{ status: string }>(db(), 'SELECT status FROM outbox ORDER BY id')).map(
      ({ status }) => status,
    )
  const texts = () => sent.map(({ text }) => text)

  it('keeps the order within a chat, however slow a message is', async () => {
    for (const text of ['一', '二', '三']) await post('1', text)
    await post('2', '别人')
    start({
      send: async (delivery) => {
        if (delivery.message.text === '一') await sleep(300)
        return record(delivery)
      },
    })
    await drained()
    expect(texts()).toEqual(['别人', '一', '二', '三'])
  })

  it('sends replies before what was pushed to many, also in the chat that waits for its own', async () => {
    const pace = { ...FAST, channel: { seconds: 0.1, burst: 1 } }
    for (let n = 0; n < 30; n += 1) await post(String(n), `群发${n}`, true)
    const courier = start({ pace })
    await sleep(250)
    await post('29', '答复')
    await post('new', '答复')
    courier.poke()
    await sleep(700)
    const after = texts()
    expect(after.indexOf('群发29')).toBeLessThan(12)
    expect(after.filter((text) => text === '答复')).toHaveLength(2)
    expect(after.length).toBeLessThan(20)
  })

  it('reaches its pace and keeps to it in every second', { retry: 2 }, async () => {
    const perSecond = 50
    const pace = { ...FAST, channel: { seconds: 1 / perSecond, burst: 1 } }
    for (let n = 0; n < 250; n += 1) await post(String(n), '提醒', true)
    start({ pace, send: async (delivery) => sleep(80).then(() => record(delivery)) })
    await drained()
    const at = sent.map((each) => each.at)
    const seconds = (at.at(-1)! - at[0]!) / 1_000
    expect((at.length - 1) / seconds).toBeGreaterThan(0.8 * perSecond)
    const busiest = Math.max(
      ...at.map((from) => at.filter((each) => each >= from && each < from + 1_000).length),
    )
    expect(busiest).toBeLessThanOrEqual(perSecond * 1.1)
    expect(new Set(sent.map(({ chat }) => chat)).size).toBe(250)
  })

  it('paces each chat by its kind', async () => {
    const pace: Pace = { ...FAST, private: { seconds: 0.3, burst: 2 }, group: { seconds: 0.5, burst: 1 } }
    for (const text of ['一', '二', '三']) await post('1', text)
    for (const text of ['甲', '乙']) await post('-1', text)
    start({ pace })
    await drained()
    const when = new Map(sent.map(({ text, at }) => [text, at]))
    expect(when.get('二')! - when.get('一')!).toBeLessThan(250)
    expect(when.get('三')! - when.get('二')!).toBeGreaterThan(180)
    expect(when.get('乙')! - when.get('甲')!).toBeGreaterThan(450)
  })

  it('shared by two processes, sends everything once and no faster', async () => {
    const pace = { ...FAST, channel: { seconds: 0.02, burst: 2 } }
    for (let n = 0; n < 60; n += 1) await post(String(n), String(n), true)
    start({ pace })
    start({ pace })
    await drained()
    expect(texts().toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 60 }, (_, n) => String(n)),
    )
    expect(sent.at(-1)!.at - sent[0]!.at).toBeGreaterThan(1_100)
  })

  it('after a crash sends a reply again, and leaves to staff what was pushed to many', async () => {
    await post('1', '答复')
    await post('2', '提醒', true)
    await touched(
      db(),
      `UPDATE outbox SET status = 'sending', attempts = 1, not_before = now() - interval '1 second'`,
    )
    start()
    await expect
      .poll(async () => (await statuses()).slice(0, 2), { timeout: 10_000 })
      .toEqual(['sent', 'unknown'])
    await sleep(200)
    expect(texts()).toEqual(['答复'])
    expect(await rows(db(), `SELECT 1 FROM task WHERE kind = 'undeliverable'`)).toHaveLength(1)
  })

  it('gives nothing to who has lost the lease', async () => {
    await takeLease(db(), 'far', 'a', 60)
    await touched(db(), `UPDATE channel_lease SET held_until = now() - interval '1 second'`)
    const fence = await takeLease(db(), 'far', 'b', 60)
    expect(fence).toBe(2)
    await post('1', '你好')
    start({ licence: () => ({ fence: 1 }) })
    await sleep(300)
    expect(sent).toEqual([])
    start({ licence: () => ({ fence: 2 }) })
    await drained()
    expect(texts()).toEqual(['你好'])
  })

  it('keeps what waits while the channel rests, and never gives it up for the channel’s fault', async () => {
    let away = true
    for (const text of ['一', '二']) await post('1', text)
    await touched(db(), 'UPDATE outbox SET attempts = 30')
    const courier = start({
      licence: () => ({ most: 1 }),
      send: async (delivery) =>
        away
          ? { ok: false, again: true, afterSeconds: 0.1, failure: 'away', fault: 'channel' }
          : record(delivery),
    })
    await sleep(500)
    expect(await statuses()).toEqual(expect.not.arrayContaining(['dead', 'sent']))
    away = false
    courier.poke()
    await drained()
    expect(texts()).toEqual(['一', '二'])
  })

  it('waits with a chat, then with the channel, when told that it is too fast', async () => {
    let told = 0
    const from = performance.now()
    for (let n = 0; n < 12; n += 1) await post(String(n), String(n))
    start({
      pace: { ...FAST, channel: { seconds: 0.1, burst: 1 } },
      send: async (delivery) => {
        told += 1
        return told <= 2
          ? { ok: false, again: true, afterSeconds: 0.6, failure: '429', fault: 'channel', tooFast: true }
          : record(delivery)
      },
    })
    await drained()
    expect(sent).toHaveLength(12)
    expect(told).toBe(14)
    expect(sent[0]!.at - from).toBeGreaterThan(600)
  })
})
