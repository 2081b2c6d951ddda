/** The official account at work: Wechaty over our own puppet, the address WeChat posts to, and the menu. */
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { RemoteChannel } from '../../../../domain/channel.ts'
import type { InboundMessage } from '../../../../domain/message.ts'
import type { Kit } from '../../../../handlers/kit.ts'
import { openSpool, type Spool } from '../../../../handlers/spool.ts'
import { createRounds } from '../../../../jobs/rounds.ts'
import { closeReplyWindow, openReplyWindow } from '../../../../prisma/queries/reply-windows.ts'
import type { WechatOfficialAccountConfig } from '../../../config.ts'
import { createHealth, type Health } from '../../health.ts'
import type { StartedChannel } from '../../remote.ts'
import { hearRejections } from '../unheard-rejections.ts'
import { createApi, type OfficialAccountApi } from './api.ts'
import type { Arrival } from './arrival.ts'
import { createEnvelope } from './envelope.ts'
import { createExchanges, type Exchanges } from './exchanges.ts'
import { CHANNEL, wasWritten } from './inbound.ts'
import { type Listening, startListening } from './listen.ts'
import { publishMenu, USUAL_MENU } from './menu.ts'
import { causeOf } from './refusal.ts'
import { createSend } from './send.ts'
import { reportOfTemplate } from './template-report.ts'
import { type Answer, webhookRoutes } from './webhook.ts'

export interface OfficialAccountSettings extends WechatOfficialAccountConfig {
  /** Where messages are written down while the database is away. */
  dataDir: string
  accept(message: InboundMessage): Promise<boolean>
  /** How long an answer may take to be given within the request. */
  answerMs?: number
}

/** Where WeChat's server settings have to point. */
export const PATH = '/wechat'

/** WeChat allows five seconds; the rest is the way there and back. */
const ANSWER_MS = 4_200
const ROUND_MS = 60_000

/** WeChat's interface takes far more than a hospital says; in a chat, messages come one after the other. */
const PACE: RemoteChannel['pace'] = {
  channel: { seconds: 0.02, burst: 50 },
  private: { seconds: 0.2, burst: 10 },
  group: { seconds: 1, burst: 1 },
}

/** Said where nothing can be looked up. Emergencies cannot wait for the database. */
const BUSY =
  '您的消息我们收到了，系统正忙，稍后就回复您。如果情况紧急（胸痛、呼吸困难、大出血等），请立即拨打120或到最近的急诊。'

/** Publishes the menu whenever the hospital's file is new, and by it knows whether the account can be used. */
const lookAfter = (kit: Kit, api: OfficialAccountApi, health: Health) => {
  let revision: number | null = null
  return createRounds(async () => {
    try {
      const inForce = await kit.hospital()
      if (revision === inForce.revision) await api.get('get_api_domain_ip')
      else await publishMenu(api, inForce.hospital.officialAccount?.menu ?? USUAL_MENU)
      revision = inForce.revision
      health.well()
      return ROUND_MS
    } catch (error) {
      health.failing(causeOf(error))
      return Math.max(health.pause(), 1_000)
    }
  }, 500)
}

type Receive = (arrival: Arrival, gone: AbortSignal) => Promise<Answer>

/** Takes what WeChat posted; answers what is said within the request. */
const createReceive =
  (kit: Kit, take: Listening['take'], exchanges: Exchanges, answerMs = ANSWER_MS): Receive =>
  async (arrival, gone) => {
    const { pool } = kit.database
    if (arrival.did === 'left') await closeReplyWindow(pool, CHANNEL, arrival.from)
    if (arrival.did === 'heard') await reportOfTemplate(kit, arrival)
    if (arrival.did === 'left' || arrival.did === 'heard') return 'later'
    const closing = new AbortController()
    const said = exchanges.open(arrival.from, answerMs, AbortSignal.any([gone, closing.signal]))
    try {
      const taken = await take(arrival)
      if (taken === 'spooled') return { words: BUSY }
      const words = taken === 'accepted' ? await said : null
      return words === null ? 'later' : { words }
    } finally {
      closing.abort()
    }
  }

const spoolOf = ({ dataDir, accept }: OfficialAccountSettings, { database, log }: Kit): Promise<Spool> => {
  const { pool, vault } = database
  return openSpool({
    folder: join(dataDir, 'spool'),
    name: CHANNEL,
    vault,
    log,
    accept: async (message) => {
      await openReplyWindow(pool, CHANNEL, message.chat, wasWritten(message.externalId) ? 'wrote' : 'acted')
      return accept(message)
    },
    ping: () => pool.query('SELECT 1'),
  })
}

const routesOf = ({ token, appId, aesKey }: OfficialAccountSettings, { log }: Kit, receive: Receive): Hono =>
  webhookRoutes({
    token,
    log,
    ...(aesKey === undefined ? {} : { envelope: createEnvelope(aesKey, appId) }),
    receive: (arrival, gone) =>
      receive(arrival, gone).catch((error: unknown): Answer => {
        const name = error instanceof Error ? error.name : 'unknown'
        log.error({ channel: CHANNEL, error: name }, 'a post was not taken')
        return 'failed'
      }),
  })

export const startOfficialAccount = async (
  settings: OfficialAccountSettings,
  kit: Kit,
): Promise<StartedChannel> => {
  const health = createHealth(CHANNEL, kit.log)
  const api = createApi(settings, kit.database)
  const exchanges = createExchanges()
  const spool = await spoolOf(settings, kit)
  const listening = await startListening(kit, api, settings.appId, spool)
  const routes = routesOf(settings, kit, createReceive(kit, listening.take, exchanges, settings.answerMs))
  const rounds = lookAfter(kit, api, health)
  // There is no connection that could have died of it: what was under way is tried again, as after any failure.
  const deafen = hearRejections((error) =>
    kit.log.error({ channel: CHANNEL, error: error.name }, 'Wechaty failed where nobody listened'),
  )
  return {
    channel: {
      name: CHANNEL,
      pace: PACE,
      licence: () => (health.pause() > 0 ? null : {}),
      send: createSend({ kit, api, speaker: listening.speaker, exchanges, health }),
    },
    state: health.state,
    downSince: health.downSince,
    routes: (app: Hono) => void app.route(PATH, routes),
    stop: async () => {
      await rounds.stop()
      await listening.stop()
      deafen()
      await spool.stop()
    },
  }
}
