/** One connection to the puppet service: opened, probed, and let go of when it no longer answers. */
import type { Message, Wechaty } from 'wechaty'
import type { PuppetService } from 'wechaty-puppet-service'
import { openWechaty } from '../open-wechaty.ts'
import { within } from '../within.ts'
import { answersProbe } from './probe.ts'

export interface ServiceSettings {
  token: string
  /** host:port; looked up by the token where absent. */
  endpoint?: string
  /** For a service on this machine without a certificate. */
  withoutTls?: boolean
  /** Folder in which Wechaty keeps what contacts and rooms are called. */
  storeDir: string
  /** How long it may take to answer. */
  answerSeconds?: number
}

export interface SessionEars {
  heard(message: Message, typeName: string): Promise<void>
  /** We were removed from a room. */
  removed(room: string): Promise<void>
  failed(error: Error): void
}

export interface Session {
  bot: Wechaty
  /** Whether somebody is logged in there. */
  loggedIn(): boolean
  /** Whether the service answers through its event stream. */
  answers(): Promise<boolean>
  /** `dead`: the connection is cut at once, since a farewell would wait for an answer. */
  close(how?: 'dead'): Promise<void>
}

const START_MS = 20_000
const STOP_MS = 5_000
const ANSWER_SECONDS = 20

const listen = (bot: Wechaty, { removed, failed }: SessionEars): void => {
  bot.on('room-leave', (room, leavers) => {
    if (leavers.some((each) => each.self())) removed(room.id).catch(failed)
  })
}

const cut = (puppet: PuppetService): void => {
  try {
    const client = puppet.grpcManager.client as { close(): void }
    client.close()
  } catch {
    // There is no connection: nothing to cut.
  }
}

/** The library would keep names in the home folder, under the token; it has no option for that. */
const keepIn = (storeDir: string, puppet: PuppetService): void => {
  const { _payloadStore: store } = puppet as unknown as { _payloadStore: { storeDir: string } }
  store.storeDir = storeDir
}

const makePuppet = async ({ token, endpoint, withoutTls = false, storeDir }: ServiceSettings) => {
  const { PuppetService: Service } = await import('wechaty-puppet-service')
  /** What it no longer knows it tells the service without waiting: unheard, that would end the process. */
  class OwnService extends Service {
    override dirtyPayload(...forgotten: Parameters<PuppetService['dirtyPayload']>): Promise<void> {
      return super.dirtyPayload(...forgotten).catch(() => undefined)
    }
  }
  const puppet = new OwnService({
    token,
    ...(endpoint === undefined ? {} : { endpoint }),
    tls: { disable: withoutTls },
  })
  keepIn(storeDir, puppet)
  return puppet
}

/** Connects; throws where the service does not answer. */
export const openSession = async (settings: ServiceSettings, ears: SessionEars): Promise<Session> => {
  const { bot, puppet } = await openWechaty(() => makePuppet(settings), {
    failed: ears.failed,
    heard: async (message) => {
      const { types } = await import('wechaty-puppet')
      await ears.heard(message, types.Message[message.type()] ?? '')
    },
  })
  listen(bot, ears)
  const session: Session = {
    bot,
    loggedIn: () => puppet.isLoggedIn,
    answers: () => answersProbe(puppet, (settings.answerSeconds ?? ANSWER_SECONDS) * 1_000),
    close: async (how) => {
      if (how === 'dead') cut(puppet)
      await within(bot.stop(), STOP_MS, undefined)
    },
  }
  const started = await within(
    bot.start().then(() => true),
    START_MS,
    false,
  )
  if (started && (await session.answers())) return session
  // The farewell makes the service forget an earlier connection that died without a word: it keeps one at a time.
  await session.close()
  cut(puppet)
  throw new Error('the puppet service does not answer')
}
