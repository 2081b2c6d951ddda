import type { Pace } from '../../../domain/channel.ts'

/**
 * What Telegram allows: about 30 messages a second in all, 1 a second in a chat with short bursts, 20 a minute in a group
 * (a burst and what follows stay below 20 in every minute). Source: data of platform limits, grammY “flood”.
 */
export const TELEGRAM_PACE: Pace = {
  channel: { seconds: 1 / 29.4, burst: 1 },
  private: { seconds: 1, burst: 3 },
  group: { seconds: 60 / 17, burst: 3 },
}
