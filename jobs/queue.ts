/** BullMQ carries wake-ups without content between processes; rows are the schedule, so losing it only delays. */
import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'

/** What is used of BullMQ's queue, the same on both of its backends. */
export type WakeQueue = Pick<Queue, 'add' | 'upsertJobScheduler' | 'close'>

export interface Wakes {
  /** Wakes every process; never throws, and is cheap to repeat. */
  wake(): void
  stop(): Promise<void>
  /** Whether the queue answered last time. */
  healthy(): boolean
  /** BullMQ's own, for a board that shows it. */
  queue: WakeQueue
}

export interface QueueSettings {
  databaseUrl: string
  redisUrl?: string
  /** Names of instances on one Redis do not meet. */
  prefix: string
  sweepSeconds: number
}

const NAME = 'wake'

interface Opened {
  queue: WakeQueue
  /** Hears of either losing its backend. */
  onError(hear: (error: Error) => void): void
  close(): Promise<void>
}

interface Ends {
  on(event: 'error', hear: (error: Error) => void): unknown
  close(): Promise<void>
}

const opened = (queue: WakeQueue & Ends, worker: Ends, close: () => Promise<void>): Opened => ({
  queue,
  onError: (hear) => {
    queue.on('error', hear)
    worker.on('error', hear)
  },
  close: async () => {
    await worker.close()
    await queue.close()
    await close()
  },
})

const overRedis = (url: string, prefix: string, woken: () => Promise<void>): Opened => {
  const connection = new Redis(url, {
    maxRetriesPerRequest: null,
    enableOfflineQueue: false,
    lazyConnect: false,
  })
  connection.on('error', () => undefined)
  const queue = new Queue(NAME, { connection, prefix })
  const listening = new Redis(url, { maxRetriesPerRequest: null })
  const worker = new Worker(NAME, woken, { connection: listening, prefix, stalledInterval: 5_000 })
  return opened(queue, worker, async () => {
    connection.disconnect()
    listening.disconnect()
  })
}

const overPostgres = async (url: string, woken: () => Promise<void>): Promise<Opened> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await runMigrations(client)
  await client.end()
  const connection = { connectionString: url, max: 3 }
  const queue = new Queue(NAME, { connection }, createPostgresBackend)
  const worker = new Worker(NAME, woken, { connection, stalledInterval: 5_000 }, createPostgresBackend)
  return opened(queue, worker, () => Promise.resolve())
}

/** While one wake-up is on its way, any number of further ones become a single one after it. */
const coalesced = (send: () => Promise<void>): (() => void) => {
  let sending = false
  let again = false
  const run = async (): Promise<void> => {
    sending = true
    do {
      again = false
      await send()
    } while (again)
    sending = false
  }
  return () => {
    if (sending) again = true
    else void run()
  }
}

const ONCE = { removeOnComplete: true, removeOnFail: true }

const open = (
  { databaseUrl, redisUrl, prefix }: QueueSettings,
  woken: () => Promise<void>,
): Opened | Promise<Opened> =>
  redisUrl ? overRedis(redisUrl, prefix, woken) : overPostgres(databaseUrl, woken)

/** Whether the queue answered last time; `lost` hears of it once when it goes. */
const wellness = (lost: (error: Error) => void) => {
  let well = true
  return {
    well: () => well,
    answered: () => {
      well = true
    },
    failed: (error: Error) => {
      if (well) lost(error)
      well = false
    },
  }
}

/** Opens the queue; `poke` is called for every wake-up and by the sweep, `lost` when the queue is out of reach. */
export const openQueue = async (
  settings: QueueSettings,
  poke: () => void,
  lost: (error: Error) => void,
): Promise<Wakes> => {
  const { well, answered, failed } = wellness(lost)
  const { queue, onError, close } = await open(settings, () => Promise.resolve(poke()))
  onError(failed)
  const every = settings.sweepSeconds * 1_000
  const sweep = () => queue.upsertJobScheduler('sweep', { every }, { name: NAME, opts: ONCE })
  const add = () => queue.add(NAME, {}, { deduplication: { id: NAME }, ...ONCE })
  await sweep().catch(failed)
  // The queue may be gone altogether: then this process goes on alone.
  const watch = setInterval(() => {
    poke()
    if (!well()) sweep().then(answered, failed)
  }, every)
  return {
    wake: coalesced(() => add().then(answered, failed)),
    healthy: well,
    queue,
    stop: async () => {
      clearInterval(watch)
      await close()
    },
  }
}
