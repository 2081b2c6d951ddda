/** Delivers what waits for a remote channel, at its pace, many chats side by side: a slow one holds nobody up. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { RemoteChannel, Sending } from '../domain/channel.ts'
import {
  claimPaced,
  nextTryIn,
  openPace,
  type OutboxRow,
  type PacedRow,
  postpone,
  rest,
} from '../prisma/queries/outbox.ts'
import { type DeliveryKit, deliverOne, giveUp } from './deliver.ts'
import { createRounds } from './rounds.ts'

export interface Courier {
  /** Looks at once whether something waits. */
  poke(): void
  /** Claims no more; resolves when what is under way has ended. */
  stop(): Promise<void>
}

/** Longer than a channel may take to send: what is claimed longer than this is in doubt. */
const CLAIM_SECONDS = 20
/** A reply waits at most this long behind what was claimed before it. */
const AHEAD_SECONDS = 0.25
const MOST_FLYING = 64
const GAP_MS = 10
const TICK_MS = 40
/** Another process, which cannot poke this one, may have put down a reply. */
const IDLE_MS = 250
const FAILED_MS = 1_000
const RESTING_MS = 500
/** Chats one after the other that were told to slow down: then it is the whole channel that is meant. */
const TOO_FAST = 2

/** Obeys a platform that finds that we send too much: the chat waits, or the channel. */
const createBrake = ({ database: { pool } }: DeliveryKit, { name, pace }: RemoteChannel) => {
  let refusals = 0
  let until = 0
  return {
    /** Seconds for which what is claimed already has to wait too. */
    resting: (): number => Math.max(0, until - performance.now()) / 1_000,
    heed: async (row: OutboxRow, sending: Sending): Promise<void> => {
      if (sending.ok) refusals = 0
      if (sending.ok || !sending.again || !sending.tooFast) return
      refusals += 1
      const seconds = sending.afterSeconds ?? 1
      if (refusals >= TOO_FAST) until = performance.now() + seconds * 1_000
      await rest(pool, name, row.chat, seconds, pace[row.kind])
      if (refusals >= TOO_FAST) await rest(pool, name, '', seconds, pace.channel)
    },
  }
}

/** When the process was held up, messages leave this much closer together, and so much delay is made up at once. */
const CLOSEST = 0.98
const MADE_UP_MS = 40

/** Waits for a message's turn, `delay` seconds ahead, one message after the other. */
const createTurns = (seconds: number) => {
  let last = -Infinity
  let queue = Promise.resolve()
  return (delay: number): Promise<void> => {
    const due = performance.now() + delay * 1_000
    queue = queue.then(async () => {
      last = Math.max(due, last + seconds * 1_000 * CLOSEST, performance.now() - MADE_UP_MS)
      const wait = last - performance.now()
      if (wait > 0) await sleep(wait)
    })
    return queue
  }
}

/** Messages under way; `landed` is told when there is room for another. */
const createFlights = (
  turn: (delay: number) => Promise<void>,
  fly: (row: OutboxRow) => Promise<void>,
  failed: (error: unknown) => void,
  landed: () => void,
) => {
  const flying = new Set<Promise<void>>()
  return {
    room: (): number => MOST_FLYING - flying.size,
    launch: (row: PacedRow): void => {
      const flight = turn(row.delay)
        .then(() => fly(row))
        .catch(failed)
        .finally(() => {
          flying.delete(flight)
          if (flying.size === MOST_FLYING - 1) landed()
        })
      flying.add(flight)
    },
    landed: () => Promise.all(flying),
  }
}

/** What may be claimed now; null while nothing may. */
const claimFor = (channel: RemoteChannel, room: number) => {
  const licence = channel.licence()
  if (!licence) return null
  const { most = room, fence } = licence
  const claim = {
    channel: channel.name,
    pace: channel.pace,
    limit: Math.min(room, most),
    seconds: CLAIM_SECONDS,
    ahead: AHEAD_SECONDS,
  }
  return { ...claim, ...(fence === undefined ? {} : { fence }) }
}

/** `failed` hears when the database could not be asked; it is asked again. */
export const createCourier = (
  kit: DeliveryKit,
  channel: RemoteChannel,
  failed: (error: unknown) => void,
): Courier => {
  const { pool } = kit.database
  const brake = createBrake(kit, channel)
  let opened = false
  const fly = async (row: OutboxRow): Promise<void> => {
    // What was pushed to many is not sent twice: where nobody knows whether it arrived, staff ask by phone.
    if (row.inDoubt && row.bulk) return giveUp(kit, row, 'unknown', 'in-doubt')
    const seconds = brake.resting()
    if (seconds > 0) await postpone(pool, row.id, seconds, 'resting')
    else await brake.heed(row, await deliverOne(kit, channel, row))
  }
  const flights = createFlights(createTurns(channel.pace.channel.seconds), fly, failed, () => rounds.poke())

  /** Claims and sends what may go now; answers for how many milliseconds nothing else can. */
  const round = async (): Promise<number> => {
    opened ||= (await openPace(pool, channel.name)) >= 0
    const claim = claimFor(channel, flights.room())
    if (!claim) return RESTING_MS
    const rows = claim.limit > 0 ? await claimPaced(pool, claim) : []
    rows.forEach(flights.launch)
    if (rows.length > 0) return TICK_MS
    const seconds = await nextTryIn(pool, channel.name)
    return seconds === null ? IDLE_MS : Math.min(Math.max(seconds * 1_000, TICK_MS), IDLE_MS)
  }
  const again = (error: unknown): number => {
    failed(error)
    return FAILED_MS
  }
  const rounds = createRounds(() => round().catch(again), GAP_MS)
  return {
    poke: rounds.poke,
    stop: async () => {
      await rounds.stop()
      await flights.landed()
    },
  }
}
