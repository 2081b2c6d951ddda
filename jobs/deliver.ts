import { Temporal } from 'temporal-polyfill'
import type { Channel, Delivery, Sending } from '../domain/channel.ts'
import { faultPoint } from '../domain/fault-point.ts'
import type { OutboundMessage } from '../domain/message.ts'
import { observed } from '../domain/observed.ts'
import { ok } from '../domain/result.ts'
import { line } from '../domain/say.ts'
import type { Database } from '../prisma/database.ts'
import { hospitalNow } from '../prisma/queries/clock.ts'
import { claimHeads, markLost, markSent, type OutboxRow, postpone } from '../prisma/queries/outbox.ts'
import { insertTask } from '../prisma/queries/tasks.ts'
import { transaction } from '../prisma/sql.ts'
import { phoneTaskOn } from '../rules/phone-task-on.ts'
import type { HospitalInForce } from './commit-context.ts'
import { groupFor, post, withCommands } from './post.ts'

/** What delivering needs from outside. */
export interface DeliveryKit {
  database: Database
  hospital(): Promise<HospitalInForce>
}

export interface Delivering extends DeliveryKit {
  channels: ReadonlyMap<string, Channel>
}

const AT_ONCE = 64
/** Pages take what they are sent at once; a killed server's deliveries are free again after this. */
const CLAIM_SECONDS = 5
const MOST_ATTEMPTS = { message: 8, channel: 1_000 }
const LONGEST_WAIT = { message: 600, channel: 4 }

type Retry = Extract<Sending, { again: true }>

/** What a channel cannot deliver becomes a phone task, and unblocks its chat. */
export const giveUp = async (
  { database, hospital }: DeliveryKit,
  row: OutboxRow,
  status: 'dead' | 'unknown',
  failure: string,
): Promise<void> => {
  observed('delivery', { channel: row.channel, result: status })
  const inForce = await hospital()
  const now = Temporal.Instant.fromEpochMilliseconds(await hospitalNow(database.pool))
  await transaction(database.pool, async (db) => {
    await markLost(db, row.id, status, failure)
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

const retry = async (kit: DeliveryKit, row: OutboxRow, sending: Retry): Promise<void> => {
  const fault = sending.fault ?? 'message'
  if (row.attempts >= MOST_ATTEMPTS[fault]) return giveUp(kit, row, 'dead', sending.failure)
  const wait = sending.afterSeconds ?? Math.min(2 ** row.attempts, LONGEST_WAIT[fault])
  observed('delivery', { channel: row.channel, result: 'again' })
  await postpone(kit.database.pool, row.id, wait, sending.failure)
}

/** Sends a claimed message and writes down what became of it. */
export const deliverOne = async (kit: DeliveryKit, channel: Channel, row: OutboxRow): Promise<Sending> => {
  const { id, conversation, chat, kind } = row
  const { pool, vault } = kit.database
  const message = vault.open<OutboundMessage>(row.sealed)
  const delivery = { id, conversation, chat, kind, message, ...(row.bulk ? { bulk: true } : {}) }
  const sending = await attempt(channel, delivery)
  if (sending.ok) {
    faultPoint('sent')
    observed('delivery', { channel: channel.name, result: 'sent' })
    await markSent(pool, { id, channelId: sending.id ?? null })
    faultPoint('marked')
    await channel.marked?.(delivery)
  } else if (sending.again) await retry(kit, row, sending)
  else await giveUp(kit, row, 'dead', sending.failure)
  return sending
}

/** Delivers the head of every chat that may be tried now; answers how many were tried. */
export const deliver = async (delivering: Delivering): Promise<number> => {
  let tried = 0
  for (const channel of delivering.channels.values()) {
    const rows = await claimHeads(delivering.database.pool, channel.name, AT_ONCE, CLAIM_SECONDS)
    if (rows.length > 0) faultPoint('claimed')
    await Promise.all(rows.map((row) => deliverOne(delivering, channel, row)))
    tried += rows.length
  }
  return tried
}
