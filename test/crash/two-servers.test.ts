/** Two servers for one hospital: both serve, nothing doubles, and one takes up what the other leaves. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { idNumber } from '../support/id-numbers.ts'
import { converse, heard, history, post, said, send } from '../support/page.ts'
import { type RunningServer, startServer } from '../support/running-server.ts'
import { count, hospitalAt, setClock } from '../support/server-database.ts'
import { openStream } from '../support/stream.ts'

const BOOKERS = [
  { n: 1, at: '两点' },
  { n: 2, at: '三点' },
  { n: 3, at: '四点' },
]
const PATIENTS = Array.from({ length: 20 }, (_, n) => n + 1)
const EACH = ['你好', '停车场在哪', '谢谢', '你好', '停车场在哪']

const chatOf = (n: number): string => `patients/${n}`

describe('two servers on one database', { timeout: 120_000 }, () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let one: RunningServer
  let other: RunningServer
  const dataKey = randomBytes(32).toString('base64')
  const start = (more: Record<string, string> = {}): Promise<RunningServer> =>
    startServer({
      DATABASE_URL: database.url,
      DATA_KEY: dataKey,
      ...(process.env.TEST_REDIS_URL ? { REDIS_URL: process.env.TEST_REDIS_URL } : {}),
      ...more,
    })
  beforeAll(async () => {
    database = await freshDatabase()
    await hospitalAt(database.url, '2026-11-23T09:00:00+08:00')
    const [first, second] = await Promise.all([start(), start()])
    one = first
    other = second
  }, 120_000)
  afterAll(async () => {
    await Promise.all([one.kill(), other.kill()])
    await database.drop()
  })

  it('started at the same moment import the hospital once', async () => {
    expect(await count(database.url, 'hospital_revision')).toBe(1)
  })

  it('a hundred messages over both are answered once each, in order', async () => {
    await Promise.all(
      PATIENTS.map(async (n) => {
        for (const [i, text] of EACH.entries()) await send((n + i) % 2 ? one.url : other.url, chatOf(n), text)
      }),
    )
    for (const n of PATIENTS) {
      const url = n % 2 ? one.url : other.url
      const answers = await heard(url, chatOf(n), EACH.length, 30_000)
      expect(answers).toHaveLength(EACH.length)
      expect(answers[0]).toContain('您好')
      expect(answers[1]).toContain('停车场')
      expect(answers[4]).toContain('停车场')
      expect(await history(one.url, chatOf(n))).toEqual(await history(other.url, chatOf(n)))
    }
  })

  it('a message that both are sent is answered once', async () => {
    const before = (await said(one.url, chatOf(4))).length
    const id = await send(one.url, chatOf(4), '停车场在哪')
    await Promise.all([one, other].map(({ url }) => send(url, chatOf(4), '停车场在哪', { id })))
    await heard(one.url, chatOf(4), before + 1)
    await converse(other.url, chatOf(4), '你好')
    expect(await said(one.url, chatOf(4))).toHaveLength(before + 2)
  })

  it('what is due while both sweep happens once', async () => {
    for (const { n, at } of BOOKERS) {
      const wish = `约12月2号下午${at}心内科王建国的号，我叫李雷，身份证${idNumber(n)}，手机13812345678`
      await converse(one.url, chatOf(n), wish)
      await converse(other.url, chatOf(n), '同意')
      expect(await converse(one.url, chatOf(n), '确认')).toContain('约好了')
    }
    await setClock(database.url, '2026-12-01T10:30:00+08:00')
    for (const { n } of BOOKERS) {
      const reminders = async () =>
        (await said(other.url, chatOf(n))).filter((text) => text.includes('明天见'))
      await expect.poll(reminders, { timeout: 20_000 }).toHaveLength(1)
      await converse(one.url, chatOf(n), '你好')
      expect(await reminders()).toHaveLength(1)
    }
  })

  it('pages at one hear what was written to the other', async () => {
    const stream = await openStream(other.url)
    await send(one.url, chatOf(5), '停车场在哪')
    await expect.poll(() => stream.texts('patient:5'), { timeout: 10_000 }).toHaveLength(2)
    stream.close()
  })

  it('one killed at work: the other takes up what it had claimed within ten seconds', async () => {
    await one.kill()
    const dying = await start({ FAULT_POINT: 'taken' })
    const before = (await said(dying.url, chatOf(6))).length
    process.kill(other.pid, 'SIGSTOP') // so that it cannot be the one that claims
    await post(dying.url, chatOf(6), '停车场在哪')
    await dying.ended
    process.kill(other.pid, 'SIGCONT')
    const since = Date.now()
    expect((await heard(other.url, chatOf(6), before + 1)).at(-1)).toContain('停车场')
    expect(Date.now() - since).toBeLessThan(10_000)
  })
})
