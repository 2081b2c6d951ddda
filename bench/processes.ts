/** One process against two that serve the same hospital. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { projectFile } from '../domain/project-root.ts'
import { type BenchHospital, openBenchHospital } from './hospital.ts'
import type { Question } from './question.ts'

const AT_ONCE = 32

export interface Answered {
  turns: number
  seconds: number
}

const start = (hospital: BenchHospital, redisUrl: string, atOnce: number, from: number): ChildProcess =>
  fork(projectFile('bench', 'one-process.ts'), {
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      BENCH_DATABASE_URL: hospital.url,
      BENCH_DATA_KEY: hospital.dataKey.toString('base64'),
      BENCH_REDIS_URL: redisUrl,
      BENCH_AT_ONCE: String(atOnce),
      BENCH_FROM: String(from),
    },
  })

/** The child's next message; fails where it ends without one. */
const answerOf = (child: ChildProcess): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a process ended with ${code} unasked`))
    child.once('exit', ended)
    child.once('message', (answer) => {
      child.off('exit', ended)
      resolve(answer as Answered)
    })
  })

/** Turns a second of `many` processes that share the conversations. */
const rateOf = async (
  hospital: BenchHospital,
  redisUrl: string,
  many: number,
  ms: number,
): Promise<number> => {
  const children = Array.from({ length: many }, (_, n) =>
    start(hospital, redisUrl, AT_ONCE / many, (many * 2 + n) * 10_000),
  )
  await Promise.all(children.map(answerOf)) // warm
  const answers = children.map(answerOf)
  for (const child of children) child.send(ms)
  const answered = await Promise.all(answers)
  for (const child of children) child.disconnect()
  await Promise.all(children.map((child) => once(child, 'exit')))
  return answered.reduce((sum, { turns, seconds }) => sum + turns / seconds, 0)
}

export const processes: Question = async ({ redisUrl, quick }) => {
  const hospital = await openBenchHospital()
  const ms = quick ? 1_000 : 8_000
  const one = await rateOf(hospital, redisUrl, 1, ms)
  const two = await rateOf(hospital, redisUrl, 2, ms)
  await hospital.close()
  return [
    {
      what: `${AT_ONCE} conversations on our own page, 1 process and 2`,
      figures: `${one.toFixed(0)} and ${two.toFixed(0)} turns/s (${(two / one).toFixed(2)})`,
    },
  ]
}
