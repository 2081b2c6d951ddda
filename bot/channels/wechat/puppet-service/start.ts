/** Chats and rooms of a Wechaty puppet service (WeCom and others): one process holds the connection, and watches over it. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { RemoteChannel } from '../../../../domain/channel.ts'
import type { InboundMessage } from '../../../../domain/message.ts'
import { groupChatLost } from '../../../../handlers/group-chats.ts'
import type { Kit } from '../../../../handlers/kit.ts'
import { openSpool, type Spool } from '../../../../handlers/spool.ts'
import { createRounds, type Rounds } from '../../../../jobs/rounds.ts'
import { leaveLease, takeLease } from '../../../../prisma/queries/leases.ts'
import { createHealth, type Health } from '../../health.ts'
import type { StartedChannel } from '../../remote.ts'
import { CHANNEL, inboundOf } from './inbound.ts'
import { oneByOne } from '../one-by-one.ts'
import { hearRejections } from '../unheard-rejections.ts'
import { createSend } from './send.ts'
import { openSession, type ServiceSettings, type Session, type SessionEars } from './session.ts'

export interface PuppetServiceSettings extends Omit<ServiceSettings, 'storeDir'> {
  /** Where messages are written down while the database is away, and names of contacts are kept. */
  dataDir: string
  accept(message: InboundMessage): Promise<boolean>
  /** How often the service is asked whether it is there. */
  probeSeconds?: number
  pace?: RemoteChannel['pace']
}

const LEASE_SECONDS = 75
const ROUND_MS = 10_000
const ELSEWHERE_MS = 5_000
const NO_LOGIN_SECONDS = 60
/** gRPC shares connections between clients, and forgets one that nobody uses only after ten seconds. */
const RENEWAL_MS = 11_000

/** Accounts that write faster are taken for robots. */
const PACE: RemoteChannel['pace'] = {
  channel: { seconds: 0.5, burst: 10 },
  private: { seconds: 1, burst: 3 },
  group: { seconds: 2, burst: 3 },
}

interface Watch {
  session: Session | null
  fence: number | null
  probedAt: number
  openedAt: number
  /** No other is opened before. */
  restsUntil: number
}

interface Watching {
  kit: Kit
  settings: PuppetServiceSettings
  ears: SessionEars
  health: Health
  watch: Watch
}

const letGo = async (watch: Watch, how?: 'dead'): Promise<void> => {
  const { session } = watch
  watch.session = null
  await session?.close(how)
}

const connect = async ({ settings, ears, health, watch }: Watching): Promise<number> => {
  try {
    watch.session = await openSession({ ...settings, storeDir: join(settings.dataDir, 'wechaty') }, ears)
    watch.openedAt = performance.now()
    watch.probedAt = watch.openedAt
    if (watch.session.loggedIn()) health.well()
    return 1_000
  } catch (error) {
    health.failing(error instanceof Error ? error.message : 'it cannot be opened')
    return Math.max(health.pause(), RENEWAL_MS)
  }
}

/** A connection may die without a word: then it is let go of, and opened again. */
const probe = async ({ settings, health, watch }: Watching, session: Session): Promise<number> => {
  const { probeSeconds = 30 } = settings
  const rest = Math.min(ROUND_MS, probeSeconds * 1_000)
  if (session.loggedIn() && health.downSince() === null) health.well()
  if (performance.now() - watch.probedAt < probeSeconds * 1_000) return rest
  watch.probedAt = performance.now()
  if (!(await session.answers())) {
    health.failing('it no longer answers')
    await letGo(watch, 'dead')
    return RENEWAL_MS
  }
  if (session.loggedIn()) health.well()
  else if (performance.now() - watch.openedAt > NO_LOGIN_SECONDS * 1_000)
    health.failing('nobody is logged in there: scan the code at the provider')
  return rest
}

/** One process holds the connection; the others wait for it to be free. */
const look = async (watching: Watching, holder: string): Promise<number> => {
  const { kit, watch } = watching
  watch.fence = await takeLease(kit.database.pool, CHANNEL, holder, LEASE_SECONDS)
  if (watch.fence === null) {
    await letGo(watch)
    watching.health.well()
    return ELSEWHERE_MS
  }
  if (watch.session) return probe(watching, watch.session)
  const rest = watch.restsUntil - performance.now()
  return rest > 0 ? Math.min(rest, ROUND_MS) : connect(watching)
}

const earsOf = (kit: Kit, spool: Spool, inOrder = oneByOne()): SessionEars => ({
  heard: (message, typeName) =>
    inOrder(message.room()?.id ?? message.talker().id, async () => {
      const inbound = await inboundOf(kit.database, message, typeName)
      if (inbound) await spool.take(inbound)
    }),
  removed: (room) => groupChatLost(kit, CHANNEL, room),
  failed: (error) => kit.log.warn({ channel: CHANNEL, error: error.name }, 'Wechaty complains'),
})

/** A connection that failed where nobody listened is as good as dead: another is opened. */
const giveUp = ({ kit, health, watch }: Watching, error: Error): void => {
  kit.log.error({ channel: CHANNEL, error: error.name }, 'Wechaty failed where nobody listened')
  if (!watch.session) return
  health.failing('it failed where nobody listened')
  watch.restsUntil = performance.now() + RENEWAL_MS
  void letGo(watch, 'dead').catch(() => kit.log.warn({ channel: CHANNEL }, 'the connection cannot be closed'))
}

const spoolOf = ({ dataDir, accept }: PuppetServiceSettings, { database, log }: Kit): Promise<Spool> =>
  openSpool({
    folder: join(dataDir, 'spool'),
    name: CHANNEL,
    vault: database.vault,
    log,
    accept,
    ping: () => database.pool.query('SELECT 1'),
  })

const keepWatch = (watching: Watching, holder: string): Rounds =>
  createRounds(
    () =>
      look(watching, holder).catch(() => {
        watching.kit.log.warn({ channel: CHANNEL }, 'the lease cannot be kept')
        return ELSEWHERE_MS
      }),
    100,
  )

export const startPuppetService = async (
  settings: PuppetServiceSettings,
  kit: Kit,
): Promise<StartedChannel> => {
  const health = createHealth(CHANNEL, kit.log)
  const spool = await spoolOf(settings, kit)
  const watch: Watch = { session: null, fence: null, probedAt: 0, openedAt: 0, restsUntil: 0 }
  const holder = randomUUID()
  const watching: Watching = { kit, settings, ears: earsOf(kit, spool), health, watch }
  const rounds = keepWatch(watching, holder)
  const deafen = hearRejections((error) => giveUp(watching, error))
  return {
    channel: {
      name: CHANNEL,
      pace: settings.pace ?? PACE,
      licence: () =>
        watch.fence !== null && watch.session?.loggedIn() && health.downSince() === null
          ? { fence: watch.fence }
          : null,
      send: createSend(kit.database, () => watch.session),
    },
    state: health.state,
    downSince: health.downSince,
    stop: async () => {
      await rounds.stop()
      await letGo(watch)
      deafen()
      await leaveLease(kit.database.pool, CHANNEL, holder)
      await spool.stop()
    },
  }
}
