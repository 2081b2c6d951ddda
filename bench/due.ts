/** Ten thousand things become due at one instant, of a hundred thousand that are pending: rows and a sweep against BullMQ's delayed jobs. */
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { sweepDue } from '../jobs/sweep-due.ts'
import { first } from '../prisma/sql.ts'
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

const FILL = `WITH chats AS (
    INSERT INTO conversation (channel, chat, kind, touched_at) SELECT 'bench', 'due:' || n, 'private', $3 FROM generate_series(1, $2::int) n
    RETURNING id
  ), numbered AS (SELECT id, row_number() OVER () AS n FROM chats)
  INSERT INTO due (kind, subject, due_at, conversation_id)
  SELECT 'reminder-day', 'appointment:' || n, $3::timestamptz + CASE WHEN n <= $2 THEN interval '0' ELSE interval '30 days' END,
    (SELECT id FROM numbered WHERE numbered.n = 1 + mod(s.n, $2))
  FROM generate_series(1, $1::int) s(n)`

const sizeOfDue = async ({ database: { pool } }: BenchHospital): Promise<number> =>
  (await first<{ bytes: number }>(pool, `SELECT pg_total_relation_size('due') AS bytes`))?.bytes ?? 0

/** Until every one of them is an arrival that waits for its turn, for good. */
const drainRows = async (hospital: BenchHospital, { pending, due }: Size): Promise<Drained> => {
  const { pool } = hospital.database
  await pool.query('TRUNCATE due')
  await pool.query('VACUUM FULL due')
  const empty = await sizeOfDue(hospital)
  await pool.query(FILL, [pending, due, new Date(OPENS)])
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

const CHUNK = 5_000
const LEAD_MS = 4_000

const addAll = async (queue: Queue, many: number, delayOf: () => number): Promise<void> => {
  for (let n = 0; n < many; n += CHUNK)
    await queue.addBulk(
      Array.from({ length: Math.min(CHUNK, many - n) }, (_, index) => ({
        name: 'reminder-day',
        data: { subject: `appointment:${n + index}`, conversation: n + index },
        opts: { delay: delayOf(), removeOnComplete: true, removeOnFail: true },
      })),
    )
}

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
  await addAll(queue, pending - due, () => 30 * 86_400_000)
  let at = Date.now() + LEAD_MS
  await addAll(queue, due, () => at - Date.now())
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
