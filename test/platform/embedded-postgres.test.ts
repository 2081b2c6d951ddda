import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { attachEmbeddedPostgres, shutDownFolder } from '../../prisma/embedded/attach-embedded-postgres.ts'
import { claimDataDir } from '../../prisma/embedded/claim-data-dir.ts'
import { isAlive } from '../../prisma/embedded/process-identity.ts'
import { startEmbeddedPostgres } from '../../prisma/embedded/start-embedded-postgres.ts'
import { runChild } from '../support/child.ts'
import { tempFolder } from '../support/temp-folder.ts'

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

const server = (dataDir: string): string => `
  import { startEmbeddedPostgres } from './prisma/embedded/start-embedded-postgres.ts'
  const { url, pid } = await startEmbeddedPostgres(${JSON.stringify(dataDir)})
  console.log(JSON.stringify({ url, pid }))
  setInterval(() => undefined, 1000)`

const started = async (dataDir: string) => {
  const child = runChild(server(dataDir))
  return { child, ...(JSON.parse(await child.nextLine()) as { url: string; pid: number }) }
}

const mode = (path: string): number => statSync(path).mode & 0o777

describe('embedded PostgreSQL', { timeout: 90_000 }, () => {
  let folder: ReturnType<typeof tempFolder>
  let dataDir: string
  beforeAll(() => {
    folder = tempFolder()
    dataDir = join(folder.path, 'data')
  })
  afterAll(async () => {
    await shutDownFolder(dataDir)
    await folder.remove()
  })

  it('clears away what a first start that was killed has left', async () => {
    const unfinished = join(dataDir, 'postgres', 'cluster.999999999')
    mkdirSync(unfinished, { recursive: true })
    const postgres = await startEmbeddedPostgres(dataDir)
    await postgres.stop()
    expect(existsSync(unfinished)).toBe(false)
    rmSync(dataDir, { recursive: true })
  })

  it('starts on an empty folder, is closed to others and stops cleanly', async () => {
    const postgres = await startEmbeddedPostgres(dataDir)
    expect(postgres.adopted).toBe(false)
    expect(Number.parseInt(postgres.version)).toBeGreaterThanOrEqual(15)
    await query(postgres.url, 'CREATE TABLE kept (word text)')
    await query(postgres.url, "INSERT INTO kept VALUES ('医管家')")
    const listening = await query(postgres.url, 'SHOW listen_addresses')
    expect(listening).toEqual([{ listen_addresses: '127.0.0.1' }])
    const withoutPassword = postgres.url.replace(/:[^:@]+@/, ':wrong@')
    await expect(query(withoutPassword, 'SELECT 1')).rejects.toThrow(/password/)
    await postgres.stop()
    expect(isAlive(postgres.pid)).toBe(false)
    expect(existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false)
  })

  it('lets only its own user into its files', () => {
    const asRoot = process.getuid?.() === 0
    expect(mode(dataDir)).toBe(asRoot ? 0o710 : 0o700)
    expect(mode(join(dataDir, 'postgres'))).toBe(0o700)
    expect(mode(join(dataDir, 'postgres', 'cluster'))).toBe(0o700)
    expect(mode(join(dataDir, 'postgres.password'))).toBe(0o600)
    expect(statSync(join(dataDir, 'postgres.password')).uid).toBe(process.getuid?.())
    if (asRoot) expect(statSync(join(dataDir, 'postgres', 'cluster')).uid).not.toBe(0)
  })

  it('is adopted by the next server when the first was killed', async () => {
    const first = await started(dataDir)
    await first.child.kill()
    expect(isAlive(first.pid)).toBe(true)
    const next = await startEmbeddedPostgres(dataDir)
    expect(next).toMatchObject({ adopted: true, pid: first.pid, url: first.url })
    expect(await query(next.url, 'SELECT word FROM kept')).toEqual([{ word: '医管家' }])
    await next.stop()
    expect(isAlive(first.pid)).toBe(false)
  })

  it('comes up on the same address after its postmaster was killed', async () => {
    const postgres = await startEmbeddedPostgres(dataDir)
    const killed = postgres.pid
    await query(postgres.url, "INSERT INTO kept VALUES ('提交过')")
    process.kill(killed, 'SIGKILL')
    const words = await vi.waitFor(() => query(postgres.url, 'SELECT word FROM kept ORDER BY word'), {
      timeout: 60_000,
      interval: 200,
    })
    expect(words).toEqual([{ word: '医管家' }, { word: '提交过' }])
    await expect.poll(() => postgres.pid, { timeout: 10_000 }).not.toBe(killed) // it answers a moment before it is known
    await postgres.stop()
  })

  it('starts after both server and postmaster were killed', async () => {
    const first = await started(dataDir)
    await first.child.kill()
    process.kill(first.pid, 'SIGKILL')
    const next = await startEmbeddedPostgres(dataDir)
    expect(next.adopted).toBe(false)
    expect(await query(next.url, 'SELECT count(*)::int FROM kept')).toEqual([{ count: 2 }])
    await next.stop()
  })

  it('is not fooled by another process that has the pid of a lost postmaster', async () => {
    const pidFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid')
    writeFileSync(pidFile, `${process.pid}\n${join(dataDir, 'postgres', 'cluster')}\n0\n1\n\n\n\n`)
    const postgres = await startEmbeddedPostgres(dataDir)
    expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await postgres.stop()
  })

  it('is one server for two that start at the same moment', async () => {
    const both = await Promise.all([started(dataDir), started(dataDir)])
    expect(both[0].pid).toBe(both[1].pid)
    await Promise.all(both.map(({ child }) => child.kill()))
    await shutDownFolder(dataDir)
  })
})

describe('a command-line tool', { timeout: 90_000 }, () => {
  let folder: ReturnType<typeof tempFolder>
  beforeAll(() => {
    folder = tempFolder()
  })
  afterAll(async () => {
    await shutDownFolder(folder.path)
    await folder.remove()
  })

  it('starts PostgreSQL only when it is down, and then stops it', async () => {
    const tool = await attachEmbeddedPostgres(folder.path)
    expect(await query(tool.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await tool.stop()
    await expect(query(tool.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/)
  })

  it('leaves the server of others running', async () => {
    const postgres = await startEmbeddedPostgres(folder.path)
    const tool = await attachEmbeddedPostgres(folder.path)
    expect(tool.url).toBe(postgres.url)
    await tool.stop()
    expect(isAlive(postgres.pid)).toBe(true)
    await postgres.stop()
  })

  it('leaves what it started to a server that came meanwhile', async () => {
    const tool = await attachEmbeddedPostgres(folder.path)
    const claim = await claimDataDir(folder.path)
    const postgres = await startEmbeddedPostgres(folder.path)
    expect(postgres.adopted).toBe(true)
    await tool.stop()
    expect(isAlive(postgres.pid)).toBe(true)
    await postgres.stop()
    await claim.release()
  })
})
