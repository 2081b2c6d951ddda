import { Temporal } from 'temporal-polyfill'
import { addOpenTime, openMinutesBetween } from './calendar.ts'
import type { BusinessHours } from './policy-fields.ts'
import type { Policy } from './policy.ts'

/** A stretch of a ticket's life in one status; they follow each other, and only the last may be without end. */
export interface StatusInterval {
  from: Temporal.Instant
  /** Excluded; null while it lasts. */
  to: Temporal.Instant | null
  /** False where the clock stands still (closed, waiting for the patient). */
  running: boolean
}

const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) >= 0 ? a : b

/**
 * The instant by which `minutes` of opening time, pauses left out, have passed since `startsAt`; null while the clock stands still.
 * Source: CP-4 (S0 投诉四), CP-9 (S3 三.3).
 */
export const clockDueAt = (
  startsAt: Temporal.Instant,
  minutes: number,
  life: readonly StatusInterval[],
  hours: BusinessHours,
  policy: Policy,
): Temporal.Instant | null => {
  let left = minutes
  for (const { from, to, running } of life) {
    if (!running || (to && Temporal.Instant.compare(to, startsAt) <= 0)) continue
    const start = later(from, startsAt)
    const due = addOpenTime(start, left, hours, policy)
    if (!to || Temporal.Instant.compare(due, to) <= 0) return due
    left -= openMinutesBetween(start, to, hours, policy)
  }
  return null
}

/** Minutes of opening time, pauses left out, that passed from `startsAt` to `until`. Source: CP-4 (S0 投诉四). */
export const clockUsedMinutes = (
  startsAt: Temporal.Instant,
  until: Temporal.Instant,
  life: readonly StatusInterval[],
  hours: BusinessHours,
  policy: Policy,
): number =>
  life
    .filter(({ running }) => running)
    .map(({ from, to }) => {
      const end = to && Temporal.Instant.compare(to, until) < 0 ? to : until
      return openMinutesBetween(later(from, startsAt), end, hours, policy)
    })
    .reduce((sum, used) => sum + used, 0)
