/** Servers and the tools that want the database for themselves keep out of each other's way, by one lock of PostgreSQL. */
import type pg from 'pg'
import { type Db, first } from './sql.ts'

const PRESENCE = 7_227_003

/** Marks a server as running for as long as `connection` lives; waits while a tool has the database for itself. */
export const attend = async (connection: pg.Client): Promise<void> => {
  await connection.query('SELECT pg_advisory_lock_shared($1)', [PRESENCE])
}

/** Holds the database alone until the transaction ends. Throws where a server is running. */
export const beAlone = async (transaction: Db): Promise<void> => {
  const taken = await first<{ alone: boolean }>(
    transaction,
    'SELECT pg_try_advisory_xact_lock($1) AS alone',
    [PRESENCE],
  )
  if (!taken?.alone) throw new Error('医管家还在运行。请先停掉所有进程，再做一次。')
}
