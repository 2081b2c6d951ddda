import { Temporal } from 'temporal-polyfill'
import { bookingClosesAt } from './booking-closes-at.ts'
import { dayOf, instantOn } from './calendar.ts'
import type { Policy } from './policy.ts'

export interface Reminder {
  kind: 'week' | 'day'
  at: Temporal.Instant
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0

const dayReminderAt = (
  visitDay: Temporal.PlainDate,
  bookedAt: Temporal.Instant,
  policy: Policy,
): Temporal.Instant | null => {
  const { dayDaysBefore, dayAt, lateDelayMinutes } = policy.reminders
  const planned = instantOn(visitDay.subtract({ days: dayDaysBefore }), dayAt, policy)
  if (isBefore(bookedAt, planned)) return planned
  const closesAt = bookingClosesAt(visitDay, policy)
  if (!isBefore(bookedAt, closesAt)) return null
  const delayed = bookedAt.add({ minutes: lateDelayMinutes })
  return isBefore(delayed, closesAt) ? delayed : closesAt
}

/**
 * When a patient is reminded of a visit, in order of time; what is already past when it is booked is left out.
 * A booking made between the time of the day reminder and the cut-off is reminded shortly after, at the cut-off at the latest;
 * one made by staff after the cut-off is not. Source: AP-6 (S0 预约诊疗二, 预约人员五、六).
 */
export const reminderTimes = (
  visit: { startsAt: Temporal.Instant },
  bookedAt: Temporal.Instant,
  policy: Policy,
): Reminder[] => {
  const visitDay = dayOf(visit.startsAt, policy)
  const { weekDaysBefore, weekAt } = policy.reminders
  const week = instantOn(visitDay.subtract({ days: weekDaysBefore }), weekAt, policy)
  const day = dayReminderAt(visitDay, bookedAt, policy)
  return [
    ...(isBefore(bookedAt, week) ? [{ kind: 'week' as const, at: week }] : []),
    ...(day ? [{ kind: 'day' as const, at: day }] : []),
  ]
}
