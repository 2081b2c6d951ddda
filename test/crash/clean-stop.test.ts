/** Asked to stop: turns under way end, pages are told, within ten seconds, and the next server goes on from there. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { heard, post, said, send } from '../support/page.ts'
import { type RunningServer, startServer } from '../support/running-server.ts'
import { count, hospitalAt } from '../support/server-database.ts'
import { openStream } from '../support/stream.ts'

const LIMIT_MS = 10_000
const PATIENTS = Array.from({ length: 5 }, (_, n) => n + 1)

const chatOf = (n: number): string => `patients/${n}`

describe('a clean stop', { timeout: 120_000 }, () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let server: RunningServer
  const dataKey = randomBytes(32).toString('base64')
  const start = async (): Promise<void> => {
    server = await startServer({
      DATABASE_URL: database.url,
      DATA_KEY: dataKey,
      ...(process.env.TEST_REDIS_URL ? { REDIS_URL: process.env.TEST_REDIS_URL } : {}),
    })
  }
  const stopped = async (signal?: NodeJS.Signals): Promise<number> => {
    const asked = Date.now()
    const { code, output } = await server.stop(signal)
    expect(code, output).toBe(0)
    const took = Date.now() - asked
    expect(took).toBeLessThan(LIMIT_MS)
    return took
  }

  /** Lets every turn wait in the middle of its commit until it is let go. */
  const holding = async (): Promise<{ waiting(): Promise<boolean>; letGo(): Promise<void> }> => {
    const client = new pg.Client({ connectionString: database.url })
    client.on('error', () => undefined) // a failed test drops the database under it
    await client.connect()
    await client.query('SELECT pg_advisory_lock(42)')
    return {
      waiting: async () =>
        (await count(database.url, `pg_locks WHERE locktype = 'advisory' AND objid = 42 AND NOT granted`)) >
        0,
      letGo: () => client.end(),
    }
  }

  beforeAll(async () => {
    database = await freshDatabase()
    await hospitalAt(database.url, '2026-11-23T09:00:00+08:00')
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(`CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN NEW; END'`)
    await client.query('CREATE TRIGGER held BEFORE UPDATE ON inbox FOR EACH ROW EXECUTE FUNCTION held()')
    await client.end()
  })
  afterAll(async () => {
    await server.kill()
    await database.drop()
  })

  it('ends what it began, tells open pages, and loses nothing', async () => {
    await start()
    const before = await Promise.all(PATIENTS.map(async (n) => (await said(server.url, chatOf(n))).length))
    const stream = await openStream(server.url)
    await Promise.all(PATIENTS.map((n) => send(server.url, chatOf(n), '停车场在哪')))
    expect(await stopped('SIGTERM')).toBeLessThan(5_000)
    await stream.ended
    expect(stream.received()).toMatch(/event: bye\n(.*\n)*?retry: \d+/)
    expect(await count(database.url, `outbox WHERE status = 'sending'`)).toBe(0)
    await start()
    for (const [i, n] of PATIENTS.entries())
      expect(await heard(server.url, chatOf(n), (before[i] ?? 0) + 1)).toHaveLength((before[i] ?? 0) + 1)
  })

  it('ends a turn that is in the middle of its commit', async () => {
    const held = await holding()
    await post(server.url, chatOf(1), '谢谢')
    await expect.poll(held.waiting, { timeout: 20_000 }).toBe(true)
    const stopping = stopped('SIGINT')
    setTimeout(() => void held.letGo(), 1_000)
    expect(await stopping).toBeGreaterThan(900)
    expect(await count(database.url, `inbox WHERE status = 'waiting'`)).toBe(0)
  })

  it('leaves one that does not end, which the next server takes', async () => {
    await start()
    const held = await holding()
    await post(server.url, 'patients/7', '停车场在哪')
    await expect.poll(held.waiting, { timeout: 20_000 }).toBe(true)
    await stopped()
    await held.letGo()
    await start()
    expect((await heard(server.url, 'patients/7', 1)).join()).toContain('停车场')
  })
})
