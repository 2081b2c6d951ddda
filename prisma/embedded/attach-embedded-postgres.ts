import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { holderOf } from './claim-data-dir.ts'
import { type Log, openCluster } from './cluster.ts'
import { bringUp, runningPostmaster, shutDown, urlOf } from './postmaster.ts'

export type AttachedPostgres = { url: string; stop(): Promise<void> }

const othersConnected = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const others = "backend_type = 'client backend' AND pid <> pg_backend_pid()"
    const { rowCount } = await client.query(`SELECT 1 FROM pg_stat_activity WHERE ${others} LIMIT 1`)
    return (rowCount ?? 0) > 0
  } finally {
    await client.end()
  }
}

/**
 * Reaches the PostgreSQL of a data folder for a command-line tool, starting it only if it is down.
 *
 * `stop`, to be called when the tool's own connections are closed, ends only a server that this call started and
 * that nobody else has come to use since.
 */
export const attachEmbeddedPostgres = async (
  dataDir: string,
  { log = () => undefined }: { log?: Log } = {},
): Promise<AttachedPostgres> => {
  const cluster = openCluster(dataDir, log)
  const { pid, port, adopted } = await bringUp(cluster, {})
  const url = urlOf(cluster, port)
  const stop = async () => {
    if (adopted || (await holderOf(dataDir)) !== undefined || (await othersConnected(url))) return
    await shutDown(pid, log)
  }
  return { url, stop }
}

/** Shuts down the server that still runs on a data folder whose owner was killed; does nothing where none runs. */
export const shutDownFolder = async (dataDir: string, log: Log = () => undefined): Promise<void> => {
  const folder = join(dataDir, 'postgres', 'cluster')
  const running = existsSync(folder) ? runningPostmaster(realpathSync(folder)) : undefined
  if (running) await shutDown(running.pid, log)
}
