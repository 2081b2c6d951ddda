/** What platforms do to the chats of staff groups: move them, or throw the bot out. */
import { Temporal } from 'temporal-polyfill'
import { ok } from '../domain/result.ts'
import { say } from '../domain/say.ts'
import { post } from '../jobs/post.ts'
import { record } from '../prisma/queries/audit.ts'
import { moveChat, unbindChat } from '../prisma/queries/chats.ts'
import { hospitalNow } from '../prisma/queries/clock.ts'
import { transaction } from '../prisma/sql.ts'
import type { Kit } from './kit.ts'

/** Of the channel as people know it; others are called by their key. */
const CHANNEL_NAMES: Record<string, string> = {
  telegram: 'Telegram',
  wechat: '微信公众号',
  wechaty: '企业微信',
  'wecom-robot': '企业微信群机器人',
}

export const channelName = (channel: string): string => CHANNEL_NAMES[channel] ?? channel

/** The chat goes on under another id, and so does everything that was said or waits there. */
export const groupChatMoved = async (
  { database }: Kit,
  channel: string,
  from: string,
  to: string,
): Promise<void> => {
  const now = await hospitalNow(database.pool)
  await transaction(database.pool, async (db) => {
    await moveChat(db, channel, from, to)
    await record(db, { actor: `channel:${channel}`, action: 'group.move', subject: `chat:${to}` }, now)
    return ok(undefined)
  })
}

/** The bot is no longer in the chat: it is unbound, and the customer office hears of it. */
export const groupChatLost = async (kit: Kit, channel: string, chat: string): Promise<void> => {
  const { database, hospital } = kit
  const inForce = await hospital()
  const now = await hospitalNow(database.pool)
  await transaction(database.pool, async (db) => {
    const context = {
      ...inForce,
      db,
      vault: database.vault,
      now: Temporal.Instant.fromEpochMilliseconds(now),
      turn: `lost:${channel}:${chat}:${now}`,
    }
    for (const key of await unbindChat(db, channel, chat)) {
      await record(db, { actor: `channel:${channel}`, action: 'group.lost', subject: `group:${key}` }, now)
      const group = inForce.hospital.groups.find((each) => each.key === key)?.name ?? key
      await post(
        context,
        { kind: 'customer-office' },
        say('group-chat-lost', { group, channel: channelName(channel) }),
      )
    }
    return ok(undefined)
  })
  kit.wake()
}
