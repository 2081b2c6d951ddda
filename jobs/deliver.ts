import { Temporal } from 'temporal-polyfill'
import type { Channel, Delivery, Sending } from '../domain/channel.ts'
import type { OutboundMessage } from '../domain/message.ts'
import { ok } from '../domain/result.ts'
import { line } from '../domain/say.ts'
import type { Database } from '../prisma/database.ts'
import { hospitalNow } from '../prisma/queries/clock.ts'
import { claimHeads, markDead, markSent, type OutboxRow, postpone } from '../prisma/queries/outbox.ts'
import { insertTask } from '../prisma/queries/tasks.ts'
import { transaction } from '../prisma/sql.ts'
import { phoneTaskOn } from '../rules/phone-task-on.ts'
import type { HospitalInForce } from './commit-context.ts'
import { groupFor, post, withCommands } from './post.ts'

export interface Delivering {
  database: Database
  channels: ReadonlyMap<string, Channel>
  hospital(): Promise<HospitalInForce>
}

const AT_ONCE = 32
const CLAIM_SECONDS = 10
const MOST_ATTEMPTS = 8
const LONGEST_WAIT = 600

const waitAfter = (attempts: number): number => Math.min(2 ** attempts, LONGEST_WAIT)

/** What a channel cannot deliver becomes a phone task, and unblocks its chat. */
const giveUp = async ({ database, hospital }: Delivering, row: OutboxRow, failure: string): Promise<void> => {
  const inForce = await hospital()
  const now = Temporal.Instant.fromEpochMilliseconds(await hospitalNow(database.pool))
  await transaction(database.pool, async (db) => {
    await markDead(db, row.id, failure)
    const { group: kind } = phoneTaskOn('message-undeliverable', now, inForce.policy)
    const group = groupFor(inForce.hospital, { kind })
    if (row.kind !== 'private' || !group) return ok(undefined)
    const context = { ...inForce, db, vault: database.vault, now, turn: `dead:${row.id}` }
    const task = await insertTask(db, database.vault, {
      kind: 'undeliverable',
      group: group.key,
      subject: `conversation:${row.conversation}`,
      content: { text: failure, phone: null, conversation: null },
      now: now.epochMilliseconds,
      effectKey: `undeliverable:${row.id}`,
    })
    if (task !== null) {
      const lines = [
        line('task-undeliverable', { task: `#${task}`, text: `${row.channel} ${row.conversation}` }),
      ]
      await post(context, { kind }, withCommands(lines, [{ label: 'button-done', command: `完成 #${task}` }]))
    }
    return ok(undefined)
  })
}

const attempt = async (channel: Channel, delivery: Delivery): Promise<Sending> => {
  try {
    return await channel.send(delivery)
  } catch (error) {
    return { ok: false, again: true, failure: error instanceof Error ? error.name : 'unknown' }
  }
}

const deliverOne = async (delivering: Delivering, row: OutboxRow): Promise<void> => {
  const { database, channels } = delivering
  const channel = channels.get(row.channel)
  if (!channel) return
  const { id, conversation, chat, kind } = row
  const delivery = { id, conversation, chat, kind, message: database.vault.open<OutboundMessage>(row.sealed) }
  const sending = await attempt(channel, delivery)
  if (sending.ok) {
    await markSent(database.pool, id, sending.id ?? null)
    await channel.marked?.(delivery)
  } else if (sending.again && row.attempts < MOST_ATTEMPTS)
    await postpone(database.pool, id, sending.afterSeconds ?? waitAfter(row.attempts), sending.failure)
  else await giveUp(delivering, row, sending.failure)
}

/** Delivers the head of every chat that may be tried now; answers how many were tried. */
export const deliver = async (delivering: Delivering): Promise<number> => {
  const rows = await claimHeads(
    delivering.database.pool,
    [...delivering.channels.keys()],
    AT_ONCE,
    CLAIM_SECONDS,
  )
  await Promise.all(rows.map((row) => deliverOne(delivering, row)))
  return rows.length
}
