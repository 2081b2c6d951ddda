import { type Say, say } from '../../domain/say.ts'
import { triageListOf } from '../../jobs/due/triage-list.ts'
import { tellPatient } from '../../jobs/post.ts'
import { unscheduleVisit, visitSubject } from '../../jobs/schedule-visit.ts'
import { insertBreach, markAttendance } from '../../prisma/queries/appointments.ts'
import { record } from '../../prisma/queries/audit.ts'
import { finishTask, lockTask } from '../../prisma/queries/tasks.ts'
import { dayOf } from '../../rules/calendar.ts'
import { commandAllowed } from '../../rules/command-allowed.ts'
import type { ParsedCommand } from './parse-command.ts'
import { actorOf, type StaffContext } from './staff-context.ts'

type Of<N extends ParsedCommand['name']> = Extract<ParsedCommand, { name: N }>

/** Ticks a task off; what was found goes to the patient who waits for it. Source: FU-6, SD-6. */
export const finishTaskCommand = async (command: Of<'task.done'>, context: StaffContext): Promise<Say[]> => {
  const allowed = commandAllowed('task.done', context.actor, context.group)
  if (!allowed.ok) return [say(`command-${allowed.reason}`)]
  const { db, vault, now, actor } = context
  const task = await lockTask(db, vault, command.task)
  if (!task || task.group !== context.group.key) return [say('no-such-task', { task: `#${command.task}` })]
  if (!(await finishTask(db, task.id, actor.key, now.epochMilliseconds)))
    return [say('task-was-done', { task: `#${task.id}` })]
  await record(
    db,
    { actor: actorOf(context), action: 'task.done', subject: `task:${task.id}` },
    now.epochMilliseconds,
  )
  if (command.text !== '' && task.content.conversation !== null)
    await tellPatient(
      context,
      task.content.conversation,
      { kind: 'task-answered', task: task.id, text: command.text },
      `task-answered:${task.id}`,
    )
  return [say('task-finished', { task: `#${task.id}`, staff: actor.name })]
}

const WRITTEN = /\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/u

const dayWanted = (text: string, { now, policy }: StaffContext): string => {
  const today = dayOf(now, policy)
  if (/今/u.test(text)) return today.toString()
  return WRITTEN.exec(text)?.[0] ?? today.add({ days: 1 }).toString()
}

/** The list of a day's visits on request: tomorrow's unless another day is said. Source: AP-9. */
export const listCommand = async (command: Of<'list.request'>, context: StaffContext): Promise<Say[]> => {
  const allowed = commandAllowed('list.request', context.actor, context.group)
  if (!allowed.ok) return [say(`command-${allowed.reason}`)]
  return triageListOf(context, dayWanted(command.text, context))
}

/** Marks who came and who did not; not turning up is a breach. Source: AP-5 (S1 六), AP-9. */
export const attendanceCommand = async (
  command: Of<'attendance.mark'>,
  context: StaffContext,
): Promise<Say[]> => {
  const allowed = commandAllowed('attendance.mark', context.actor, context.group)
  if (!allowed.ok) return [say(`command-${allowed.reason}`)]
  const { db, now } = context
  const at = now.epochMilliseconds
  const visit = await markAttendance(db, command.number, command.attended ? 'attended' : 'missed', at)
  if (!visit) return [say('no-such-visit', { number: command.number })]
  if (!command.attended) {
    await insertBreach(db, visit.id, visit.person, 'no-show', at)
    await unscheduleVisit(context, visit.id)
  }
  await record(
    db,
    {
      actor: actorOf(context),
      action: command.attended ? 'visit.attended' : 'visit.missed',
      subject: visitSubject(visit.id),
    },
    at,
  )
  return [
    say(command.attended ? 'visit-attended' : 'visit-missed', {
      number: command.number,
      staff: context.actor.name,
    }),
  ]
}
