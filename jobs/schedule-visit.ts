import { Temporal } from 'temporal-polyfill'
import { schedule, withdraw } from '../prisma/queries/due.ts'
import { reminderTimes } from '../rules/reminder-times.ts'
import { surveyDueAt } from '../rules/survey-due-at.ts'
import type { CommitContext } from './commit-context.ts'

export const visitSubject = (appointment: number): string => `appointment:${appointment}`

/** Writes what a booked visit makes due: its reminders and the survey after it. Source: AP-6, SV-1. */
export const scheduleVisit = async (
  { db, now, policy }: CommitContext,
  visit: { id: number; startsAt: number; endsAt: number },
  conversation: number,
): Promise<void> => {
  const subject = visitSubject(visit.id)
  const startsAt = Temporal.Instant.fromEpochMilliseconds(visit.startsAt)
  const reminders = reminderTimes({ startsAt }, now, policy).map(({ kind, at }) => ({
    kind: `reminder-${kind}`,
    subject,
    dueAt: at.epochMilliseconds,
    conversation,
  }))
  const survey = surveyDueAt(Temporal.Instant.fromEpochMilliseconds(visit.endsAt), policy)
  await schedule(db, ...reminders, { kind: 'survey', subject, dueAt: survey.epochMilliseconds, conversation })
}

export const unscheduleVisit = ({ db }: CommitContext, appointment: number): Promise<number> =>
  withdraw(db, visitSubject(appointment))
