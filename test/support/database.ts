import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** The migrated database that `freshDatabase` copies; nobody may be connected to it while copies are made. */
export const templateDatabase = 'yiguanjia_template'

const asAdmin = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** A database of the test's own: every migration applied and no rows, or a copy of another that nobody is connected to. */
export const freshDatabase = async (
  template = templateDatabase,
): Promise<{ url: string; name: string; drop(): Promise<void> }> => {
  const admin = process.env.TEST_DATABASE_URL
  if (admin === undefined) throw new Error('TEST_DATABASE_URL is not set: run through vitest or npm test')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  const url = new URL(admin)
  url.pathname = `/${name}`
  return { url: url.href, name, drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}
