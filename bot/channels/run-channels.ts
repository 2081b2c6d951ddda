/** The remote channels at work: each with its courier, all of them watched. */
import type { Hono } from 'hono'
import type { Kit } from '../../handlers/kit.ts'
import { createCourier } from '../../jobs/courier.ts'
import type { StartedChannel } from './remote.ts'
import { watchChannels } from './watch.ts'

export interface RunningChannels {
  /** Something may wait to be sent. */
  poke(): void
  /** How each is: `ok`, `connecting`, or `down since …`. */
  states(): Record<string, string>
  /** Adds what the platforms call to the web server. */
  routes(app: Hono): void
  stop(): Promise<void>
}

/** `failed` hears when the database could not be asked. */
export const runChannels = (
  kit: Kit,
  channels: StartedChannel[],
  failed: (error: unknown) => void,
): RunningChannels => {
  const couriers = channels.map(({ channel }) => createCourier(kit, channel, failed))
  const watch = watchChannels({ kit, log: kit.log, channels })
  return {
    poke: () => couriers.forEach((courier) => courier.poke()),
    states: () => Object.fromEntries(channels.map(({ channel, state }) => [channel.name, state()])),
    routes: (app) => channels.forEach((each) => each.routes?.(app)),
    stop: async () => {
      await watch.stop()
      await Promise.all(couriers.map((courier) => courier.stop()))
      await Promise.all(channels.map((each) => each.stop()))
    },
  }
}
