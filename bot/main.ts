/** The server: configuration, database, product, and a clean end. */
import { pino } from 'pino'
import { claimDataDir } from '../prisma/embedded/claim-data-dir.ts'
import { startEmbeddedPostgres } from '../prisma/embedded/start-embedded-postgres.ts'
import { type Config, readConfig } from './config.ts'
import { startProduct } from './product.ts'

type Release = () => Promise<void>

/** The configured server, or the embedded one under a claim on its folder. */
const openPostgres = async ({ database, dataDir }: Config): Promise<{ url: string; release: Release }> => {
  if (database.kind === 'server') return { url: database.url, release: () => Promise.resolve() }
  const claim = await claimDataDir(dataDir)
  const embedded = await startEmbeddedPostgres(dataDir)
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

const run = async (): Promise<void> => {
  const config = readConfig(process.env)
  const log = pino({ level: config.logLevel })
  const postgres = await openPostgres(config)
  const product = await startProduct(
    {
      databaseUrl: postgres.url,
      ...(config.redisUrl ? { redisUrl: config.redisUrl } : {}),
      dataKey: config.dataKey,
      hospitalFile: config.hospitalFile,
      host: config.host,
      port: config.port,
      demo: config.demo,
      ...(config.telegram ? { telegram: config.telegram } : {}),
      secure: config.publicUrl?.startsWith('https://') ?? false,
    },
    log,
  )
  greet(product.url, config.demo)
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    await product.stop()
    await postgres.release()
    process.exit(0)
  }
  const ended = (): void => {
    stop().catch((error: unknown) => {
      log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'stopping failed')
      process.exit(1)
    })
  }
  process.on('SIGINT', ended)
  process.on('SIGTERM', ended)
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
