import { bindGroup, bindStaff } from '../../prisma/queries/access.ts'
import { conversationOf } from '../../prisma/queries/conversations.ts'
import type { HospitalUnderTest } from './hospital-under-test.ts'

/** Binds groups to chats and members of staff to accounts of a channel, each by its key, as codes would. */
export const bindEverybody = async (
  { kit }: HospitalUnderTest,
  channel: string,
  groups: Map<string, string>,
  staff: Map<string, string>,
): Promise<void> => {
  const { pool } = kit.database
  const now = Date.now()
  for (const [key, chat] of groups) {
    await conversationOf(pool, { channel, chat, kind: 'group', account: null, now: new Date(now) })
    await bindGroup(pool, channel, chat, key, now)
  }
  for (const [key, account] of staff) await bindStaff(pool, channel, account, key, now)
}
