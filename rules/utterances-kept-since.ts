import type { Temporal } from 'temporal-polyfill'
import type { Policy } from './policy.ts'

const HOURS_A_DAY = 24

/** What was not understood before this instant, masked and of nobody, is forgotten, reviewed or not. Source: DU-3 (S1 第八条). */
export const utterancesKeptSince = (now: Temporal.Instant, { privacy }: Policy): Temporal.Instant =>
  now.subtract({ hours: privacy.keepUtterancesDays * HOURS_A_DAY })
