import { projectFile } from '../../domain/project-root.ts'
import { type Database, openDatabase } from '../../prisma/database.ts'
import { attachEmbeddedPostgres } from '../../prisma/embedded/attach-embedded-postgres.ts'
import { migrate } from '../../prisma/migrate.ts'
import { checkKey } from '../../prisma/queries/key-check.ts'
import { readConfig } from '../config.ts'

type Work<T> = (database: Database, url: string) => Promise<T>

/**
 * Opens the configured database for a command-line tool and closes it after `work`, whatever key it was encrypted with:
 * with the embedded one it attaches to the running server's, or starts PostgreSQL for as long as it works.
 */
export const withDatabaseUnderAnyKey = async <T>(work: Work<T>): Promise<T> => {
  const config = readConfig(process.env)
  const attached =
    config.database.kind === 'server'
      ? { url: config.database.url, stop: () => Promise.resolve() }
      : await attachEmbeddedPostgres(config.dataDir)
  const database = openDatabase(attached.url, config.dataKey, () => undefined, 2)
  try {
    return await work(database, attached.url)
  } finally {
    await database.close()
    await attached.stop()
  }
}

/** The same, of a hospital that the configured key opens. */
export const withDatabase = <T>(work: Work<T>): Promise<T> =>
  withDatabaseUnderAnyKey(async (database, url) => {
    await checkKey(database.pool, database.vault)
    return work(database, url)
  })

/** The same, brought to this release's tables, which may all be empty. */
export const withMigratedDatabase = <T>(work: Work<T>): Promise<T> =>
  withDatabaseUnderAnyKey(async (database, url) => {
    const client = await database.pool.connect()
    try {
      await migrate(client, projectFile('prisma/migrations'))
    } finally {
      client.release()
    }
    return work(database, url)
  })

export const print = (line: string): void => void process.stdout.write(`${line}\n`)

/** Runs a tool: what it throws is said in one line, and it exits 1. */
export const runTool = (tool: () => Promise<void>): void => {
  tool().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
}
