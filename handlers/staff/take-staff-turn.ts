/** A message in a staff group: a command is carried out and answered in one commit; talk is left alone. */
import type { Group } from '../../domain/hospital.ts'
import type { InboundMessage } from '../../domain/message.ts'
import type { StaffActor } from '../../domain/records.ts'
import { ok, refused } from '../../domain/result.ts'
import { type Say, say } from '../../domain/say.ts'
import type { CommitContext } from '../../jobs/commit-context.ts'
import { appendSays } from '../../jobs/post.ts'
import { staffOfAccount } from '../../prisma/queries/access.ts'
import { groupOfChat } from '../../prisma/queries/conversations.ts'
import { finishArrival } from '../../prisma/queries/inbox.ts'
import { transaction } from '../../prisma/sql.ts'
import { commitContext, type Taking } from '../taking.ts'
import { bindGroupCommand, bindStaffCommand, unbindGroupCommand } from './bind-commands.ts'
import { attendanceCommand, finishTaskCommand, listCommand } from './desk-commands.ts'
import { type ParsedCommand, parseCommand, sampleOf } from './parse-command.ts'
import { relayCommand } from './relay-commands.ts'
import type { StaffContext } from './staff-context.ts'
import { ticketCommand } from './ticket-commands.ts'

const WEB_STAFF = 'staff:'

/** Who wrote: on our own page the session says it, elsewhere a bound account. */
const actorOf = async (
  message: InboundMessage,
  { db, hospital }: CommitContext,
): Promise<StaffActor | null> => {
  const { channel, sender } = message
  const key =
    channel === 'web' && sender.startsWith(WEB_STAFF)
      ? sender.slice(WEB_STAFF.length)
      : await staffOfAccount(db, channel, sender)
  return hospital.staff.find((member) => member.key === key) ?? null
}

const groupOf = async (
  message: InboundMessage,
  { db, hospital }: CommitContext,
): Promise<Group | undefined> => {
  const key = await groupOfChat(db, message.channel, message.chat)
  return hospital.groups.find((group) => group.key === key)
}

const carryOut = (
  command: ParsedCommand,
  message: InboundMessage,
  context: StaffContext,
): Promise<Say[]> | Say[] => {
  switch (command.name) {
    case 'relay.accept':
    case 'relay.say':
    case 'relay.end':
      return relayCommand(command, context)
    case 'task.done':
      return finishTaskCommand(command, context)
    case 'list.request':
      return listCommand(command, context)
    case 'attendance.mark':
      return attendanceCommand(command, context)
    case 'unbind':
      return unbindGroupCommand(message, context)
    case 'help':
      return [say('staff-help')]
    case 'incomplete':
      return [say('command-incomplete', { verb: command.verb, sample: sampleOf(command.verb) })]
    case 'bind.group':
    case 'bind.staff':
      return []
    default:
      return ticketCommand(command, context)
  }
}

const answers = async (
  message: InboundMessage,
  command: ParsedCommand,
  context: CommitContext,
): Promise<Say[]> => {
  if (command.name === 'bind.group') return bindGroupCommand(command.code, message, context)
  if (command.name === 'bind.staff') return bindStaffCommand(command.code, message, context)
  const group = await groupOf(message, context)
  if (!group) return command.name === 'help' ? [say('group-not-bound')] : []
  const actor = await actorOf(message, context)
  if (!actor) return [say('command-not-staff')]
  return carryOut(command, message, { ...context, actor, group, attachments: message.attachments ?? [] })
}

/** A pressed button types its command. */
const wordsOf = ({ press, text }: InboundMessage): string => press?.option ?? text

export const takeStaffTurn = async (taking: Taking): Promise<void> => {
  const { arrival, kit, row, conversation } = taking
  const message = arrival.kind === 'message' ? arrival.message : null
  const command = message ? parseCommand(wordsOf(message)) : undefined
  await transaction(kit.database.pool, async (db) => {
    if (!(await finishArrival(db, row.id, 'done'))) return refused('lost')
    const context = commitContext(taking, db)
    if (message && command)
      await appendSays(context, conversation.id, await answers(message, command, context), String(row.id))
    return ok(undefined)
  })
}
