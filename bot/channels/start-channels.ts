import type { InboundMessage } from '../../domain/message.ts'
import type { Kit } from '../../handlers/kit.ts'
import type { Config } from '../config.ts'
import type { StartedChannel } from './remote.ts'

export interface ChannelSettings
  extends Pick<
    Config,
    'telegram' | 'wechatOfficialAccount' | 'wechatyPuppetService' | 'wecomRobotUrl' | 'publicUrl'
  > {
  /** Where what arrives is written down while the database is away. */
  dataDir?: string
}

type Accept = (message: InboundMessage) => Promise<boolean>
type Starter = () => Promise<StartedChannel>

/** The channels that are configured; what is not is not even loaded. */
const starters = (settings: ChannelSettings, kit: Kit, accept: Accept): [name: string, start: Starter][] => {
  const { telegram, wechatOfficialAccount, wechatyPuppetService, wecomRobotUrl, publicUrl } = settings
  const { dataDir = 'data' } = settings
  const chosen: [string, Starter | undefined][] = [
    [
      'telegram',
      telegram &&
        (async () => (await import('./telegram/start-telegram.ts')).startTelegram(telegram, { kit, accept })),
    ],
    [
      'wechat',
      wechatOfficialAccount &&
        (async () => {
          const { startOfficialAccount } = await import('./wechat/official-account/start.ts')
          return startOfficialAccount({ ...wechatOfficialAccount, dataDir, accept }, kit)
        }),
    ],
    [
      'wechaty',
      wechatyPuppetService &&
        (async () => {
          const { startPuppetService } = await import('./wechat/puppet-service/start.ts')
          return startPuppetService({ ...wechatyPuppetService, dataDir, accept }, kit)
        }),
    ],
    [
      'wecom-robot',
      wecomRobotUrl === undefined
        ? undefined
        : async () => {
            const { startWecomRobot } = await import('./wechat/wecom-robot.ts')
            const staffUrl = publicUrl && `${publicUrl}/staff`
            return startWecomRobot({ url: wecomRobotUrl, ...(staffUrl ? { staffUrl } : {}) }, kit)
          },
    ],
  ]
  return chosen.flatMap(([name, start]) => (start ? [[name, start]] : []))
}

/** Starts the channels that are configured; one that cannot be started is said so, and the others run. */
export const startChannels = async (
  settings: ChannelSettings,
  kit: Kit,
  accept: Accept,
): Promise<StartedChannel[]> => {
  const started: StartedChannel[] = []
  for (const [name, start] of starters(settings, kit, accept))
    try {
      started.push(await start())
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown'
      kit.log.error({ channel: name, reason }, `${name} could not be started`)
    }
  return started
}
