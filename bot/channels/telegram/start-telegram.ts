/** Telegram: wiring only. */
import type { Pace } from '../../../domain/channel.ts'
import type { InboundMessage } from '../../../domain/message.ts'
import type { Kit } from '../../../handlers/kit.ts'
import type { TelegramConfig } from '../../config.ts'
import { createHealth, worse } from '../health.ts'
import type { StartedChannel } from '../remote.ts'
import { createAnswered } from './answered.ts'
import { openApi } from './api.ts'
import { createAside } from './aside.ts'
import { addressOf } from './chats.ts'
import { keepConnected } from './connect.ts'
import { createInlet } from './inlet.ts'
import { holdLease } from './lease.ts'
import { createOutlet } from './outlet.ts'
import { TELEGRAM_PACE } from './pace.ts'
import { TELEGRAM } from './receive.ts'
import { createTyping } from './typing.ts'
import { serveWebhook } from './webhook.ts'

export interface TelegramParts {
  kit: Kit
  accept(message: InboundMessage): Promise<boolean>
  pace?: Pace
}

/** Starts the bot and answers at once; it connects as soon as Telegram can be reached. */
export const startTelegram = (
  config: TelegramConfig,
  { kit, accept, pace = TELEGRAM_PACE }: TelegramParts,
): StartedChannel => {
  const { log, database } = kit
  const { webhook } = config
  const api = openApi(config)
  const receiving = createHealth(TELEGRAM, log)
  const sending = createHealth(TELEGRAM, log)
  const { aside, settled } = createAside(log)
  const typing = createTyping((chat) =>
    aside(() => api.api.sendChatAction(addressOf(chat).chat_id, 'typing')),
  )
  const failed = (): void => log.warn({ channel: TELEGRAM }, 'the database is out of reach')
  const lease = webhook ? undefined : holdLease(database.pool, TELEGRAM, kit.wake, failed)
  const answered = createAnswered(api.api, database)
  const outlet = createOutlet({ kit, api, typing, sending, answered, aside, pace, lease })
  const inlet = createInlet({ kit, accept, api, typing, answered, aside }, receiving, lease)
  // Nothing waited to be sent here, or it would have been tried: another process did it.
  const holds = (): void => {
    if (sending.pause() === 0 && outlet.idle()) sending.well()
  }
  const connection = keepConnected({ api, health: receiving, log, webhook, connected: inlet.open, holds })
  return {
    channel: outlet.channel,
    state: () => worse(receiving, sending).state(),
    downSince: () => worse(receiving, sending).downSince(),
    routes: (app) => (webhook ? serveWebhook(app, webhook, inlet.taker) : undefined),
    stop: async () => {
      await connection.stop()
      await inlet.stop()
      typing.stop()
      await settled()
      await lease?.stop()
      api.close()
    },
  }
}
