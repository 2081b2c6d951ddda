/** Joining group chats and people by one-time codes, in the chat itself. */
import { type Say, say } from '../../domain/say.ts'
import type { InboundMessage } from '../../domain/message.ts'
import type { CommitContext } from '../../jobs/commit-context.ts'
import { bindGroup, bindStaff, redeemCode } from '../../prisma/queries/access.ts'
import { record } from '../../prisma/queries/audit.ts'

/** Binds this chat to the group that the code was made for. */
export const bindGroupCommand = async (
  code: string,
  message: InboundMessage,
  context: CommitContext,
): Promise<Say[]> => {
  const { db, vault, now, hospital } = context
  const key = await redeemCode(db, vault.tokenHash(code.toUpperCase()), 'bind-group')
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

/** Binds the sender's account to the member of staff that the code was made for. */
export const bindStaffCommand = async (
  code: string,
  message: InboundMessage,
  context: CommitContext,
): Promise<Say[]> => {
  const { db, vault, now, hospital } = context
  const key = await redeemCode(db, vault.tokenHash(code.toUpperCase()), 'bind-staff')
  const member = hospital.staff.find((each) => each.key === key)
  if (!member) return [say('code-wrong')]
  await bindStaff(db, message.channel, message.sender, member.key, now.epochMilliseconds)
  await record(
    db,
    { actor: `staff:${member.key}`, action: 'staff.bind', subject: `staff:${member.key}` },
    now.epochMilliseconds,
  )
  return [say('staff-bound', { staff: member.name })]
}
