/** How soon a server that has run before is open again, and how much memory it takes. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { build } from '../bot/build.mjs'
import { projectFile } from '../domain/project-root.ts'
import { freshDatabase } from '../test/support/database.ts'
import type { RunningServer } from '../test/support/running-server.ts'
import { tempFolder } from '../test/support/temp-folder.ts'
import type { Question } from './question.ts'
import { atMost, median, type Row } from './row.ts'

const residentMb = ({ pid }: RunningServer): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2_000))

const measure = async (what: string, environment: Record<string, string>, times: number): Promise<Row[]> => {
  build(projectFile(), () => undefined)
  // Imported after the build: what is built when it loads decides what it starts.
  const { startServer } = await import('../test/support/running-server.ts')
  await (await startServer(environment)).stop() // the first start makes the hospital
  const seconds: number[] = []
  const megabytes: number[] = []
  for (let time = 0; time < times; time += 1) {
    const from = performance.now()
    const server = await startServer(environment)
    seconds.push((performance.now() - from) / 1_000)
    await settle()
    megabytes.push(residentMb(server))
    await server.stop()
  }
  return [
    { what: `start, ${what}`, figures: `${median(seconds).toFixed(2)} s`, held: atMost(median(seconds), 2) },
    {
      what: `memory, ${what}`,
      figures: `${median(megabytes).toFixed(0)} MB`,
      held: atMost(median(megabytes), 180),
    },
  ]
}

export const startUp: Question = async ({ redisUrl, quick }) => {
  const times = quick ? 1 : 5
  const folder = tempFolder()
  const fresh = await freshDatabase()
  const served = {
    DATABASE_URL: fresh.url,
    REDIS_URL: redisUrl,
    DATA_KEY: randomBytes(32).toString('base64'),
  }
  const rows = [
    ...(await measure('on PostgreSQL and Redis', { ...served, DATA_DIR: folder.path }, times)),
    ...(await measure('with the embedded PostgreSQL', { DATA_DIR: `${folder.path}/embedded` }, times)),
  ]
  await fresh.drop()
  await folder.remove()
  return rows
}
