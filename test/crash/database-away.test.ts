/** PostgreSQL stopped for a while under a running server, as in a hospital's own cluster. */
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCluster } from '../../prisma/embedded/cluster.ts'
import { bringUp, type Postmaster, shutDown, urlOf } from '../../prisma/embedded/postmaster.ts'
import { converse, healthOf, heard, post, said, send } from '../support/page.ts'
import { type RunningServer, startServer } from '../support/running-server.ts'
import { openStream } from '../support/stream.ts'
import { tempFolder } from '../support/temp-folder.ts'

const ME = 'patients/1'
const quiet = () => undefined

describe('PostgreSQL away for a while', { timeout: 120_000 }, () => {
  const folder = tempFolder()
  const cluster = openCluster(folder.path, quiet)
  let postmaster: Postmaster
  let server: RunningServer
  beforeAll(async () => {
    postmaster = await bringUp(cluster, {})
    server = await startServer({
      DATABASE_URL: urlOf(cluster, postmaster.port),
      DATA_KEY: randomBytes(32).toString('base64'),
    })
  }, 120_000)
  afterAll(async () => {
    await server.kill()
    await shutDown(postmaster.pid, quiet)
    await folder.remove()
  })
  const away = () => shutDown(postmaster.pid, quiet)
  const back = async () => {
    postmaster = await bringUp(cluster, {}, postmaster.port)
  }

  it('answers 503, survives, and takes what is sent again once and in order', async () => {
    await converse(server.url, ME, '你好')
    const before = (await said(server.url, ME)).length
    await away()
    const first = await post(server.url, ME, '停车场在哪')
    expect(first.status).toBe(503)
    await sleep(4_000)
    const again = await post(server.url, ME, '停车场在哪', { id: first.id })
    expect(again.status).toBe(503)
    expect(await healthOf(server.url)).toMatchObject({ status: 503, ready: false })
    await back()
    await send(server.url, ME, '停车场在哪', { id: first.id })
    expect((await post(server.url, ME, '停车场在哪', { id: first.id })).status).toBe(202)
    await send(server.url, ME, '你好')
    await heard(server.url, ME, before + 2)
    const answers = (await said(server.url, ME)).slice(before)
    expect(answers).toHaveLength(2)
    expect(answers[0]).toContain('停车场')
    expect(await healthOf(server.url)).toMatchObject({ status: 200, ready: true })
    expect(server.output()).not.toContain('停车场')
  })

  it('open pages hear again what comes afterwards', async () => {
    const stream = await openStream(server.url)
    await away()
    await back()
    const id = await send(server.url, ME, '停车场在哪')
    expect(id).toBeTruthy()
    await expect.poll(() => stream.texts('patient:1'), { timeout: 15_000 }).toHaveLength(2)
    stream.close()
  })

  it('is asked to stop while PostgreSQL is away: ends within 5 s', async () => {
    await away()
    const asked = Date.now()
    const { code, output } = await server.stop()
    expect(Date.now() - asked).toBeLessThan(5_000)
    expect(code, output).toBe(0)
    await back()
  })
})
