import { Temporal } from 'temporal-polyfill'
import { type NewDue, schedule, withdraw } from '../prisma/queries/due.ts'
import { reminderTimes } from '../rules/reminder-times.ts'
import { surveyDueAt } from '../rules/survey-due-at.ts'
import type { CommitContext } from './commit-context.ts'

export const visitSubject = (appointment: number): string => `appointment:${appointment}`

/** What a booked visit makes due: its reminders and the survey after it. Source: AP-6, SV-1. */
export const visitDues = (
  { now, policy }: Pick<CommitContext, 'now' | 'policy'>,
  visit: { id: number; startsAt: number; endsAt: number },
  conversation: number,
): NewDue[] => {
  const subject = visitSubject(visit.id)
  const startsAt = Temporal.Instant.fromEpochMilliseconds(visit.startsAt)
  const reminders = reminderTimes({ startsAt }, now, policy).map(({ kind, at }) => ({
    kind: `reminder-${kind}`,
    subject,
    dueAt: at.epochMilliseconds,
    conversation,
  }))
  const survey = surveyDueAt(Temporal.Instant.fromEpochMilliseconds(visit.endsAt), policy)
  return [...reminders, { kind: 'survey', subject, dueAt: survey.epochMilliseconds, conversation }]
}

export const scheduleVisit = (
  context: CommitContext,
  visit: Parameters<typeof visitDues>[1],
  conversation: number,
): Promise<number> => schedule(context.db, ...visitDues(context, visit, conversation))

export const unscheduleVisit = ({ db }: CommitContext, appointment: number): Promise<number> =>
  withdraw(db, visitSubject(appointment))
