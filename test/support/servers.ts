import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { projectFile } from '../../domain/project-root.ts'
import { shutDownFolder } from '../../prisma/embedded/attach-embedded-postgres.ts'
import { freePort } from '../../prisma/embedded/free-port.ts'
import { commandOf, isAlive } from '../../prisma/embedded/process-identity.ts'
import { canReach, serverUser } from '../../prisma/embedded/server-user.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../prisma/embedded/start-embedded-postgres.ts'
import { migrate } from '../../prisma/migrate.ts'
import { templateDatabase } from './database.ts'
import { chromiumPath } from './system-programs.ts'

export type TestServers = {
  /** TEST_DATABASE_URL (of a superuser); TEST_REDIS_URL and TEST_CHROMIUM (a path) only where these are installed. */
  variables: Record<string, string>
  stop(): Promise<void>
}

const prefix = 'yiguanjia-test-'

// Durability costs the tests time and buys them nothing.
const quick = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }
const asInProduction = { max_connections: '400' }

// A database is copied twenty times faster in memory than on a disk.
const memory = '/dev/shm'
const enoughBytes = 1_000_000_000

const inMemory = (): boolean => {
  if (!existsSync(memory)) return false
  const { bavail, bsize } = statfsSync(memory)
  const user = serverUser()
  // Where the programs must be copied they need a folder that allows running them, which this one may not.
  return bavail * bsize > enoughBytes && (!user || canReach(projectFile('node_modules'), user))
}

const wasLeftByUs = (home: string, name: string): boolean =>
  name.startsWith(prefix) &&
  !isAlive(Number(name.split('-')[2])) &&
  statSync(join(home, name), { throwIfNoEntry: false })?.uid === process.getuid?.()

const endRedis = (folder: string): void => {
  const file = join(folder, 'redis.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (isAlive(pid) && commandOf(pid)?.includes('redis-server')) process.kill(pid)
}

/** Ends and removes what the servers of a killed run have left. */
const sweep = async (home: string): Promise<void> => {
  for (const name of readdirSync(home).filter((entry) => wasLeftByUs(home, entry))) {
    endRedis(join(home, name))
    await shutDownFolder(join(home, name, 'data'))
    rmSync(join(home, name), { recursive: true, force: true })
  }
}

const makeTemplate = async (url: string): Promise<void> => {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${templateDatabase}`)
  await admin.end()
  const template = new URL(url)
  template.pathname = `/${templateDatabase}`
  const client = new pg.Client({ connectionString: template.href })
  await client.connect()
  await migrate(client, projectFile('prisma', 'migrations'))
  await client.end()
}

const answers = (port: number): boolean =>
  spawnSync('redis-cli', ['-p', String(port), 'ping'], { encoding: 'utf8' }).stdout.includes('PONG')

const redisSettings = (folder: string, port: number): string[] =>
  Object.entries({
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    pidfile: join(folder, 'redis.pid'),
    save: '',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction',
  }).flatMap(([name, value]) => [`--${name}`, value])

const startRedis = async (folder: string): Promise<{ url: string; child: ChildProcess } | undefined> => {
  if (spawnSync('redis-server', ['--version']).status !== 0) return undefined
  const port = await freePort()
  const child = spawn('redis-server', redisSettings(folder, port), { stdio: 'ignore' })
  for (const until = Date.now() + 10_000; !answers(port); await sleep(50))
    if (Date.now() > until || child.exitCode !== null) throw new Error('redis-server does not answer')
  return { url: `redis://127.0.0.1:${port}`, child }
}

const fill = async (folder: string, postgres: EmbeddedPostgres): Promise<TestServers> => {
  await makeTemplate(postgres.url)
  const redis = await startRedis(folder)
  const chromium = chromiumPath()
  return {
    variables: {
      TEST_DATABASE_URL: postgres.url,
      ...(redis && { TEST_REDIS_URL: redis.url }),
      ...(chromium !== undefined && { TEST_CHROMIUM: chromium }),
    },
    stop: async () => {
      redis?.child.kill()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Starts a PostgreSQL with a migrated template database, and a Redis, for the tests alone; `durable` as it is run in earnest. */
export const startTestServers = async ({ durable = false } = {}): Promise<TestServers> => {
  const home = !durable && inMemory() ? memory : tmpdir()
  await sweep(home)
  const folder = mkdtempSync(join(home, `${prefix}${process.pid}-`))
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  const postgres = await startEmbeddedPostgres(join(folder, 'data'), {
    settings: durable ? asInProduction : quick,
  })
  try {
    return await fill(folder, postgres)
  } catch (error) {
    await postgres.stop()
    throw error
  }
}
