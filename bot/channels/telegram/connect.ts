/** Makes the bot known to Telegram, and looks now and then whether the connection still holds. */
import type { UserFromGetMe } from 'grammy/types'
import type { Logger } from 'pino'
import { createRounds, type Rounds } from '../../../jobs/rounds.ts'
import type { Health } from '../health.ts'
import type { TelegramApi } from './api.ts'
import { menuOf } from './commands.ts'
import { outage } from './failures.ts'
import { REPORTS } from './reports.ts'
import type { Webhook } from './webhook.ts'

export interface Connecting {
  api: TelegramApi
  health: Health
  log: Logger
  webhook: Webhook | undefined
  /** Told once, when the bot knows who it is and Telegram knows how to reach it. */
  connected(me: UserFromGetMe): void
  /** Told whenever a look found that the connection holds. */
  holds(): void
}

const LOOK_MS = 30_000
const CONNECTIONS = 40

const setRoute = async ({ api: { api } }: Connecting, webhook: Webhook | undefined): Promise<void> => {
  if (webhook)
    await api.setWebhook(webhook.url, {
      secret_token: webhook.secret,
      allowed_updates: [...REPORTS],
      max_connections: CONNECTIONS,
    })
  else await api.deleteWebhook()
}

const publishMenu = async ({ api: { api } }: Connecting): Promise<void> => {
  await api.setMyCommands(menuOf('private'), { scope: { type: 'all_private_chats' } })
  await api.setMyCommands(menuOf('group'), { scope: { type: 'all_group_chats' } })
}

const connect = async (connecting: Connecting): Promise<UserFromGetMe> => {
  const { api, log, webhook } = connecting
  const me = await api.api.getMe()
  await setRoute(connecting, webhook)
  await publishMenu(connecting).catch(() => log.warn('Telegram did not take the menu of commands'))
  if (!me.can_read_all_group_messages)
    log.warn(
      'Telegram keeps what is said in groups from the bot: turn its privacy mode off (@BotFather, /setprivacy)',
    )
  log.info({ bot: me.username, by: webhook ? 'webhook' : 'polling' }, 'Telegram is connected')
  return me
}

/** A webhook that somebody else has changed is set again. */
const look = async (connecting: Connecting): Promise<void> => {
  const { api, webhook } = connecting
  if (!webhook) await api.api.getMe()
  else if ((await api.api.getWebhookInfo()).url !== webhook.url) await setRoute(connecting, webhook)
}

export const keepConnected = (connecting: Connecting): Rounds => {
  const { health, connected, holds } = connecting
  let known = false
  const round = async (): Promise<number> => {
    try {
      if (known) await look(connecting)
      else {
        connected(await connect(connecting))
        known = true
      }
      health.well()
      holds()
      return LOOK_MS
    } catch (error) {
      health.failing(outage(error) ?? 'Telegram does not take the settings of the bot')
      return health.pause()
    }
  }
  return createRounds(round, 10)
}
