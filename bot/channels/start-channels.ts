import type { InboundMessage } from '../../domain/message.ts'
import type { Kit } from '../../handlers/kit.ts'
import type { TelegramConfig } from '../config.ts'
import type { StartedChannel } from './remote.ts'

export interface ChannelSettings {
  telegram?: TelegramConfig
}

/** Starts the channels that are configured; what is not is not even loaded. */
export const startChannels = async (
  { telegram }: ChannelSettings,
  kit: Kit,
  accept: (message: InboundMessage) => Promise<boolean>,
): Promise<StartedChannel[]> => {
  const started: StartedChannel[] = []
  if (telegram) {
    const { startTelegram } = await import('./telegram/start-telegram.ts')
    started.push(startTelegram(telegram, { kit, accept }))
  }
  return started
}
