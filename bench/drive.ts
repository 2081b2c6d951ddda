/** Patients who book one visit after the other, each waiting for the answer before saying the next thing. */
import type { Step } from './bookings.ts'
import { STEPS } from './bookings.ts'
import { sayTo } from './say-to.ts'
import type { Side } from './sides/side.ts'

export interface Driven {
  turns: number
  seconds: number
  /** Microseconds of this process's processors, of all turns. */
  cpu: number
  /** Milliseconds, one for each turn. */
  waits: number[]
  /** Bookings that were said to their end. */
  finished: number
}

export type Bookings = (n: number) => Record<Step, string>

/** Hands out patients, each number once: a booking is said in words of its own. */
export const patients = (from = 0): (() => number) => {
  let next = from
  return () => (next += 1)
}

/** Keeps `atOnce` conversations going for `ms`; what is under way then is finished, so that bookings are whole. */
export const drive = async (
  side: Side,
  bookings: Bookings,
  { atOnce, ms, patient }: { atOnce: number; ms: number; patient: () => number },
): Promise<Driven> => {
  const waits: number[] = []
  let finished = 0
  let last = 0
  const from = performance.now()
  const cpu = process.cpuUsage()
  const talk = async (): Promise<void> => {
    while (performance.now() - from < ms) {
      const who = patient()
      const words = bookings(who)
      for (const [n, step] of STEPS.entries()) {
        const asked = performance.now()
        await sayTo(side, who, words[step], n)
        last = performance.now()
        waits.push(last - asked)
      }
      finished += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, talk))
  const spent = process.cpuUsage(cpu)
  return {
    turns: waits.length,
    seconds: (last - from) / 1_000,
    cpu: spent.user + spent.system,
    waits,
    finished,
  }
}
