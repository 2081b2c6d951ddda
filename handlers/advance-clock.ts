import { hospitalNow, setHospitalClock } from '../prisma/queries/clock.ts'
import { nextDueAt } from '../prisma/queries/due.ts'
import type { Database } from '../prisma/database.ts'

/**
 * Moves the hospital clock on to `target` (epoch milliseconds): everything due in between happens in order, each at its own time.
 * `settle` works until nothing is left to do. Answers the new now and how many due instants were passed.
 */
export const advanceClock = async (
  { pool }: Pick<Database, 'pool'>,
  target: number,
  settle: () => Promise<void>,
): Promise<{ now: number; happened: number }> => {
  await settle()
  let happened = 0
  for (let next = await nextDueAt(pool); next !== null && next <= target; next = await nextDueAt(pool)) {
    if (next > (await hospitalNow(pool))) await setHospitalClock(pool, next)
    await settle()
    happened += 1
  }
  if (target > (await hospitalNow(pool))) await setHospitalClock(pool, target)
  await settle()
  return { now: await hospitalNow(pool), happened }
}
