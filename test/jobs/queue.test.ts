/** BullMQ hands a wake-up to one process; every other one looks by itself, so none sleeps for longer than a sweep. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { openQueue, type Wakes } from '../../jobs/queue.ts'
import { freshDatabase } from '../support/database.ts'

const SWEEP_SECONDS = 1
const PROCESSES = 3
const LONGEST_MS = SWEEP_SECONDS * 1_000 + 1_500 // the machine of the tests may be busy

const redisUrl = process.env.TEST_REDIS_URL
const backends: [string, string | undefined][] = [['PostgreSQL', undefined]]
if (redisUrl !== undefined) backends.push(['Redis', redisUrl])

describe.each(backends)('several processes on one queue in %s', { timeout: 60_000 }, (name, url) => {
  const open: Wakes[] = []
  let database: Awaited<ReturnType<typeof freshDatabase>>
  afterEach(async () => {
    await Promise.all(open.splice(0).map((queue) => queue.stop()))
    await database.drop()
  })

  /** Opens the queues; what comes back tells when each was poked, milliseconds. */
  const processes = async (): Promise<number[][]> => {
    database = await freshDatabase()
    const pokes: number[][] = []
    for (let n = 0; n < PROCESSES; n += 1) {
      const own: number[] = [performance.now()]
      pokes.push(own)
      const settings = { databaseUrl: database.url, prefix: database.name, sweepSeconds: SWEEP_SECONDS }
      const poke = (): void => void own.push(performance.now())
      open.push(await openQueue({ ...settings, ...(url ? { redisUrl: url } : {}) }, poke, () => undefined))
    }
    return pokes
  }

  it('each looks at least once in every sweep', async () => {
    const pokes = await processes()
    await sleep(4 * SWEEP_SECONDS * 1_000)
    for (const own of pokes) {
      expect(own.length).toBeGreaterThan(2)
      const gaps = own.slice(1).map((at, i) => at - (own[i] ?? at))
      expect(Math.max(...gaps), `${name}: ${gaps.map(Math.round).join(' ')}`).toBeLessThan(LONGEST_MS)
    }
  })

  it('a wake-up reaches somebody well before that', async () => {
    const pokes = await processes()
    const before = pokes.flat().length
    const from = performance.now()
    open[0]?.wake()
    while (pokes.flat().length === before) await sleep(5)
    expect(performance.now() - from).toBeLessThan(LONGEST_MS)
  })
})
