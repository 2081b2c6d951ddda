/** Watches the channels: one that stays out of reach is made known to staff. */
import type { Logger } from 'pino'
import { alarmChannelDown, tellChannelBack } from '../../handlers/channel-alarm.ts'
import type { Kit } from '../../handlers/kit.ts'
import { createRounds, type Rounds } from '../../jobs/rounds.ts'
import type { StartedChannel } from './remote.ts'

export interface Watching {
  kit: Kit
  log: Logger
  channels: StartedChannel[]
  /** A shorter outage mends itself unheard. */
  alarmAfterSeconds?: number
  everySeconds?: number
}

const MINUTE = 60_000

/** Looks at each channel again and again; staff hear of an outage once, and once that it is over. */
export const watchChannels = ({
  kit,
  log,
  channels,
  alarmAfterSeconds = 60,
  everySeconds = 5,
}: Watching): Rounds => {
  /** What staff know last of each, as far as this process has told or found. */
  const known = new Map<string, 'down' | 'ok'>()

  const look = async ({ channel: { name }, state, downSince }: StartedChannel): Promise<void> => {
    const since = downSince()
    const down = since === null ? 0 : Date.now() - since
    const before = known.get(name)
    if (down > alarmAfterSeconds * 1_000 && before !== 'down') {
      await alarmChannelDown(kit, name, Math.max(1, Math.round(down / MINUTE)))
      known.set(name, 'down')
    } else if (state() === 'ok' && before !== 'ok') {
      await tellChannelBack(kit, name)
      known.set(name, 'ok')
    }
  }

  const round = async (): Promise<number> => {
    for (const channel of channels)
      await look(channel).catch(() => log.warn({ channel: channel.channel.name }, 'the alarm has to wait'))
    return everySeconds * 1_000
  }
  return createRounds(round, 10)
}
