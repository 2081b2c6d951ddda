/** Redis killed, emptied, gone for good: messages are delayed at most, never lost. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { idNumber } from '../support/id-numbers.ts'
import { type OwnRedis, ownRedis, redisInstalled } from '../support/own-redis.ts'
import { converse, healthOf, said } from '../support/page.ts'
import { type RunningServer, startServer } from '../support/running-server.ts'
import { hospitalAt, setClock } from '../support/server-database.ts'

const ME = 'patients/1'

const missing = !redisInstalled() && process.env.CI !== 'true'

describe.skipIf(missing)('Redis away', { timeout: 120_000 }, () => {
  let redis: OwnRedis
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let server: RunningServer
  beforeAll(async () => {
    redis = await ownRedis()
    await redis.start()
    database = await freshDatabase()
    await hospitalAt(database.url, '2026-11-23T09:00:00+08:00')
    server = await startServer({
      DATABASE_URL: database.url,
      DATA_KEY: randomBytes(32).toString('base64'),
      REDIS_URL: redis.url,
    })
  }, 120_000)
  afterAll(async () => {
    await server.kill()
    await redis.kill()
    await database.drop()
  })

  const queue = async () => (await healthOf(server.url)).queue
  const reminders = async () => (await said(server.url, ME)).filter((text) => text.includes('明天见'))

  it('messages are answered all the same, and it shows', async () => {
    expect(await queue()).toBe('ok')
    await redis.kill()
    const wish = `约12月2号下午两点心内科王建国的号，我叫李雷，身份证${idNumber(1)}，手机13812345678`
    await converse(server.url, ME, wish)
    await converse(server.url, ME, '同意')
    expect(await converse(server.url, ME, '确认')).toContain('约好了')
    await expect.poll(queue, { timeout: 10_000 }).toBe('away')
    expect((await healthOf(server.url)).status).toBe(200)
  })

  it('what becomes due meanwhile happens once', async () => {
    await setClock(database.url, '2026-12-01T10:30:00+08:00')
    await expect.poll(reminders, { timeout: 10_000 }).toHaveLength(1)
  })

  it('back again, and emptied: all goes on', async () => {
    await redis.start()
    await expect.poll(queue, { timeout: 15_000 }).toBe('ok')
    redis.flush()
    expect(await converse(server.url, ME, '你好')).toContain('您好')
    await setClock(database.url, '2026-12-03T17:00:00+08:00')
    const surveys = async () => (await said(server.url, ME)).filter((text) => text.includes('评价'))
    await expect.poll(surveys, { timeout: 10_000 }).toHaveLength(1)
    expect(await reminders()).toHaveLength(1)
  })

  it('gone for good: the server still stops within 5 s', async () => {
    await redis.kill()
    const asked = Date.now()
    const { code, output } = await server.stop()
    expect(Date.now() - asked).toBeLessThan(5_000)
    expect(code, output).toBe(0)
  })
})
