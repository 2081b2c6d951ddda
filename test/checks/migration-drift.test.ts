import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../domain/project-root.ts'
import { migrate } from '../../prisma/migrate.ts'
import { askPrisma } from '../../prisma/run-prisma.ts'
import { freshDatabase } from '../support/database.ts'

const statements = async (from: string[], url: string): Promise<string> => {
  const to = ['--to-schema', 'prisma/schema.prisma', '--script']
  const { code, output } = await askPrisma(['migrate', 'diff', ...from, ...to], url)
  expect(code, output).toBe(0)
  return output
}

describe('the migrations', { timeout: 60_000 }, () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.drop())

  it('make, replayed from nothing, what schema.prisma describes', async () => {
    expect(await statements(['--from-migrations', 'prisma/migrations'], database.url)).toContain(
      'empty migration',
    )
  })

  it('make what schema.prisma describes when applied by our own runner', async () => {
    expect(await statements(['--from-config-datasource'], database.url)).toContain('empty migration')
  })

  it('would be seen to differ if they did', async () => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query('ALTER TABLE clock DROP COLUMN offset_ms')
    expect(await statements(['--from-config-datasource'], database.url)).toMatch(/ADD COLUMN\s+"offset_ms"/)
    await client.end()
  })

  it('leave a record that prisma migrate status agrees with', async () => {
    const { code, output } = await askPrisma(['migrate', 'status'], database.url)
    expect(output).toContain('Database schema is up to date')
    expect(code).toBe(0)
  })

  it('recorded by prisma migrate deploy are complete for our own runner', async () => {
    const empty = await freshDatabase()
    const client = new pg.Client({ connectionString: empty.url })
    await client.connect()
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    const { code, output } = await askPrisma(['migrate', 'deploy'], empty.url)
    expect(code, output).toBe(0)
    expect(await migrate(client, projectFile('prisma', 'migrations'))).toEqual([])
    const { rows } = await client.query(
      'SELECT migration_name FROM _prisma_migrations ORDER BY migration_name',
    )
    const folders = readdirSync(projectFile('prisma', 'migrations')).filter((name) => /^\d/.test(name))
    expect(rows.map((row: { migration_name: string }) => row.migration_name)).toEqual(folders.toSorted())
    await client.end()
    await empty.drop()
  })

  it('come with a schema engine of the version of the Prisma that is used', () => {
    const dependencies = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as {
      devDependencies: Record<string, string>
    }
    const { prisma, '@prisma/schema-engine-wasm': engine } = dependencies.devDependencies
    expect(engine?.startsWith(`${prisma}-`)).toBe(true)
  })
})
