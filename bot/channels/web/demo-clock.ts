/** The demo's clock: whoever watches hears of every move. */
import type { Context } from 'hono'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { advanceClock } from '../../../handlers/advance-clock.ts'
import { hospitalNow } from '../../../prisma/queries/clock.ts'
import { localTime } from '../../../domain/local-time.ts'
import type { WebContext } from './web-context.ts'

const MOST_HOURS = 400 * 24

const body = z.union([z.object({ advance: z.string().max(40) }), z.object({ until: z.string().max(40) })])

/** The instant a request means; null where it is no time ahead. */
const targetOf = (
  asked: z.infer<typeof body>,
  now: Temporal.Instant,
  zone: string,
): Temporal.Instant | null => {
  try {
    const target =
      'advance' in asked
        ? now.toZonedDateTimeISO(zone).add(Temporal.Duration.from(asked.advance)).toInstant()
        : Temporal.PlainDateTime.from(asked.until).toZonedDateTime(zone).toInstant()
    const ahead = now.until(target).total('hours')
    return ahead > 0 && ahead <= MOST_HOURS ? target : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Hospital-local now, `YYYY-MM-DDTHH:MM:SS`. */
export const localNow = async ({ kit }: WebContext): Promise<string> => {
  const { policy } = await kit.hospital()
  return localTime(await hospitalNow(kit.database.pool), policy.zone)
}

export interface DemoClock {
  move(c: Context): Promise<Response>
  watch(tell: (now: string) => void): () => void
}

/** Moves wait for each other: two presses are two moves. */
export const demoClock = (web: WebContext): DemoClock => {
  const watchers = new Set<(now: string) => void>()
  let last: Promise<unknown> = Promise.resolve()

  const move = async (asked: z.infer<typeof body>) => {
    const { policy } = await web.kit.hospital()
    const now = Temporal.Instant.fromEpochMilliseconds(await hospitalNow(web.kit.database.pool))
    const target = targetOf(asked, now, policy.zone)
    return target ? advanceClock(web.kit.database, target.epochMilliseconds, web.settle) : null
  }

  return {
    move: async (c) => {
      const asked = body.safeParse(await c.req.json().catch(() => null))
      if (!asked.success)
        return c.json({ message: '要写 {"advance":"PT25H"} 或 {"until":"2026-11-24T08:00"}。' }, 400)
      const moving = last.then(() => move(asked.data))
      last = moving.catch(() => undefined)
      const moved = await moving
      if (!moved) return c.json({ message: '只能往后拨，最多四百天。' }, 400)
      const now = await localNow(web)
      for (const tell of watchers) tell(now)
      return c.json({ now, happened: moved.happened })
    },
    watch: (tell) => {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
  }
}
