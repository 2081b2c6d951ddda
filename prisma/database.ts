import pg from 'pg'
import { createVault, type Vault } from './vault.ts'

export interface Database {
  pool: pg.Pool
  vault: Vault
  close(): Promise<void>
}

/** Statements find their rows by index whatever the values are: planning one anew each time would cost more than running it. */
const PLAN_ONCE = '-c plan_cache_mode=force_generic_plan'

/** Opens the hospital's database; `onLost` hears of idle connections that broke (the pool replaces them). */
export const openDatabase = (
  url: string,
  dataKey: Buffer,
  onLost: (error: Error) => void,
  connections = 10,
): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    options: PLAN_ONCE,
  })
  pool.on('error', onLost)
  return { pool, vault: createVault(dataKey), close: () => pool.end() }
}
