import pg from 'pg'
import { createVault, type Vault } from './vault.ts'

export interface Database {
  pool: pg.Pool
  vault: Vault
  close(): Promise<void>
}

/** Opens the hospital's database; `onLost` hears of idle connections that broke (the pool replaces them). */
export const openDatabase = (
  url: string,
  dataKey: Buffer,
  onLost: (error: Error) => void,
  connections = 10,
): Database => {
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 5_000 })
  pool.on('error', onLost)
  return { pool, vault: createVault(dataKey), close: () => pool.end() }
}
