import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../prisma/migrate.ts'
import { freshDatabase } from '../support/database.ts'
import { tempFolder } from '../support/temp-folder.ts'

describe('migrate', () => {
  let folder: ReturnType<typeof tempFolder>
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let client: pg.Client

  const write = (name: string, sql: string) => {
    mkdirSync(join(folder.path, name), { recursive: true })
    writeFileSync(join(folder.path, name, 'migration.sql'), sql)
  }
  const connect = async () => {
    const next = new pg.Client({ connectionString: database.url })
    await next.connect()
    return next
  }
  const rows = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows

  beforeEach(async () => {
    folder = tempFolder()
    database = await freshDatabase()
    client = await connect()
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    write('20260101000000_first', 'CREATE TABLE ward (name text);')
    write('20260102000000_second', 'ALTER TABLE ward ADD beds int; CREATE INDEX ON ward (beds);')
    writeFileSync(join(folder.path, 'migration_lock.toml'), 'provider = "postgresql"\n')
  })
  afterEach(async () => {
    await client.end()
    await database.drop()
    await folder.remove()
  })

  it('applies what is missing, in order, once', async () => {
    expect(await migrate(client, folder.path)).toEqual(['20260101000000_first', '20260102000000_second'])
    expect(await migrate(client, folder.path)).toEqual([])
    write('20260103000000_third', 'ALTER TABLE ward ADD floor int;')
    expect(await migrate(client, folder.path)).toEqual(['20260103000000_third'])
    expect(await rows('SELECT name, beds, floor FROM ward')).toEqual([])
  })

  it('applies each migration once when several processes start together', async () => {
    const others = await Promise.all([connect(), connect(), connect()])
    const applied = await Promise.all(others.map((other) => migrate(other, folder.path)))
    expect(applied.flat()).toEqual(['20260101000000_first', '20260102000000_second'])
    await Promise.all(others.map((other) => other.end()))
  })

  it('names a failed migration, undoes it whole, and tries it again once it is mended', async () => {
    write('20260103000000_third', 'CREATE TABLE half (id int); SELECT 1 / 0;')
    await expect(migrate(client, folder.path)).rejects.toThrow(
      /20260103000000_third failed.*division by zero/,
    )
    expect(await rows("SELECT to_regclass('half') AS half")).toEqual([{ half: null }])
    write('20260103000000_third', 'CREATE TABLE half (id int);')
    expect(await migrate(client, folder.path)).toEqual(['20260103000000_third'])
  })

  it('refuses to go on after a migration that committed by itself and failed', async () => {
    write('20260103000000_third', 'BEGIN; CREATE TABLE half (id int); COMMIT; SELECT 1 / 0;')
    await expect(migrate(client, folder.path)).rejects.toThrow(/20260103000000_third failed/)
    await expect(migrate(client, folder.path)).rejects.toThrow(/20260103000000_third failed half-way/)
  })

  it('builds an index concurrently', async () => {
    write('20260103000000_third', 'CREATE INDEX CONCURRENTLY ward_name ON ward (name);')
    expect(await migrate(client, folder.path)).toContain('20260103000000_third')
  })

  it('refuses a migration that was edited after it had been applied', async () => {
    await migrate(client, folder.path)
    write('20260101000000_first', 'CREATE TABLE ward (name text, changed int);')
    await expect(migrate(client, folder.path)).rejects.toThrow(/20260101000000_first was edited/)
  })

  describe('of a database that a newer release has migrated', () => {
    /** The release that has the first two migrations, and starts again after a newer one was here. */
    const startOlder = async (): Promise<string[]> => {
      const older = tempFolder()
      for (const name of ['20260101000000_first', '20260102000000_second'])
        cpSync(join(folder.path, name), join(older.path, name), { recursive: true })
      try {
        return await migrate(client, older.path)
      } finally {
        await older.remove()
      }
    }
    const floor = (name: string) =>
      `CREATE TABLE IF NOT EXISTS schema_floor (id int PRIMARY KEY, migration text);
       INSERT INTO schema_floor VALUES (1, '${name}') ON CONFLICT (id) DO UPDATE SET migration = EXCLUDED.migration;`

    it('the older runs on while something was only added', async () => {
      write('20260102000000_second', floor('20260102000000_second'))
      write('20260103000000_third', 'ALTER TABLE ward ADD floor int;')
      await migrate(client, folder.path)
      expect(await startOlder()).toEqual([])
    })

    it('the older refuses once something that it needs was taken away', async () => {
      write('20260102000000_second', floor('20260102000000_second'))
      write('20260103000000_third', 'ALTER TABLE ward ADD title text;')
      write('20260104000000_fourth', `ALTER TABLE ward DROP COLUMN name; ${floor('20260103000000_third')}`)
      await migrate(client, folder.path)
      await expect(startOlder()).rejects.toThrow(/needs one that knows 20260103000000_third/)
    })

    it('the older refuses where nothing says that it may', async () => {
      write('20260103000000_third', 'ALTER TABLE ward ADD floor int;')
      await migrate(client, folder.path)
      await expect(startOlder()).rejects.toThrow(/20260103000000_third.*newer/)
    })
  })

  it('gives the lock back after a failure', async () => {
    write('20260103000000_third', 'SELECT 1 / 0;')
    await expect(migrate(client, folder.path)).rejects.toThrow()
    const other = await connect()
    await expect(migrate(other, folder.path)).rejects.toThrow(/third/)
    await other.end()
  })
})
