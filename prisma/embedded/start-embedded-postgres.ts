import { type Cluster, type Log, openCluster } from './cluster.ts'
import { bringUp, type Postmaster, type ServerSettings, shutDown, urlOf } from './postmaster.ts'
import { isAlive } from './process-identity.ts'

export type EmbeddedPostgres = {
  url: string
  /** Of the postmaster that runs now; changes when a killed one was started again. */
  readonly pid: number
  /** Whether a server was found running, left behind by a killed process. */
  adopted: boolean
  version: string
  stop(): Promise<void>
}

export type EmbeddedOptions = { log?: Log; settings?: ServerSettings }

const watchEveryMs = 1000

type Watch = { postmaster(): Postmaster; end(): Promise<void> }

/** Starts the server again, on the same port, whenever it has died. */
const keepUp = (cluster: Cluster, first: Postmaster, settings: ServerSettings, log: Log): Watch => {
  let postmaster = first
  let revival: Promise<void> | undefined
  const revive = async () => {
    log(`PostgreSQL (process ${postmaster.pid}) is gone: starting it again`)
    try {
      postmaster = await bringUp(cluster, settings, first.port)
    } catch (error) {
      log(`PostgreSQL could not be started again, trying on: ${String(error)}`)
    }
    revival = undefined
  }
  const timer = setInterval(() => {
    if (!isAlive(postmaster.pid)) revival ??= revive()
  }, watchEveryMs).unref()
  const end = async () => {
    clearInterval(timer)
    await revival
  }
  return { postmaster: () => postmaster, end }
}

/**
 * Starts the PostgreSQL that comes with the npm packages on `dataDir`, or adopts the one a killed process left
 * there, and keeps it up until `stop`.
 *
 * The server listens on 127.0.0.1 with a generated password and is a process of its own: neither Ctrl+C nor the
 * death of this process ends it. As root it runs as user postgres or nobody.
 */
export const startEmbeddedPostgres = async (
  dataDir: string,
  { log = () => undefined, settings = {} }: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> => {
  const cluster = openCluster(dataDir, log)
  const first = await bringUp(cluster, settings)
  const watch = keepUp(cluster, first, settings, log)
  return {
    url: urlOf(cluster, first.port),
    get pid() {
      return watch.postmaster().pid
    },
    adopted: first.adopted,
    version: first.version,
    stop: async () => {
      await watch.end()
      await shutDown(watch.postmaster().pid, log)
    },
  }
}
