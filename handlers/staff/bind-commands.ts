/** Joining group chats and people by one-time codes, in the chat itself. */
import { type Say, say } from '../../domain/say.ts'
import type { InboundMessage } from '../../domain/message.ts'
import type { CommitContext } from '../../jobs/commit-context.ts'
import { bindGroup, bindStaff, redeemCode, unbindGroup, unbindStaff } from '../../prisma/queries/access.ts'
import { record } from '../../prisma/queries/audit.ts'
import { commandAllowed } from '../../rules/command-allowed.ts'
import { actorOf, type StaffContext } from './staff-context.ts'

/** Binds this chat to the group that the code was made for. */
export const bindGroupCommand = async (
  code: string,
  message: InboundMessage,
  context: CommitContext,
): Promise<Say[]> => {
  const { db, vault, now, hospital } = context
  const key = await redeemCode(db, vault.codeHash(code.toUpperCase()), 'bind-group')
  const group = hospital.groups.find((each) => each.key === key)
  if (!group) return [say('code-wrong')]
  await bindGroup(db, message.channel, message.chat, group.key, now.epochMilliseconds)
  await record(
    db,
    { actor: `account:${message.channel}`, action: 'group.bind', subject: `group:${group.key}` },
    now.epochMilliseconds,
  )
  return [say('group-bound', { group: group.name })]
}

/** Binds the sender's account to the member of staff that the code was made for; null where the code is no good. */
export const redeemStaffCode = async (
  code: string,
  message: InboundMessage,
  context: CommitContext,
): Promise<Say | null> => {
  const { db, vault, now, hospital } = context
  const key = await redeemCode(db, vault.codeHash(code.toUpperCase()), 'bind-staff')
  const member = hospital.staff.find((each) => each.key === key)
  if (!member) return null
  await bindStaff(db, message.channel, message.sender, member.key, now.epochMilliseconds)
  await record(
    db,
    { actor: `staff:${member.key}`, action: 'staff.bind', subject: `staff:${member.key}` },
    now.epochMilliseconds,
  )
  return say('staff-bound', { staff: member.name })
}

export const bindStaffCommand = async (
  code: string,
  message: InboundMessage,
  context: CommitContext,
): Promise<Say[]> => [(await redeemStaffCode(code, message, context)) ?? say('code-wrong')]

/** This chat is the group's no more. The chats on our own pages come from the hospital file and stay. */
export const unbindGroupCommand = async (message: InboundMessage, context: StaffContext): Promise<Say[]> => {
  const { db, now, actor, group } = context
  const allowed = commandAllowed('group.unbind', actor, group)
  if (!allowed.ok) return [say(`command-${allowed.reason}`)]
  if (message.channel === 'web') return [say('command-wrong-group')]
  await unbindGroup(db, message.channel, message.chat)
  await record(
    db,
    { actor: actorOf(context), action: 'group.unbind', subject: `group:${group.key}` },
    now.epochMilliseconds,
  )
  return [say('group-unbound', { group: group.name })]
}

/** The sender's account is nobody's of the staff any more; null where it was not. */
export const unbindStaffCommand = async (
  message: InboundMessage,
  { db, now, hospital }: CommitContext,
): Promise<Say | null> => {
  const key = await unbindStaff(db, message.channel, message.sender)
  if (key === null) return null
  await record(
    db,
    { actor: `staff:${key}`, action: 'staff.unbind', subject: `staff:${key}` },
    now.epochMilliseconds,
  )
  return say('staff-unbound', { staff: hospital.staff.find((each) => each.key === key)?.name ?? key })
}
