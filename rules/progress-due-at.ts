import { Temporal } from 'temporal-polyfill'
import { dayOf, instantOn } from './calendar.ts'
import type { Policy } from './policy.ts'

/**
 * The latest instant at which a patient hears again how an open ticket stands, given when they last heard: within the
 * interval, and within the hours of contact, sooner rather than at night. Source: CP-8 (S3 一.2, 三.2).
 */
export const progressDueAt = (toldAt: Temporal.Instant, policy: Policy): Temporal.Instant => {
  const { from, until } = policy.contact
  const latest = toldAt.add({ hours: policy.ticket.progressHours })
  const day = dayOf(latest, policy)
  const tooEarly = Temporal.Instant.compare(latest, instantOn(day, from, policy)) < 0
  const evening = instantOn(tooEarly ? day.subtract({ days: 1 }) : day, until, policy)
  if (!tooEarly && Temporal.Instant.compare(latest, evening) <= 0) return latest
  if (Temporal.Instant.compare(evening, toldAt) > 0) return evening
  return instantOn(tooEarly ? day : day.add({ days: 1 }), from, policy)
}
