/** Ten thousand things become due at one instant, of a hundred thousand that are pending: rows and a sweep against BullMQ's delayed jobs. */
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { sweepDue } from '../jobs/sweep-due.ts'
import { schedule } from '../prisma/queries/due.ts'
import { first, rows } from '../prisma/sql.ts'
import { type BenchHospital, OPENS, openBenchHospital } from './hospital.ts'
import type { Question } from './question.ts'
import { atLeast, atMost } from './row.ts'

interface Size {
  pending: number
  due: number
}

interface Drained {
  seconds: number
  /** Of one that is pending. */
  bytes: number
}

/** As a hospital's visits are numbered that has been open for a while. */
const FIRST_VISIT = 1_000_000
const CHUNK = 5_000
const DAY = 86_400_000

/** Of the n-th; below `due` at once, and of the others one day's reminders at one instant, as policies have it. */
const delayOf = (n: number, due: number): number => (n < due ? 0 : (1 + (n % 30)) * DAY)

const subjectOf = (n: number): string => `appointment:${FIRST_VISIT + n}`

/** Calls `add` with the numbers of all of them, a chunk at a time. */
const chunked = async (from: number, to: number, add: (numbers: number[]) => Promise<unknown>) => {
  for (let n = from; n < to; n += CHUNK)
    await add(Array.from({ length: Math.min(CHUNK, to - n) }, (_, index) => n + index))
}

const CHATS = `INSERT INTO conversation (channel, chat, kind, touched_at)
  SELECT 'bench', 'due:' || n, 'private', $2 FROM generate_series(1, $1::int) n RETURNING id`

const scheduleAll = async ({ database: { pool } }: BenchHospital, { pending, due }: Size): Promise<void> => {
  const chats = await rows<{ id: number }>(pool, CHATS, [due, new Date(OPENS)])
  await chunked(0, pending, (numbers) =>
    schedule(
      pool,
      ...numbers.map((n) => ({
        kind: 'reminder-day',
        subject: subjectOf(n),
        dueAt: OPENS + delayOf(n, due),
        conversation: chats[n % due]?.id ?? null,
      })),
    ),
  )
}

const sizeOfDue = async ({ database: { pool } }: BenchHospital): Promise<number> =>
  (await first<{ bytes: number }>(pool, `SELECT pg_total_relation_size('due') AS bytes`))?.bytes ?? 0

/** Until every one of them is an arrival that waits for its turn, for good. */
const drainRows = async (hospital: BenchHospital, { pending, due }: Size): Promise<Drained> => {
  const { pool } = hospital.database
  await pool.query('TRUNCATE due')
  await pool.query('VACUUM FULL due')
  const empty = await sizeOfDue(hospital)
  await scheduleAll(hospital, { pending, due })
  await pool.query('ANALYZE due')
  const bytes = ((await sizeOfDue(hospital)) - empty) / pending
  const from = performance.now()
  let swept = 0
  for (let more = -1; more !== 0; swept += more) more = await sweepDue(hospital.database)
  const seconds = (performance.now() - from) / 1_000
  const arrived = await first<{ n: number }>(
    pool,
    `SELECT count(*) AS n FROM inbox WHERE source = 'due' AND status = 'waiting'`,
  )
  if (arrived?.n !== due) throw new Error(`${arrived?.n} of ${due} arrived`)
  return { seconds, bytes }
}

const usedMemory = async (redis: Redis): Promise<number> =>
  Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1])

const LEAD_MS = 4_000

const addJobs = (queue: Queue, numbers: number[], delay: (n: number) => number): Promise<unknown> =>
  queue.addBulk(
    numbers.map((n) => ({
      name: 'reminder-day',
      data: { subject: subjectOf(n), conversation: n },
      opts: { delay: delay(n), removeOnComplete: true, removeOnFail: true },
    })),
  )

/** Resolves to the worker once it was handed so many; it does nothing with them. */
const drainedBy = (name: string, redis: Redis, many: number): Promise<Worker> =>
  new Promise((resolve) => {
    let handed = 0
    const take = (): Promise<void> => {
      handed += 1
      if (handed === many) resolve(worker)
      return Promise.resolve()
    }
    const worker = new Worker(name, take, { connection: redis.duplicate(), concurrency: 100 })
  })

/** Until the worker was handed every one of them. */
const drainJobs = async (redisUrl: string, { pending, due }: Size): Promise<Drained> => {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null })
  const name = `due-${process.hrtime.bigint()}`
  const queue = new Queue(name, { connection: redis })
  await queue.waitUntilReady()
  const empty = await usedMemory(redis)
  await chunked(due, pending, (numbers) => addJobs(queue, numbers, (n) => delayOf(n, due)))
  let at = Date.now() + LEAD_MS
  await chunked(0, due, (numbers) => addJobs(queue, numbers, () => at - Date.now()))
  const bytes = ((await usedMemory(redis)) - empty) / pending
  at = Math.max(at, Date.now())
  const worker = await drainedBy(name, redis, due)
  const seconds = (Date.now() - at) / 1_000
  await worker.close(true)
  await queue.obliterate({ force: true })
  await queue.close()
  redis.disconnect()
  return { seconds, bytes }
}

export const due: Question = async ({ redisUrl, quick }) => {
  const size = quick ? { pending: 5_000, due: 1_000 } : { pending: 100_000, due: 10_000 }
  const hospital = await openBenchHospital()
  const own = await drainRows(hospital, size)
  const jobs = await drainJobs(redisUrl, size)
  await hospital.close()
  const rate = ({ seconds }: Drained): number => size.due / seconds
  return [
    {
      what: `${size.due} due at once of ${size.pending}, against BullMQ's delayed jobs on Redis`,
      figures: `${rate(own).toFixed(0)} : ${rate(jobs).toFixed(0)} a second (${own.seconds.toFixed(2)} : ${jobs.seconds.toFixed(2)} s)`,
      held: atLeast(rate(own) / rate(jobs), 2),
    },
    {
      what: 'what one pending takes, indexes included, against Redis',
      figures: `${own.bytes.toFixed(0)} : ${jobs.bytes.toFixed(0)} bytes`,
      held: atMost(own.bytes / jobs.bytes, 0.25),
    },
  ]
}
