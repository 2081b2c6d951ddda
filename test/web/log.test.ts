/** What the server writes to its log while people tell it who they are: everything but that. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { idNumber } from '../support/id-numbers.ts'
import { converse, post } from '../support/page.ts'
import { type RunningServer, startServer } from '../support/running-server.ts'
import { hospitalAt } from '../support/server-database.ts'

const ME = 'patients/1'
const ID = idNumber(7)
const SECRETS = [ID, '13812345678', '李雷', '韩梅梅', '护士', '停车场', 'geheim']

describe('the log, as much of it as there is', { timeout: 120_000 }, () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let server: RunningServer
  const lines = (): Record<string, unknown>[] =>
    server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  beforeAll(async () => {
    database = await freshDatabase()
    await hospitalAt(database.url, '2026-11-23T09:00:00+08:00')
    server = await startServer({
      DATABASE_URL: database.url,
      DATA_KEY: randomBytes(32).toString('base64'),
      LOG_LEVEL: 'trace',
    })
  }, 120_000)
  afterAll(async () => {
    await server.kill()
    await database.drop()
  })

  it('has a line for every request, with an id that whoever asks is told', async () => {
    const own = await fetch(`${server.url}/healthz`)
    const id = own.headers.get('x-request-id')
    expect(id).toMatch(/^[\w-]{8,64}$/)
    const given = await fetch(`${server.url}/healthz`, { headers: { 'x-request-id': 'from-the-proxy-1' } })
    expect(given.headers.get('x-request-id')).toBe('from-the-proxy-1')
    await expect.poll(() => lines().filter(({ route }) => route === '/healthz').length).toBeGreaterThan(1)
    const line = lines().find(({ request }) => request === id)
    expect(line).toMatchObject({ method: 'GET', route: '/healthz', status: 200 })
  })

  it('knows who, what and how of nobody', async () => {
    const wish = `约12月2号下午两点心内科王建国的号，我叫李雷，身份证${ID}，手机13812345678`
    await converse(server.url, ME, wish)
    await converse(server.url, ME, '同意')
    expect(await converse(server.url, ME, '确认')).toContain('约好了')
    await converse(server.url, 'patients/2', '昨天下午在骨科换药，护士韩梅梅态度很差，我的电话13812345678')
    await fetch(`${server.url}/${encodeURIComponent('停车场')}?name=${encodeURIComponent('李雷')}`)
    await fetch(`${server.url}/healthz`, { headers: { 'x-request-id': 'geheim 13812345678' } })
    await fetch(`${server.url}/demo/${ME}/messages`, { method: 'POST', body: `{"text":"${ID}` })
    expect(lines().some(({ route }) => route === '/demo/patients/:key/messages')).toBe(true)
    for (const secret of SECRETS) expect(server.output()).not.toContain(secret)
  })

  it('not even where a turn fails on it', async () => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    // The database itself complains, with what was written in its complaint.
    await client.query(`CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN RAISE EXCEPTION ''李雷 13812345678 %'', NEW.id; END'`)
    await client.query('CREATE TRIGGER broken BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION broken()')
    await post(server.url, ME, '停车场在哪')
    await expect
      .poll(() => lines().some(({ msg }) => msg === 'a turn failed'), { timeout: 20_000 })
      .toBe(true)
    await client.query('DROP TRIGGER broken ON outbox')
    await client.end()
    for (const secret of SECRETS) expect(server.output()).not.toContain(secret)
  })
})
