/** Plain SQL with named prepared statements: dates come as `YYYY-MM-DD`, instants as epoch milliseconds, bigints as numbers. */
import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Result } from '../domain/result.ts'

/** A pool or one of its connections. */
export interface Db {
  query(config: pg.QueryConfig): Promise<{ rows: unknown[]; rowCount: number | null }>
}

const OID = { int8: 20, date: 1082, timestamptz: 1184 }

const readers: Record<number, (value: string) => unknown> = {
  [OID.int8]: Number,
  [OID.date]: String,
  [OID.timestamptz]: (value) => (pg.types.getTypeParser(OID.timestamptz)(value) as Date).getTime(),
}

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    readers[oid] ?? (pg.types.getTypeParser as (oid: number, format?: string) => (value: string) => unknown)(oid, format),
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

/** Epoch milliseconds as a parameter for a timestamptz. */
export const at = (ms: number): Date => new Date(ms)
