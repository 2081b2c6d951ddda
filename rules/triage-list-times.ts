import { Temporal } from 'temporal-polyfill'
import { dayOf, instantOn } from './calendar.ts'
import type { Policy } from './policy.ts'

/** The first instant after `after` at which the triage desk gets the next day's list; every day has one. Source: AP-9 (S0 预约诊疗四). */
export const nextTriageListAt = (after: Temporal.Instant, policy: Policy): Temporal.Instant => {
  const today = dayOf(after, policy)
  const todays = instantOn(today, policy.triageList.at, policy)
  return Temporal.Instant.compare(todays, after) > 0
    ? todays
    : instantOn(today.add({ days: 1 }), policy.triageList.at, policy)
}

/** The days that a list sent at `at` concerns: visits of `next`, and `closes`, whose attendance marks are collected. Source: AP-9 (S0 预约诊疗四). */
export const triageListDays = (
  at: Temporal.Instant,
  policy: Policy,
): { next: Temporal.PlainDate; closes: Temporal.PlainDate } => {
  const today = dayOf(at, policy)
  return { next: today.add({ days: 1 }), closes: today.subtract({ days: 1 }) }
}
