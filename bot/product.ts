/** The whole product in one process: wiring only. */
import type { Handler } from 'hono'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Channel } from '../domain/channel.ts'
import type { InboundMessage } from '../domain/message.ts'
import { projectFile } from '../domain/project-root.ts'
import { accept } from '../handlers/accept.ts'
import { importHospital } from '../handlers/import-hospital.ts'
import { hospitalReader, type Kit } from '../handlers/kit.ts'
import { takeTurn } from '../handlers/take-turn.ts'
import { deliver } from '../jobs/deliver.ts'
import { createPump, type Pump, type Work } from '../jobs/pump.ts'
import { openQueue, type Wakes } from '../jobs/queue.ts'
import { sweepDue } from '../jobs/sweep-due.ts'
import { type Taken, takeTurns } from '../jobs/take-turns.ts'
import { type Database, openDatabase } from '../prisma/database.ts'
import { migrate } from '../prisma/migrate.ts'
import { hospitalNow } from '../prisma/queries/clock.ts'
import { currentRevision } from '../prisma/queries/hospital-revisions.ts'
import { attend } from '../prisma/presence.ts'
import { checkKey, WrongKey } from '../prisma/queries/key-check.ts'
import { exclusively } from '../prisma/sql.ts'
import { overrideProblems } from '../texts/check.ts'
import { type RunningChannels, runChannels } from './channels/run-channels.ts'
import { type ChannelSettings, startChannels } from './channels/start-channels.ts'
import { webChannel } from './channels/web/channel.ts'
import { type Live, openLive } from './channels/web/live.ts'
import { JOB_BOARD, jobBoardRoutes } from './channels/web/job-board.ts'
import { listen, webApp } from './channels/web/server.ts'
import type { WebContext } from './channels/web/web-context.ts'
import { closeServer, endInOrder } from './end-in-order.ts'
import { openGauges } from './metrics/gauges.ts'
import { type Meter, openMeter } from './metrics/meter.ts'
import { metricsRoute } from './metrics/metrics-route.ts'

export interface ProductSettings extends ChannelSettings {
  databaseUrl: string
  redisUrl?: string
  dataKey: Buffer
  hospitalFile: string
  host: string
  port: number
  demo: boolean
  /** Absent: metrics are for this machine alone. */
  metricsToken?: string
  /** Pages are served over HTTPS. */
  secure: boolean
}

export interface Product {
  /** Where the pages are. */
  url: string
  database: Database
  /** Resolves where it must not run on: what it would write could not be read. */
  lost: Promise<Error>
  stop(): Promise<void>
}

/** With the claims of a killed process: what it had begun is taken up within ten seconds. */
const SWEEP_SECONDS = 3

const migrateDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await migrate(client, projectFile('prisma/migrations'))
  } finally {
    await client.end()
  }
}

const FIRST_IMPORT_LOCK = 7_227_002

/** The first start imports the configured file; later ones, and others at the same moment, keep what is in force. */
const ensureHospital = async (database: Database, file: string): Promise<void> => {
  if ((await currentRevision(database.pool)) > 0) return
  await exclusively(database.pool, FIRST_IMPORT_LOCK, () => importFirst(database, file))
}

const importFirst = async (database: Database, file: string): Promise<void> => {
  if ((await currentRevision(database.pool)) > 0) return
  const { loadHospital } = await import('../hospital/load-hospital.ts') // most starts need none of it
  const hospital = loadHospital(file, { textProblems: overrideProblems })
  const imported = await importHospital(database, hospital, 'server')
  if (!imported.ok) throw new Error(`${file}: ${imported.reason}`)
}

const databaseName = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1))

const codeOf = (error: unknown): string =>
  error instanceof Error ? ((error as { code?: string }).code ?? error.name) : 'unknown'

interface Parts {
  database: Database
  kit: Kit
  live: Live
  pump: Pump
  queue: Wakes
  remote: RunningChannels
  accept: (message: InboundMessage) => Promise<boolean>
}

/**
 * What the pump does: what is due, waiting turns, and the pages; the remote channels have couriers of their own. Who is
 * `leaving` ends the turn he is at and begins no other.
 */
const works = (kit: Kit, live: Live, remote: RunningChannels, leaving: AbortSignal): Work[] => {
  const { database, hospital } = kit
  const channels = new Map<string, Channel>([['web', webChannel(live)]])
  const turn = async (conversation: number): Promise<Taken> => {
    if (leaving.aborted) return 'none'
    const taken = await takeTurn(kit, conversation)
    if (taken !== 'none') remote.poke()
    return taken
  }
  return [
    () => sweepDue(database),
    () => takeTurns(database, turn),
    () => deliver({ database, channels, hospital }),
  ]
}

/** Tells that a server runs, and that it has the right key: it may have been changed while the connection was away. */
const present =
  ({ vault }: Database, lost: (reason: Error) => void) =>
  async (connection: pg.Client): Promise<void> => {
    await attend(connection)
    await checkKey(connection, vault).catch((error: unknown) => {
      if (error instanceof WrongKey) lost(error)
      throw error
    })
  }

/** How the product hears that it ends, and tells that it must not go on. */
interface Lifetime {
  leaving: AbortSignal
  lost: (reason: Error) => void
}

const assemble = async (
  settings: ProductSettings,
  log: Logger,
  { leaving, lost }: Lifetime,
): Promise<Parts> => {
  const database = openDatabase(settings.databaseUrl, settings.dataKey, (error) =>
    log.warn({ code: codeOf(error) }, 'a connection was lost'),
  )
  const live = await openLive(settings.databaseUrl, database.pool, present(database, lost))
  await ensureHospital(database, settings.hospitalFile)
  let wakeOthers: () => void = () => undefined
  const hospital = hospitalReader(database, log)
  const kit: Kit = {
    database,
    log,
    hospital,
    wake: () => {
      pump.poke()
      wakeOthers()
    },
  }
  const accepting = (message: InboundMessage): Promise<boolean> => accept(kit, message)
  const interrupted = (error: unknown): void =>
    log.warn({ code: codeOf(error) }, 'work was interrupted and will be tried again')
  const remote = runChannels(kit, await startChannels(settings, kit, accepting), interrupted)
  const pump = createPump(works(kit, live, remote, leaving), interrupted)
  const queue = await openQueue(
    {
      databaseUrl: settings.databaseUrl,
      ...(settings.redisUrl ? { redisUrl: settings.redisUrl } : {}),
      prefix: `yiguanjia-${databaseName(settings.databaseUrl)}`,
      sweepSeconds: SWEEP_SECONDS,
    },
    pump.poke,
    (error) => log.warn({ code: codeOf(error) }, 'the queue is out of reach; the sweep goes on'),
  )
  wakeOthers = queue.wake
  return { database, kit, live, pump, queue, remote, accept: accepting }
}

const channelStates = ({ remote }: Parts): Record<string, string> => ({ web: 'ok', ...remote.states() })

const metricsOf = (parts: Parts, { registry }: Meter, { metricsToken }: ProductSettings): Handler => {
  const { database, queue } = parts
  const watched = { database, queueAnswers: queue.healthy, channels: () => channelStates(parts) }
  return metricsRoute(registry, openGauges(registry, watched), metricsToken)
}

const healthOf = (parts: Parts) => async () => {
  const { database, kit, queue } = parts
  try {
    const now = await hospitalNow(database.pool)
    const { revision } = await kit.hospital()
    return {
      ready: true,
      hospitalNow: new Date(now).toISOString(),
      revision,
      queue: queue.healthy() ? 'ok' : 'away',
      channels: channelStates(parts),
    }
  } catch (error) {
    return { ready: false, database: codeOf(error) }
  }
}

const webOf = (
  { kit, live, accept: accepting, pump }: Parts,
  { secure }: ProductSettings,
  leaving: AbortSignal,
): WebContext => ({ kit, live, accept: accepting, settle: pump.settle, secure, leaving })

/** Starts everything and resolves once messages can come. */
export const startProduct = async (settings: ProductSettings, log: Logger): Promise<Product> => {
  await migrateDatabase(settings.databaseUrl)
  const meter = openMeter()
  let lose: (reason: Error) => void = () => undefined
  const lost = new Promise<Error>((resolve) => (lose = resolve))
  const leaving = new AbortController()
  const parts = await assemble(settings, log, { leaving: leaving.signal, lost: (reason) => lose(reason) })
  const { database, kit, live, pump, queue, remote } = parts
  await kit.hospital()
  const web = webOf(parts, settings, leaving.signal)
  const app = webApp(web, healthOf(parts), settings.demo)
  app.get('/metrics', metricsOf(parts, meter, settings))
  app.route(JOB_BOARD, jobBoardRoutes(web, queue.queue))
  remote.routes(app)
  const { server, port } = await listen(app, settings.host, settings.port)
  pump.poke()
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  return {
    url: `http://${host}:${port}`,
    database,
    lost,
    stop: async () => {
      leaving.abort()
      await endInOrder(log, [
        { what: 'pages', end: () => closeServer(server), withinMs: 2_000 },
        { what: 'turns', end: () => Promise.all([remote.stop(), pump.stop()]), withinMs: 3_000 },
        { what: 'queue', end: queue.stop, withinMs: 1_500 },
        { what: 'database', end: () => Promise.all([live.stop(), database.close()]), withinMs: 1_500 },
      ])
      meter.stop()
    },
  }
}
