/** The server of the demo, with the database in its folder: killed, started twice, its PostgreSQL lost, stopped. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { attachEmbeddedPostgres, shutDownFolder } from '../../prisma/embedded/attach-embedded-postgres.ts'
import { runningPostmaster } from '../../prisma/embedded/postmaster.ts'
import { adminTool } from '../support/admin-tool.ts'
import { idNumber } from '../support/id-numbers.ts'
import { converse, healthOf, heard, history, post, said, send } from '../support/page.ts'
import {
  interruptedServer,
  refusedServer,
  type RunningServer,
  startServer,
} from '../support/running-server.ts'
import { hospitalAt } from '../support/server-database.ts'
import { openStream } from '../support/stream.ts'
import { tempFolder } from '../support/temp-folder.ts'

const ME = 'patients/1'

let folder: ReturnType<typeof tempFolder>
let dataDir: string
let server: RunningServer

const start = async (): Promise<RunningServer> => {
  server = await startServer({ DATA_DIR: dataDir })
  return server
}

const postmaster = (): number | undefined => runningPostmaster(join(dataDir, 'postgres', 'cluster'))?.pid

const tool = async (...args: string[]): Promise<string> =>
  (await adminTool({ DATA_DIR: dataDir }, args)).output

const hospitalNow = async (): Promise<number> => Date.parse(String((await healthOf(server.url)).hospitalNow))

beforeAll(async () => {
  folder = tempFolder()
  dataDir = join(folder.path, 'data')
  const { url, stop } = await attachEmbeddedPostgres(dataDir)
  await hospitalAt(url, '2026-11-23T09:00:00+08:00')
  await stop()
})
afterAll(async () => {
  await shutDownFolder(dataDir)
  await folder.remove()
})

describe('a server with its own database', { timeout: 120_000 }, () => {
  beforeAll(() => start(), 120_000)
  afterAll(() => server.kill())

  it('has everything still when it was killed', async () => {
    const wish = `约12月2号下午两点心内科王建国的号，我叫李雷，身份证${idNumber(1)}，手机13812345678`
    await converse(server.url, ME, wish)
    await converse(server.url, ME, '同意')
    await converse(server.url, ME, '确认')
    await fetch(`${server.url}/demo/clock`, { method: 'POST', body: JSON.stringify({ advance: 'PT25H' }) })
    const [before, clock] = [await history(server.url, ME), await hospitalNow()]
    await server.kill()
    await start()
    expect(await history(server.url, ME)).toEqual(before)
    expect(Math.abs((await hospitalNow()) - clock)).toBeLessThan(60_000)
    expect(await converse(server.url, ME, '我约的是几点')).toContain('12月2日（周三）14:00')
  })

  it('is the only one on its folder: another names it and ends', async () => {
    const second = await refusedServer({ DATA_DIR: dataDir })
    expect(second.output).toContain(`process ${server.pid}`)
    expect(second.code).toBe(1)
    expect((await healthOf(server.url)).status).toBe(200)
  })

  it('lets the tools of the command line in meanwhile', async () => {
    expect(await tool('groups')).toContain('骨科')
    expect((await healthOf(server.url)).status).toBe(200)
  })

  it('takes once and in order what is sent while PostgreSQL dies, and sent again', async () => {
    const [before, dead] = [(await said(server.url, ME)).length, postmaster()]
    process.kill(dead ?? 0, 'SIGKILL')
    const { status, id } = await post(server.url, ME, '停车场在哪')
    expect([202, 503]).toContain(status) // the connections of a killed PostgreSQL may outlive it by one commit
    await expect.poll(() => [undefined, dead].includes(postmaster()), { timeout: 60_000 }).toBe(false)
    await send(server.url, ME, '停车场在哪', { id })
    await send(server.url, ME, '你好')
    const answers = (await heard(server.url, ME, before + 2)).slice(before)
    expect(answers).toHaveLength(2)
    expect(answers[0]).toContain('停车场')
    expect(answers[1]).toContain('您好')
    await expect.poll(() => healthOf(server.url)).toMatchObject({ status: 200, ready: true })
  })
})

describe('a server that is asked to stop', { timeout: 120_000 }, () => {
  afterEach(() => server.kill())

  it.each(['SIGINT', 'SIGTERM'] as const)('by %s has ended everything within 5 s', async (signal) => {
    await start()
    const stream = await openStream(server.url)
    await send(server.url, ME, '你好')
    const asked = Date.now()
    const { code, output } = await server.stop(signal)
    expect(Date.now() - asked).toBeLessThan(5_000)
    expect(code, output).toBe(0)
    await stream.ended
    expect(await post(server.url, ME, '你好')).toMatchObject({ status: 0 })
    expect(postmaster()).toBeUndefined()
    expect(existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false)
  })

  it('while it still starts leaves nothing running', async () => {
    const { code, output } = await interruptedServer({ DATA_DIR: dataDir }, () => postmaster() !== undefined)
    expect(code, output).toBe(0)
    expect(postmaster()).toBeUndefined()
  })

  it('is refused a key that is not the one of its database', async () => {
    const file = join(dataDir, 'data-key')
    const right = readFileSync(file)
    writeFileSync(file, Buffer.alloc(32, 1).toString('base64'))
    const refused = await refusedServer({ DATA_DIR: dataDir })
    writeFileSync(file, right)
    expect(refused.output).toContain('another key')
    expect(refused.output).not.toContain(right.toString().trim())
    expect(refused.code).toBe(1)
    expect(postmaster()).toBeUndefined()
  })
})
