// `npm run prisma -- <arguments>`: Prisma's CLI with the schema engine from npm, on the embedded PostgreSQL.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attachEmbeddedPostgres } from './embedded/attach-embedded-postgres.ts'
import { runPrisma } from './run-prisma.ts'

const onScratch = async (args: string[]): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'yiguanjia-prisma-'))
  const { url, stop } = await attachEmbeddedPostgres(folder)
  try {
    return await runPrisma(args, url)
  } finally {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const onData = async (args: string[]): Promise<number> => {
  const { url, stop } = await attachEmbeddedPostgres(process.env.DATA_DIR ?? 'data', { log: console.error })
  try {
    return await runPrisma(args, url)
  } finally {
    await stop()
  }
}

// What writes migrations may reset the database it works on, so it gets one that nobody misses.
const writesMigrations = (args: string[]): boolean =>
  args[0] === 'migrate' && /^(dev|diff|reset)$/.test(args[1] ?? '')

const run = (args: string[]): Promise<number> => {
  if (writesMigrations(args)) return onScratch(args)
  return process.env.DATABASE_URL ? runPrisma(args, process.env.DATABASE_URL) : onData(args)
}

process.exitCode = await run(process.argv.slice(2))
