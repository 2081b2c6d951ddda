/** Whether a platform can be reached, as the calls to it tell. Wall time. */
import type { Logger } from 'pino'

export interface Health {
  /** A call was answered. */
  well(): void
  /** A call was not; `reason` is a code or a sentence without secrets. */
  failing(reason: string): void
  /** Milliseconds until the next call is worth trying; 0 while all is well. */
  pause(): number
  /** Since when it is out of reach, epoch milliseconds; null while it is not. */
  downSince(): number | null
  /** `ok`, `connecting`, or `down since <instant>: <reason>`. */
  state(): string
}

const LONGEST_PAUSE = 30_000

const pauseAfter = (failures: number): number => Math.min(500 * 2 ** failures, LONGEST_PAUSE)

/** `name` is what the log calls it; it counts as connecting until the first call. */
export const createHealth = (name: string, log: Logger, clock: () => number = Date.now): Health => {
  let failures = 0
  let since: number | null = null
  let again = 0
  let reason = ''
  let reached = false
  return {
    well: () => {
      if (since !== null) log.info({ channel: name }, 'the channel is back')
      reached = true
      failures = 0
      since = null
      again = 0
    },
    failing: (why) => {
      const now = clock()
      if (since === null || why !== reason) log.error({ channel: name }, `${name} is out of reach: ${why}`)
      since ??= now
      reason = why
      // Calls that were under way together count as one.
      if (now < again) return
      failures += 1
      again = now + pauseAfter(failures)
    },
    pause: () => Math.max(0, again - clock()),
    downSince: () => since,
    state: () =>
      since === null
        ? reached
          ? 'ok'
          : 'connecting'
        : `down since ${new Date(since).toISOString()}: ${reason}`,
  }
}

/** Of two ways of one channel, the one to report: `usual`, unless only the other is down. */
export const worse = (usual: Health, other: Health): Health =>
  usual.downSince() === null && other.downSince() !== null ? other : usual
