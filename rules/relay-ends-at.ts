import type { Temporal } from 'temporal-polyfill'
import type { Policy } from './policy.ts'

/** When a relay to a person ends by itself, given when either side last spoke. Source: SD-6 (S1 医疗咨询 6). */
export const relayEndsAt = (lastSpokenAt: Temporal.Instant, { relay }: Policy): Temporal.Instant =>
  lastSpokenAt.add({ minutes: relay.idleMinutes })

/** When a patient is told that nobody has taken their request for a person yet. Source: SD-6 (S1 医疗咨询 6). */
export const relayUnansweredAt = (requestedAt: Temporal.Instant, { relay }: Policy): Temporal.Instant =>
  requestedAt.add({ minutes: relay.acceptMinutes })
