/** Plain SQL with named prepared statements: dates come as `YYYY-MM-DD`, instants as epoch milliseconds, bigints as numbers. */
import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Result } from '../domain/result.ts'

/** A pool or one of its connections. */
export interface Db {
  query(config: pg.QueryConfig): Promise<{ rows: unknown[]; rowCount: number | null }>
}

const { builtins, getTypeParser } = pg.types

const instant = getTypeParser(builtins.TIMESTAMPTZ) as (value: string) => Date

const readers: Record<number, (value: string) => unknown> = {
  [builtins.INT8]: Number,
  [builtins.DATE]: String,
  [builtins.TIMESTAMPTZ]: (value) => instant(value).getTime(),
}

const parserOf = getTypeParser as (oid: number, format?: string) => (value: string) => unknown

const types = {
  getTypeParser: (oid: number, format?: string) => readers[oid] ?? parserOf(oid, format),
} as pg.CustomTypesConfig

const names = new Map<string, string>()

const nameOf = (text: string): string => {
  const known = names.get(text)
  if (known) return known
  const name = createHash('sha1').update(text).digest('base64url')
  names.set(text, name)
  return name
}

const run = (db: Db, text: string, values: unknown[]) => db.query({ name: nameOf(text), text, values, types })

export const rows = async <T>(db: Db, text: string, values: unknown[] = []): Promise<T[]> =>
  (await run(db, text, values)).rows as T[]

export const first = async <T>(db: Db, text: string, values: unknown[] = []): Promise<T | null> =>
  (await rows<T>(db, text, values))[0] ?? null

/** Number of rows that a write touched. */
export const touched = async (db: Db, text: string, values: unknown[] = []): Promise<number> =>
  (await run(db, text, values)).rowCount ?? 0

/** Runs `work` in one transaction on one connection; a refusal or whatever it throws rolls everything back. */
export const transaction = async <T, R extends string>(
  pool: pg.Pool,
  work: (db: Db) => Promise<Result<T, R>>,
): Promise<Result<T, R>> => {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query(result.ok ? 'COMMIT' : 'ROLLBACK')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => {
      broken = lost
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** Runs `work` while no other process runs any under the same `lock`. */
export const exclusively = async <T>(pool: pg.Pool, lock: number, work: () => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lock])
    return await work()
  } finally {
    client.release(true) // closing the connection ends the lock, whatever became of the work
  }
}

/** Among what a write returns: its commit need not wait for the disk, since whatever it says may as well be forgotten. */
export const RELAXED = `set_config('synchronous_commit', 'off', true) AS relaxed`

/** Epoch milliseconds as a parameter for a timestamptz. */
export const at = (ms: number): Date => new Date(ms)
