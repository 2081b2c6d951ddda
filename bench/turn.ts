/** How many durable turns a second, whole bookings through the whole pipeline, and what one costs. */
import { createUnderstand } from '../nlu/understand.ts'
import { lexiconOf } from '../domain/hospital.ts'
import { bookings } from './bookings.ts'
import { drive, type Driven, patients } from './drive.ts'
import { openBenchHospital } from './hospital.ts'
import type { Question } from './question.ts'
import { atLeast, atMost, median, quantile, type Row } from './row.ts'
import { floor } from './sides/floor.ts'
import { grammyOnPostgres, grammyOnRedis } from './sides/grammy.ts'
import { product } from './sides/product.ts'
import type { Side } from './sides/side.ts'
import { telegrafOnRedis } from './sides/telegraf.ts'

const AT_ONCE = [16, 100]

interface Measured {
  rate: number
  cpu: number
  p99: number
}

const measured = (rounds: Driven[]): Measured => ({
  rate: median(rounds.map(({ turns, seconds }) => turns / seconds)),
  cpu: median(rounds.map(({ cpu, turns }) => cpu / turns)),
  p99: median(rounds.map(({ waits }) => quantile(waits, 0.99))),
})

const figuresOf = ({ rate, cpu, p99 }: Measured): string =>
  `${rate.toFixed(0)} turns/s, p99 ${p99.toFixed(1)} ms, ${cpu.toFixed(0)} µs CPU`

const AIMS = new Map([
  [16, 2],
  [100, 3],
])

/** Every side in turn, round after round, so that whatever else the machine does befalls all of them. */
const rounds = async (
  sides: Side[],
  say: Parameters<typeof drive>[1],
  atOnce: number,
  ms: number,
  times: number,
) => {
  const driven = new Map<Side, Driven[]>(sides.map((side) => [side, []]))
  const patient = patients(atOnce * 1_000)
  for (const side of sides) await drive(side, say, { atOnce, ms: ms / 2, patient })
  for (let round = 0; round < times; round += 1)
    for (const side of sides) driven.get(side)?.push(await drive(side, say, { atOnce, ms, patient }))
  return new Map([...driven].map(([side, all]) => [side.name, measured(all)]))
}

const rowsOf = (by: Map<string, Measured>, atOnce: number): Row[] => {
  const of = (name: string): Measured => by.get(name) ?? { rate: 0, cpu: 0, p99: 0 }
  const own = of('Yiguanjia')
  const rivals = [...by.keys()].filter((name) => name.startsWith('grammY'))
  return [
    ...[...by].map(([name, each]) => ({
      what: `turn, ${atOnce} at once, ${name}`,
      figures: figuresOf(each),
    })),
    ...rivals.map((name) => ({
      what: `turn, ${atOnce} at once, against ${name}`,
      figures: `${own.rate.toFixed(0)} : ${of(name).rate.toFixed(0)} turns/s`,
      held: atLeast(own.rate / of(name).rate, AIMS.get(atOnce) ?? 1),
    })),
    {
      what: `CPU of a turn, ${atOnce} at once, against the floor, understanding in both`,
      figures: `${own.cpu.toFixed(0)} : ${of('bare durable floor').cpu.toFixed(0)} µs`,
      held: atMost(own.cpu / of('bare durable floor').cpu, 1.5),
    },
  ]
}

/** Fails where a side did not book what was said: its speed would mean nothing. */
const check = async (sides: Side[]): Promise<void> => {
  for (const side of sides) if ((await side.booked()) === 0) throw new Error(`${side.name} booked nothing`)
}

export const turn: Question = async ({ redisUrl, quick }) => {
  const hospital = await openBenchHospital()
  const understand = createUnderstand(lexiconOf(hospital.hospital))
  const settings = { hospital, redisUrl, understand, tag: String(process.pid) }
  const sides: Side[] = []
  for (const open of [product, floor, grammyOnRedis, grammyOnPostgres, telegrafOnRedis])
    sides.push(await open(settings))
  const say = bookings(hospital.hospital)
  const rows: Row[] = []
  for (const atOnce of AT_ONCE)
    rows.push(...rowsOf(await rounds(sides, say, atOnce, quick ? 500 : 3_000, quick ? 1 : 5), atOnce))
  await check(sides)
  for (const side of sides) await side.close()
  await hospital.close()
  return rows
}
