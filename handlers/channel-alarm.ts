/** Staff hear, on the other channels, that a channel is out of reach, and that it is back: each once. */
import { Temporal } from 'temporal-polyfill'
import { ok } from '../domain/result.ts'
import { type Say, say } from '../domain/say.ts'
import { appendSays, groupFor } from '../jobs/post.ts'
import { hospitalNow } from '../prisma/queries/clock.ts'
import { conversationsOfGroup } from '../prisma/queries/conversations.ts'
import { endAlarm, raiseAlarm } from '../prisma/queries/leases.ts'
import { type Db, transaction } from '../prisma/sql.ts'
import { channelName } from './group-chats.ts'
import type { Kit } from './kit.ts'

/** Tells the customer office if `first` finds that nobody has. */
const tellOffice = async (
  { database, hospital, wake }: Kit,
  channel: string,
  words: Say,
  first: (db: Db, channel: string) => Promise<boolean>,
): Promise<void> => {
  const inForce = await hospital()
  const now = Temporal.Instant.fromEpochMilliseconds(await hospitalNow(database.pool))
  await transaction(database.pool, async (db) => {
    const office = groupFor(inForce.hospital, { kind: 'customer-office' })
    if (!office || !(await first(db, channel))) return ok(undefined)
    const context = {
      ...inForce,
      db,
      vault: database.vault,
      now,
      turn: `channel:${channel}:${now.epochMilliseconds}`,
    }
    for (const chat of await conversationsOfGroup(db, office.key))
      if (chat.channel !== channel) await appendSays(context, chat.id, [words], context.turn)
    return ok(undefined)
  })
  wake()
}

export const alarmChannelDown = (kit: Kit, channel: string, minutes: number): Promise<void> =>
  tellOffice(kit, channel, say('channel-down', { channel: channelName(channel), minutes }), raiseAlarm)

export const tellChannelBack = (kit: Kit, channel: string): Promise<void> =>
  tellOffice(kit, channel, say('channel-back', { channel: channelName(channel) }), endAlarm)
