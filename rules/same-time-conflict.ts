import { Temporal } from 'temporal-polyfill'

export interface TimeSpan {
  /** Included. */
  startsAt: Temporal.Instant
  /** Excluded. */
  endsAt: Temporal.Instant
}

/** Whether one person already has something at the wanted time; what ends as the other starts does not conflict. Source: AP-16 (S4 检查预约). */
export const sameTimeConflict = (existing: TimeSpan[], wanted: TimeSpan): boolean =>
  existing.some(
    ({ startsAt, endsAt }) =>
      Temporal.Instant.compare(startsAt, wanted.endsAt) < 0 &&
      Temporal.Instant.compare(wanted.startsAt, endsAt) < 0,
  )
