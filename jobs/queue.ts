/** BullMQ carries wake-ups without content between processes; rows are the schedule, so losing it only delays. */
import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'

export interface Wakes {
  /** Wakes every process; never throws, and is cheap to repeat. */
  wake(): void
  stop(): Promise<void>
  /** Whether the queue answered last time. */
  healthy(): boolean
}

export interface QueueSettings {
  databaseUrl: string
  redisUrl?: string
  /** Names of instances on one Redis do not meet. */
  prefix: string
  sweepSeconds: number
}

const NAME = 'wake'

type Opened = { queue: Queue; worker: Worker; close: () => Promise<void> }

const overRedis = (url: string, prefix: string, woken: () => Promise<void>): Opened => {
  const connection = new Redis(url, { maxRetriesPerRequest: null, enableOfflineQueue: false, lazyConnect: false })
  connection.on('error', () => undefined)
  const queue = new Queue(NAME, { connection, prefix })
  const worker = new Worker(NAME, woken, { connection: new Redis(url, { maxRetriesPerRequest: null }), prefix, stalledInterval: 5_000 })
  return { queue, worker, close: async () => connection.disconnect() }
}

const overPostgres = async (url: string, woken: () => Promise<void>): Promise<Opened> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await runMigrations(client as never)
  await client.end()
  const connection = { connectionString: url, max: 3 }
  const queue = new Queue(NAME, { connection } as never, createPostgresBackend as never)
  const worker = new Worker(NAME, woken, { connection, stalledInterval: 5_000 } as never, createPostgresBackend as never)
  return { queue, worker, close: () => Promise.resolve() }
}

/** Opens the queue; `poke` is called for every wake-up and by the sweep, `lost` when the queue is out of reach. */
export const openQueue = async (
  { databaseUrl, redisUrl, prefix, sweepSeconds }: QueueSettings,
  poke: () => void,
  lost: (error: Error) => void,
): Promise<Wakes> => {
  let well = true
  const woken = async (): Promise<void> => poke()
  const { queue, worker, close } = redisUrl ? overRedis(redisUrl, prefix, woken) : await overPostgres(databaseUrl, woken)
  const failed = (error: Error): void => {
    if (well) lost(error)
    well = false
  }
  queue.on('error', failed)
  worker.on('error', failed)
  const add = async (): Promise<void> => {
    await queue.add(NAME, {}, { deduplication: { id: NAME }, removeOnComplete: true, removeOnFail: true })
    well = true
  }
  const sweep = () => queue.upsertJobScheduler('sweep', { every: sweepSeconds * 1_000 }, { name: NAME, opts: { removeOnComplete: true, removeOnFail: true } })
  sweep().catch(failed)
  // The queue may be gone altogether: then this process goes on alone.
  const watch = setInterval(() => {
    poke()
    if (!well) sweep().then(() => { well = true }, failed)
  }, sweepSeconds * 1_000)
  return {
    wake: () => {
      add().catch(failed)
    },
    healthy: () => well,
    stop: async () => {
      clearInterval(watch)
      await worker.close()
      await queue.close()
      await close()
    },
  }
}
