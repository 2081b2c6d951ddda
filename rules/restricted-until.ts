import { Temporal } from 'temporal-polyfill'
import type { Policy } from './policy.ts'

export interface Breach {
  at: Temporal.Instant
  /** Excused by staff: it does not count. */
  forgiven: boolean
}

const addLocalDays = (at: Temporal.Instant, days: number, { zone }: Policy): Temporal.Instant =>
  at.toZonedDateTimeISO(zone).add({ days }).toInstant()

/**
 * The instant until which (excluded) remote booking is restricted, or null where it is not at `now`.
 * The window is closed: a breach exactly `windowDays` before the last of the limit still counts. A breach during a
 * restriction restricts anew from itself where again enough lie in its window. Source: AP-5 (S1 六.1).
 */
export const restrictedUntil = (
  breaches: readonly Breach[],
  now: Temporal.Instant,
  policy: Policy,
): Temporal.Instant | null => {
  const { limit, windowDays, restrictionDays } = policy.breach
  const counted = breaches
    .filter(({ at, forgiven }) => !forgiven && Temporal.Instant.compare(at, now) <= 0)
    .map(({ at }) => at)
    .toSorted((a, b) => Temporal.Instant.compare(a, b))
  const ends = counted.flatMap((at, i) => {
    const firstOfLimit = counted[i - limit + 1]
    const reached =
      firstOfLimit && Temporal.Instant.compare(addLocalDays(firstOfLimit, windowDays, policy), at) >= 0
    return reached ? [addLocalDays(at, restrictionDays, policy)] : []
  })
  const last = ends.at(-1)
  return last && Temporal.Instant.compare(last, now) > 0 ? last : null
}
