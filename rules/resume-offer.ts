import { Temporal } from 'temporal-polyfill'
import type { Policy } from './policy.ts'

/** What becomes of a dialog last touched at `touchedAt`: it goes on, is offered for resuming, or is dropped. Source: AP-1 (S1 四). */
export const resumeOffer = (
  touchedAt: Temporal.Instant,
  now: Temporal.Instant,
  { dialog }: Policy,
): 'continue' | 'offer' | 'drop' => {
  const reached = (hours: number): boolean => Temporal.Instant.compare(touchedAt.add({ hours }), now) <= 0
  if (reached(dialog.dropAfterDays * 24)) return 'drop'
  return reached(dialog.offerResumeAfterHours) ? 'offer' : 'continue'
}
