import type { Temporal } from 'temporal-polyfill'
import type { Policy } from './policy.ts'

const HOURS_A_DAY = 24

/** Pictures, voices and papers that came before this instant are forgotten, unless a ticket needs them. Source: DU-3 (S1 第八条). */
export const filesKeptSince = (now: Temporal.Instant, { privacy }: Policy): Temporal.Instant =>
  now.subtract({ hours: privacy.keepFilesDays * HOURS_A_DAY })

/** What came with a ticket is kept while it is under way, and where it was closed after this instant. Source: DU-3 (S1 第八条). */
export const evidenceKeptSince = (now: Temporal.Instant, { privacy }: Policy): Temporal.Instant =>
  now.subtract({ hours: privacy.keepEvidenceDays * HOURS_A_DAY })
