import type { Temporal } from 'temporal-polyfill'
import type { Policy } from './policy.ts'

/** When identity that a patient told at `toldAt` is dropped, unless they consent before. Source: DU-3 (S1 第八条). */
export const consentExpires = (toldAt: Temporal.Instant, { privacy }: Policy): Temporal.Instant =>
  toldAt.add({ hours: privacy.withoutConsentHours })
