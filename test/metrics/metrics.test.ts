/** /metrics as Prometheus reads it: what it says, to whom, and what never stands in it. */
import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSpool } from '../../handlers/spool.ts'
import { BACKLOG_SQL } from '../../prisma/queries/backlog.ts'
import { freshDatabase } from '../support/database.ts'
import { patient } from '../support/hospital-under-test.ts'
import { idNumber } from '../support/id-numbers.ts'
import { converse } from '../support/page.ts'
import { openProduct, type ProductUnderTest } from '../support/product-under-test.ts'
import { tempFolder } from '../support/temp-folder.ts'

const TOKEN = 'a-token-of-the-hospital'

/** Value of a sample, with its labels as they are printed; undefined where there is none. */
const sample = (text: string, name: string): number | undefined => {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `))
  return line === undefined ? undefined : Number(line.slice(name.length + 1))
}

/** Asks under any Host, which fetch does not let one choose. */
const askAs = (url: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    request(`${url}/metrics`, { headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .once('error', reject)
      .end()
  })

describe('metrics', { timeout: 60_000 }, () => {
  let product: ProductUnderTest
  const scrape = async (): Promise<string> => (await product.ask('GET', '/metrics')).text()
  beforeAll(async () => {
    product = await openProduct()
  }, 120_000)
  afterAll(() => product.stop())

  it('count turns, what was understood, and deliveries', async () => {
    await converse(product.url, 'patients/1', '停车场在哪')
    await converse(product.url, 'patients/1', '呃呃嗯那个啥')
    await converse(product.url, 'patients/2', '我爸突然胸痛得厉害，喘不上气，出冷汗')
    const text = await scrape()
    const turns = 'yiguanjia_turn_seconds_count{arrival="message",outcome="done"}'
    expect(sample(text, turns)).toBe(3)
    expect(sample(text, 'yiguanjia_understood_total{result="sure"}')).toBe(1)
    expect(sample(text, 'yiguanjia_understood_total{result="misunderstood"}')).toBe(1)
    expect(sample(text, 'yiguanjia_understood_total{result="emergency"}')).toBe(1)
    expect(sample(text, 'yiguanjia_deliveries_total{channel="web",result="sent"}')).toBeGreaterThanOrEqual(3)
  })

  it('tell what waits: nothing here, and how the rest stands', async () => {
    await expect.poll(async () => sample(await scrape(), 'yiguanjia_inbox_waiting')).toBe(0)
    const text = await scrape()
    expect(sample(text, 'yiguanjia_inbox_lag_seconds')).toBe(0)
    expect(sample(text, 'yiguanjia_outbox_waiting{channel="web",class="reply"}')).toBe(0)
    expect(sample(text, 'yiguanjia_due_overdue')).toBe(0)
    expect(sample(text, 'yiguanjia_tickets_open{status="open"}')).toBe(0)
    expect(sample(text, 'yiguanjia_database_up')).toBe(1)
    expect(sample(text, 'yiguanjia_queue_up')).toBe(1)
    expect(sample(text, 'yiguanjia_channel_up{channel="web"}')).toBe(1)
    expect(sample(text, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000)
  })

  it('tell how late what waits is', async () => {
    const client = new pg.Client({ connectionString: product.database.pool.options.connectionString })
    await client.connect()
    // Of a channel that is not connected here, so that nobody sends it meanwhile.
    await client.query(`INSERT INTO outbox (conversation_id, seq, channel, sealed, at, bulk)
      SELECT id, last_seq + 1000, 'telegram', '', now() - interval '90 s', true FROM conversation LIMIT 1`)
    await client.query(`INSERT INTO ticket (id, kind, class, severity, status, sealed, opened_at, effect_key)
      VALUES (999, 'complaint', 'service', 'simple', 'accepted', '', now(), 'test')`)
    const text = await scrape()
    const bulk = '{channel="telegram",class="bulk"}'
    expect(sample(text, `yiguanjia_outbox_waiting${bulk}`)).toBe(1)
    expect(sample(text, `yiguanjia_outbox_lag_seconds${bulk}`)).toBeGreaterThanOrEqual(89)
    expect(sample(text, 'yiguanjia_tickets_open{status="accepted"}')).toBe(1)
    await client.query(`DELETE FROM outbox WHERE channel = 'telegram'`)
    await client.end()
  })

  it('hold no word, number or id of a patient', async () => {
    const id = idNumber(1)
    await converse(
      product.url,
      'patients/3',
      `约下周三下午心内科王建国的号，我叫李雷，身份证${id}，手机13812345678`,
    )
    await converse(product.url, 'patients/3', '我要投诉骨科，护士态度太差')
    const text = await scrape()
    expect(text).not.toMatch(/[^\0-\x7f]/)
    for (const secret of [id, '13812345678', 'demo:3', 'visitor:']) expect(text).not.toContain(secret)
  })

  it('tell what waits on the disk while the database is away', async () => {
    const folder = tempFolder()
    let away = true
    const spool = await openSpool({
      folder: folder.path,
      name: 'wechat',
      vault: product.database.vault,
      log: pino({ level: 'silent' }),
      accept: () => (away ? Promise.reject(new Error('away')) : Promise.resolve(true)),
      ping: () => (away ? Promise.reject(new Error('away')) : Promise.resolve()),
    })
    const spooled = async () => sample(await scrape(), 'yiguanjia_spool_messages{channel="wechat"}')
    expect(await spooled()).toBe(0)
    await spool.take(patient('1', '停车场在哪', 'a'))
    await spool.take(patient('1', '谢谢', 'b'))
    expect(await spooled()).toBe(2)
    away = false
    await expect.poll(spooled, { timeout: 5_000 }).toBe(0)
    await spool.stop()
    await folder.remove()
  })

  it('are for this machine alone, not for whom a proxy on it forwards', async () => {
    const host = new URL(product.url).host
    expect(await askAs(product.url, { host })).toBe(200)
    expect(await askAs(product.url, { host: 'kefu.example.cn' })).toBe(404)
    expect(await askAs(product.url, { host, 'x-forwarded-for': '203.0.113.7' })).toBe(404)
  })
})

/** An address at which this machine is not by itself. */
const outward = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address

describe('metrics with a token', { timeout: 60_000 }, () => {
  let product: ProductUnderTest
  beforeAll(async () => {
    product = await openProduct({ metricsToken: TOKEN })
  }, 120_000)
  afterAll(() => product.stop())

  it('are for whoever bears it, wherever from, and nobody else', async () => {
    expect(await askAs(product.url, {})).toBe(404)
    expect(await askAs(product.url, { authorization: 'Bearer another' })).toBe(404)
    expect(await askAs(product.url, { authorization: TOKEN })).toBe(404)
    const bearing = { authorization: `Bearer ${TOKEN}`, host: 'kefu.example.cn' }
    expect(await askAs(product.url, bearing)).toBe(200)
  })
})

describe.skipIf(outward === undefined)('metrics without a token', { timeout: 60_000 }, () => {
  it('are not for another machine', async () => {
    const product = await openProduct({ host: outward ?? '' })
    expect(await askAs(product.url, {})).toBe(404)
    await product.stop()
  })
})

describe('what a scrape asks of the database', { timeout: 60_000 }, () => {
  it('walks what waits, not the history', async () => {
    const { url, drop } = await freshDatabase()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(
      `INSERT INTO conversation (channel, chat, kind, touched_at) VALUES ('web', 'a', 'private', now())`,
    )
    const past = (table: string, columns: string, values: string): Promise<unknown> =>
      client.query(`INSERT INTO ${table} (${columns}) SELECT ${values} FROM generate_series(1, 20000) n`)
    await past(
      'inbox',
      'conversation_id, source, external_id, at, status',
      `1, 'web', n::text, now(), 'done'`,
    )
    await past('outbox', 'conversation_id, channel, seq, at, status', `1, 'web', n, now(), 'sent'`)
    await past('due', 'kind, subject, due_at, status', `'reminder', n::text, now(), 'done'`)
    await past(
      'ticket',
      'id, kind, class, severity, status, sealed, opened_at, effect_key',
      `n, 'complaint', 'service', 'simple', 'closed', '', now(), n::text`,
    )
    await client.query('ANALYZE')
    const values: Partial<Record<string, unknown[]>> = { due: [new Date()], tickets: [['open', 'accepted']] }
    for (const [name, sql] of Object.entries(BACKLOG_SQL)) {
      const { rows } = await client.query<Record<'QUERY PLAN', string>>(`EXPLAIN ${sql}`, values[name] ?? [])
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
      expect(plan, name).not.toContain('Seq Scan')
      expect(plan, name).toMatch(/Index/)
    }
    await client.end()
    await drop()
  })
})
