/** One of several processes that serve a hospital: started by processes.ts, told when to begin, answers what it did. */
import { once } from 'node:events'
import { webChannel } from '../bot/channels/web/channel.ts'
import { openLive } from '../bot/channels/web/live.ts'
import { accept } from '../handlers/accept.ts'
import type { Kit } from '../handlers/kit.ts'
import { takeTurn } from '../handlers/take-turn.ts'
import { deliver } from '../jobs/deliver.ts'
import { createPump } from '../jobs/pump.ts'
import { openQueue } from '../jobs/queue.ts'
import { sweepDue } from '../jobs/sweep-due.ts'
import { takeTurns } from '../jobs/take-turns.ts'
import { openDatabase } from '../prisma/database.ts'
import { findConversation } from '../prisma/queries/conversations.ts'
import { demoHospital } from '../test/support/hospital-under-test.ts'
import { bookings } from './bookings.ts'
import { drive, patients } from './drive.ts'
import { kitOf } from './hospital.ts'
import type { Side } from './sides/side.ts'

const given = (name: string): string => {
  const value = process.env[`BENCH_${name}`]
  if (value === undefined) throw new Error(`BENCH_${name} is not set: started by processes.ts only`)
  return value
}

const url = given('DATABASE_URL')
const fail = (error: unknown): void => {
  throw error
}
const database = openDatabase(url, Buffer.from(given('DATA_KEY'), 'base64'), fail)
const { pool } = database
const base = kitOf(database)
const live = await openLive(url, pool, () => Promise.resolve())
const kit: Kit = {
  ...base,
  wake: () => {
    pump.poke()
    queue.wake()
  },
}
const pump = createPump(
  [
    () => sweepDue(database),
    () => takeTurns(database, (conversation) => takeTurn(kit, conversation)),
    () => deliver({ database, channels: new Map([['web', webChannel(live)]]), hospital: base.hospital }),
  ],
  fail,
)
const queue = await openQueue(
  {
    databaseUrl: url,
    redisUrl: given('REDIS_URL'),
    prefix: `bench-${new URL(url).pathname.slice(1)}`,
    sweepSeconds: 1,
  },
  pump.poke,
  fail,
)

const waiting = new Map<number, () => void>()
const told = new Set<number>()
live.hear((conversation) => {
  if (conversation === null) return
  told.add(conversation)
  waiting.get(conversation)?.()
})

const heard = (conversation: number): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      told.delete(conversation)
      waiting.delete(conversation)
      resolve()
    }
    if (told.has(conversation)) done()
    else waiting.set(conversation, done)
  })

const conversations = new Map<string, number>()

const side: Side = {
  name: 'web',
  say: async (patient, text, n) => {
    const chat = `demo:${patient}`
    const id = conversations.get(chat)
    const replied = id === undefined ? undefined : heard(id)
    await accept(kit, {
      channel: 'web',
      chat,
      chatKind: 'private',
      sender: chat,
      externalId: `${chat}/${n}`,
      text,
    })
    if (replied) return replied
    const made = (await findConversation(pool, 'web', chat))?.id ?? 0
    conversations.set(chat, made)
    return heard(made)
  },
  booked: () => Promise.resolve(0),
  close: () => Promise.resolve(),
}

const say = bookings(demoHospital())
const patient = patients(Number(given('FROM')))
const atOnce = Number(given('AT_ONCE'))
const warmed = await drive(side, say, { atOnce, ms: 1_000, patient })
process.send?.({ turns: warmed.turns })
const [ms] = (await once(process, 'message')) as [number]
const { turns, seconds } = await drive(side, say, { atOnce, ms, patient })
process.send?.({ turns, seconds })
await once(process, 'disconnect')
await pump.stop()
await queue.stop()
await live.stop()
await database.close()
process.exit(0)
