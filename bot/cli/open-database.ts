import { attachEmbeddedPostgres } from '../../prisma/embedded/attach-embedded-postgres.ts'
import { type Database, openDatabase } from '../../prisma/database.ts'
import { checkKey } from '../../prisma/queries/key-check.ts'
import { readConfig } from '../config.ts'

/**
 * Opens the configured database for a command-line tool and closes it after `work`: with the embedded one it attaches to
 * the running server's, or starts PostgreSQL for as long as it works.
 */
export const withDatabase = async <T>(work: (database: Database, url: string) => Promise<T>): Promise<T> => {
  const config = readConfig(process.env)
  const attached =
    config.database.kind === 'server'
      ? { url: config.database.url, stop: () => Promise.resolve() }
      : await attachEmbeddedPostgres(config.dataDir)
  const database = openDatabase(attached.url, config.dataKey, () => undefined, 2)
  try {
    await checkKey(database.pool, database.vault)
    return await work(database, attached.url)
  } finally {
    await database.close()
    await attached.stop()
  }
}

/** Runs a tool: what it throws is said in one line, and it exits 1. */
export const runTool = (tool: () => Promise<void>): void => {
  tool().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
}
