/** Delivers what waits for a remote channel, at its pace, many chats side by side: a slow one holds nobody up. */
import type { RemoteChannel, Sending } from '../domain/channel.ts'
import { claimPaced, nextTryIn, openPace, type OutboxRow, rest } from '../prisma/queries/outbox.ts'
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
const MOST_FLYING = 64
const GAP_MS = 10
const TICK_MS = 40
const IDLE_MS = 1_000
const RESTING_MS = 500
/** Chats one after the other that were told to slow down: then it is the whole channel that is meant. */
const TOO_FAST = 2

/** Obeys a platform that finds that we send too much: the chat waits, or the channel. */
const createBrake = ({ database: { pool } }: DeliveryKit, { name, pace }: RemoteChannel) => {
  let refusals = 0
  return async (row: OutboxRow, sending: Sending): Promise<void> => {
    if (sending.ok) refusals = 0
    if (sending.ok || !sending.again || !sending.tooFast) return
    refusals += 1
    const seconds = sending.afterSeconds ?? 1
    await rest(pool, name, row.chat, seconds, pace[row.kind])
    if (refusals >= TOO_FAST) await rest(pool, name, '', seconds, pace.channel)
  }
}

/** Messages under way; `landed` is told when there is room for another. */
const createFlights = (
  fly: (row: OutboxRow) => Promise<void>,
  failed: (error: unknown) => void,
  landed: () => void,
) => {
  const flying = new Set<Promise<void>>()
  return {
    room: (): number => MOST_FLYING - flying.size,
    launch: (row: OutboxRow): void => {
      const flight = fly(row)
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
  // What was pushed to many is not sent twice: where nobody knows whether it arrived, staff ask by phone.
  const fly = async (row: OutboxRow): Promise<void> =>
    row.inDoubt && row.bulk
      ? giveUp(kit, row, 'unknown', 'in-doubt')
      : brake(row, await deliverOne(kit, channel, row))
  const flights = createFlights(fly, failed, () => rounds.poke())

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
  const rounds = createRounds(
    () =>
      round().catch((error: unknown) => {
        failed(error)
        return IDLE_MS
      }),
    GAP_MS,
  )
  return {
    poke: rounds.poke,
    stop: async () => {
      await rounds.stop()
      await flights.landed()
    },
  }
}
