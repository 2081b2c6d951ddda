import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One connection of `pg` (never a pool: the lock belongs to the connection). */
export type MigrationClient = {
  query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

type Migration = { name: string; sql: string; checksum: string }

type Row = {
  migration_name: string
  checksum: string
  finished_at: Date | null
  rolled_back_at: Date | null
  logs: string | null
}

/** The lock that Prisma's own engine takes, so that both may be used on one database. */
const lock = 72707369

const table = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`

const readMigrations = (folder: string): Migration[] =>
  readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .toSorted()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })

const readRows = async (client: MigrationClient): Promise<Row[]> => {
  const { rows } = await client.query(
    'SELECT migration_name, checksum, finished_at, rolled_back_at, logs FROM "_prisma_migrations"',
  )
  return (rows as Row[]).filter((row) => row.rolled_back_at === null)
}

const checkHistory = (rows: Row[], migrations: Migration[]): void => {
  for (const { migration_name: name, checksum, finished_at, logs } of rows) {
    if (finished_at === null)
      throw new Error(
        `migration ${name} failed half-way: ${logs ?? 'no reason on record'}. Mend the database, then run prisma migrate resolve`,
      )
    const known = migrations.find((migration) => migration.name === name)
    if (known && known.checksum !== checksum)
      throw new Error(`migration ${name} was edited after it had been applied`)
  }
}

/** The oldest migration that a release must know to run on this database; null where none says so. */
const floorOf = async (client: MigrationClient): Promise<string | null> => {
  const { rows } = await client.query(`SELECT to_regclass('schema_floor') IS NOT NULL AS there`)
  if (!(rows[0] as { there: boolean }).there) return null
  const found = await client.query('SELECT migration FROM schema_floor WHERE id = 1')
  return (found.rows[0] as { migration: string } | undefined)?.migration ?? null
}

/** A newer release has been here: what it added does no harm, and what it took away raised the floor. */
const checkFloor = async (client: MigrationClient, rows: Row[], migrations: Migration[]): Promise<void> => {
  const known = new Set(migrations.map(({ name }) => name))
  const newer = rows.map((row) => row.migration_name).find((name) => !known.has(name))
  if (newer === undefined) return
  const floor = await floorOf(client)
  if (floor !== null && known.has(floor)) return
  const needed =
    floor === null ? 'does not say that older ones can run on it' : `needs one that knows ${floor}`
  throw new Error(
    `the database has migration ${newer}, which this release does not know: it is from a newer one, and ${needed}`,
  )
}

// Such scripts cannot run inside a transaction; when one fails it may have done part of its work.
const ownTransactions = /\b(commit|concurrently|vacuum)\b/i

const run = async (client: MigrationClient, sql: string): Promise<void> => {
  if (ownTransactions.test(sql)) {
    await client.query(sql)
    return
  }
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

const apply = async (client: MigrationClient, { name, sql, checksum }: Migration): Promise<void> => {
  const id = randomUUID()
  await client.query('INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    checksum,
    name,
  ])
  try {
    await run(client, sql)
  } catch (cause) {
    const undone = ownTransactions.test(sql) ? 'NULL' : 'now()'
    await client.query(
      `UPDATE "_prisma_migrations" SET logs = $2, rolled_back_at = ${undone} WHERE id = $1`,
      [id, String(cause)],
    )
    throw new Error(`migration ${name} failed: ${String(cause)}`, { cause })
  }
  await client.query(
    'UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1',
    [id],
  )
}

/**
 * Applies the migrations in `folder` that the database has not had, in the order of their names, and returns the
 * names applied; keeps the same record as `prisma migrate deploy`.
 *
 * Callers at the same moment wait for one another. Throws, naming the migration, where one fails (undone whole,
 * unless it commits by itself) or was edited after it had been applied; and where a newer release has taken away what
 * this one needs, as `schema_floor` tells.
 */
export const migrate = async (client: MigrationClient, folder: string): Promise<string[]> => {
  const migrations = readMigrations(folder)
  await client.query('SELECT pg_advisory_lock($1)', [lock])
  try {
    await client.query(table)
    const rows = await readRows(client)
    checkHistory(rows, migrations)
    await checkFloor(client, rows, migrations)
    const had = new Set(rows.map((row) => row.migration_name))
    const missing = migrations.filter(({ name }) => !had.has(name))
    for (const migration of missing) await apply(client, migration)
    return missing.map(({ name }) => name)
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [lock])
  }
}
