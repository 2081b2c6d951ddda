import type { Temporal } from 'temporal-polyfill'
import type { Policy } from './policy.ts'

const HOURS_A_DAY = 24

/** What was written or said before this instant is forgotten. Source: DU-3 (S1 第八条). */
export const messagesKeptSince = (now: Temporal.Instant, { privacy }: Policy): Temporal.Instant =>
  now.subtract({ hours: privacy.keepMessagesDays * HOURS_A_DAY })
