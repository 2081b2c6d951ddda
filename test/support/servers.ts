import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { projectFile } from '../../domain/project-root.ts'
import { shutDownFolder } from '../../prisma/embedded/attach-embedded-postgres.ts'
import { isAlive } from '../../prisma/embedded/process-identity.ts'
import { canReach, serverUser } from '../../prisma/embedded/server-user.ts'
import { startEmbeddedPostgres } from '../../prisma/embedded/start-embedded-postgres.ts'
import { migrate } from '../../prisma/migrate.ts'
import { templateDatabase } from './database.ts'

export type TestServers = {
  /** TEST_DATABASE_URL (of a superuser) and TEST_REDIS_URL, the latter only where redis-server is installed. */
  variables: Record<string, string>
  stop(): Promise<void>
}

const prefix = 'yiguanjia-test-'

// Durability costs the tests time and buys them nothing.
const quick = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

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

const sweep = async (home: string): Promise<void> => {
  const left = readdirSync(home).filter(
    (name) => name.startsWith(prefix) && !isAlive(Number(name.split('-')[2])),
  )
  for (const name of left) {
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

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const answers = (port: number): boolean =>
  spawnSync('redis-cli', ['-p', String(port), 'ping'], { encoding: 'utf8' }).stdout.includes('PONG')

const startRedis = async (folder: string): Promise<{ url: string; child: ChildProcess } | undefined> => {
  if (spawnSync('redis-server', ['--version']).status !== 0) return undefined
  const port = await freePort()
  const settings = [
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--maxmemory-policy',
    'noeviction',
  ]
  const child = spawn('redis-server', ['--port', String(port), '--dir', folder, ...settings], {
    stdio: 'ignore',
  })
  for (const until = Date.now() + 10_000; !answers(port); await sleep(50))
    if (Date.now() > until || child.exitCode !== null) throw new Error('redis-server does not answer')
  return { url: `redis://127.0.0.1:${port}`, child }
}

/** Starts a PostgreSQL with a migrated template database, and a Redis, for the tests alone. */
export const startTestServers = async (): Promise<TestServers> => {
  const home = inMemory() ? memory : tmpdir()
  await sweep(home)
  const folder = mkdtempSync(join(home, `${prefix}${process.pid}-`))
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  const postgres = await startEmbeddedPostgres(join(folder, 'data'), { settings: quick })
  await makeTemplate(postgres.url)
  const redis = await startRedis(folder)
  return {
    variables: { TEST_DATABASE_URL: postgres.url, ...(redis && { TEST_REDIS_URL: redis.url }) },
    stop: async () => {
      redis?.child.kill()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
