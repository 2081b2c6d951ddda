import { Temporal } from 'temporal-polyfill'
import type { Policy } from './policy.ts'

/**
 * What to do with the newest message of a chat, given when its messages arrived, the newest included: answer it, ask to
 * slow down, or leave it unanswered. Emergencies are screened before. Source: SD-6 (own; no book limits enquiries).
 */
export const floodVerdict = (
  arrivedAt: readonly Temporal.Instant[],
  now: Temporal.Instant,
  { flood }: Policy,
): 'answer' | 'slow-down' | 'ignore' => {
  const since = now.subtract({ seconds: flood.windowSeconds })
  const recent = arrivedAt.filter(
    (at) => Temporal.Instant.compare(at, since) > 0 && Temporal.Instant.compare(at, now) <= 0,
  ).length
  if (recent > flood.ignoreAbove) return 'ignore'
  return recent > flood.slowDownAbove ? 'slow-down' : 'answer'
}
