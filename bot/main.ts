/** The server: configuration, database, product, and a clean end. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Logger, pino } from 'pino'
import { claimDataDir } from '../prisma/embedded/claim-data-dir.ts'
import { startEmbeddedPostgres } from '../prisma/embedded/start-embedded-postgres.ts'
import { tellRejection } from './channels/wechat/unheard-rejections.ts'
import { checkFaultPoint } from './check-fault-point.ts'
import { type Config, readConfig } from './config.ts'
import type * as ProductModule from './product.ts'

type Release = () => Promise<void>

/** The product ends sooner by itself; nothing may keep a process that was asked to go. */
const STOP_LIMIT_MS = 9_000

/** The configured server, or the embedded one under a claim on its folder. */
const openPostgres = async (
  { database, dataDir }: Config,
  log: Logger,
): Promise<{ url: string; release: Release }> => {
  if (database.kind === 'server') return { url: database.url, release: () => Promise.resolve() }
  const claim = await claimDataDir(dataDir)
  const embedded = await startEmbeddedPostgres(dataDir, { log: (line) => log.warn(line) })
  return {
    url: embedded.url,
    release: async () => {
      await embedded.stop()
      await claim.release()
    },
  }
}

const greet = (url: string, demo: boolean): void => {
  const lines = demo
    ? [`演示医院已经开门：${url}/demo`, '左边扮患者，右边看科室群，上面拨时钟。']
    : [`医院已经开门。患者：${url}/chat  工作人员：${url}/staff`]
  process.stdout.write(`\n${lines.join('\n')}\n按 Ctrl+C 停止。\n\n`)
}

/** Resolves when somebody asks this process to stop, now or while it still starts. */
const askedToStop = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })

const productSettings = (config: Config, databaseUrl: string): ProductModule.ProductSettings => ({
  ...config,
  databaseUrl,
  secure: config.publicUrl?.startsWith('https://') ?? false,
})

/** Read while PostgreSQL starts: both take most of a second. What goes wrong is told where it is waited for. */
const loadProduct = (): Promise<typeof ProductModule> => {
  const loading = import('./product.ts')
  loading.catch(() => undefined)
  return loading
}

/** Serves until somebody asks to stop. */
const serve = async (
  config: Config,
  databaseUrl: string,
  { log, stop, loading }: { log: Logger; stop: Promise<void>; loading: Promise<typeof ProductModule> },
) => {
  const { startProduct } = await loading
  const product = await startProduct(productSettings(config, databaseUrl), log)
  greet(product.url, config.demo)
  const reason = await Promise.race([stop, product.lost])
  const stopped = await Promise.race([product.stop().then(() => true), sleep(STOP_LIMIT_MS, false)])
  if (!stopped) log.warn('not everything ended in time; what was under way is taken up at the next start')
  if (reason) throw reason
}

/** What Wechaty leaves unheard costs its channel; any other is a fault of ours, and ends the process in plain sight. */
process.on('unhandledRejection', (reason) => {
  if (!tellRejection(reason)) throw reason
})

const run = async (): Promise<void> => {
  const stop = askedToStop()
  checkFaultPoint(process.env)
  const config = readConfig(process.env)
  const log = pino({ level: config.logLevel })
  const opening = openPostgres(config, log)
  const loading = loadProduct()
  const postgres = await opening
  try {
    await serve(config, postgres.url, { log, stop, loading })
  } finally {
    await postgres.release()
  }
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
