import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { freshDatabase } from '../support/database.ts'

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('freshDatabase', () => {
  it('has the migrations applied, and is apart from the next one', async () => {
    const [one, other] = await Promise.all([freshDatabase(), freshDatabase()])
    await query(one.url, 'CREATE TABLE only_here (id int)')
    const migrated = 'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL'
    expect(await query(other.url, migrated)).not.toEqual([])
    await expect(query(other.url, 'SELECT * FROM only_here')).rejects.toThrow(/only_here/)
    await one.drop()
    await expect(query(one.url, 'SELECT 1')).rejects.toThrow(/does not exist/)
    await other.drop()
  })
})
