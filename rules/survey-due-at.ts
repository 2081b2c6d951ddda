import { Temporal } from 'temporal-polyfill'
import { dayOf, instantOn } from './calendar.ts'
import type { Policy } from './policy.ts'

/** When a patient is asked about a visit that ended at `visitEndsAt`: after a while, and not at night. Source: SV-1 (S0 三). */
export const surveyDueAt = (visitEndsAt: Temporal.Instant, policy: Policy): Temporal.Instant => {
  const due = visitEndsAt.add({ minutes: policy.survey.delayMinutes })
  const day = dayOf(due, policy)
  const from = instantOn(day, policy.contact.from, policy)
  if (Temporal.Instant.compare(due, from) < 0) return from
  return Temporal.Instant.compare(due, instantOn(day, policy.contact.until, policy)) <= 0
    ? due
    : instantOn(day.add({ days: 1 }), policy.contact.from, policy)
}
