import { z } from 'zod'
import { configVariables, type Settings } from './config-variables.ts'
import { keepDataKey } from './data-key.ts'

export type DatabaseConfig = { kind: 'embedded' } | { kind: 'server'; url: string }

export type TelegramConfig = {
  token: string
  apiRoot: string
  /** Absent: long polling. */
  webhook?: { url: string; secret: string }
}

export type WechatOfficialAccountConfig = {
  appId: string
  appSecret: string
  token: string
  /** Absent: messages come in plain text. */
  aesKey?: string
  apiRoot: string
}

export type Config = {
  database: DatabaseConfig
  /** Absent: BullMQ works on the database. */
  redisUrl?: string
  host: string
  port: number
  dataDir: string
  /** 32 bytes. */
  dataKey: Buffer
  hospitalFile: string
  /** Whether whoever opens the page may play patient and staff. */
  demo: boolean
  logLevel: Settings['LOG_LEVEL']
  /** Absent: metrics are for this machine alone. */
  metricsToken?: string
  publicUrl?: string
  telegram?: TelegramConfig
  wechatOfficialAccount?: WechatOfficialAccountConfig
  wechatyPuppetService?: { token: string; endpoint?: string }
  wecomRobotUrl?: string
}

type Problem = { names: string; says: string }

/** Whether only this machine can reach a server that listens on `host`. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

type Given = Record<string, string>

type Name = keyof Settings

const together = (given: Given, names: Name[]): Problem[] => {
  const present = names.filter((name) => name in given)
  const missing = names.filter((name) => !present.includes(name))
  if (present.length === 0 || missing.length === 0) return []
  return [{ names: missing.join(', '), says: `needed too, since ${present.join(', ')} is set` }]
}

const needs = (given: Given, name: Name, needed: Name): Problem[] =>
  name in given && !(needed in given) ? [{ names: needed, says: `needed for ${name}` }] : []

const exposedDemo = ({ DEMO, HOST }: Given): Problem[] =>
  DEMO === 'on' && HOST !== undefined && !isLoopback(HOST)
    ? [
        {
          names: 'DEMO',
          says: 'gives staff powers to whoever opens the page, so HOST must be a loopback address',
        },
      ]
    : []

const contradictions = (given: Given): Problem[] => [
  ...needs(given, 'DATABASE_URL', 'DATA_KEY'),
  ...exposedDemo(given),
  ...together(given, ['TELEGRAM_WEBHOOK_URL', 'TELEGRAM_WEBHOOK_SECRET']),
  ...needs(given, 'TELEGRAM_WEBHOOK_URL', 'TELEGRAM_BOT_TOKEN'),
  ...together(given, ['WECHAT_OA_APP_ID', 'WECHAT_OA_APP_SECRET', 'WECHAT_OA_TOKEN']),
  ...needs(given, 'WECHAT_OA_AES_KEY', 'WECHAT_OA_APP_ID'),
  ...needs(given, 'WECHATY_PUPPET_SERVICE_ENDPOINT', 'WECHATY_PUPPET_SERVICE_TOKEN'),
]

const withValue = ([, value]: [string, string | undefined]): boolean =>
  value !== undefined && value.trim() !== ''

const readSettings = (environment: Record<string, string | undefined>): Settings => {
  const given = Object.fromEntries(Object.entries(environment).filter(withValue)) as Given
  const { success, data, error } = z.object(configVariables).safeParse(given)
  const mistakes = error?.issues.map(({ path, message }) => ({ names: path.join('.'), says: message })) ?? []
  const problems = [...mistakes, ...contradictions(given)]
  if (success && problems.length === 0) return data
  // Names and rules only: a value may be a secret.
  const lines = problems.map(({ names, says }) => `  ${names}: ${says}`)
  throw new Error(`The configuration is not right:\n${lines.join('\n')}`)
}

const telegram = (settings: Settings): TelegramConfig | undefined => {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = settings
  if (token === undefined) return undefined
  const webhook = url !== undefined && secret !== undefined ? { url, secret } : undefined
  return { token, apiRoot: settings.TELEGRAM_API_ROOT, ...(webhook && { webhook }) }
}

const wechatOfficialAccount = (settings: Settings): WechatOfficialAccountConfig | undefined => {
  const { WECHAT_OA_APP_ID: appId, WECHAT_OA_APP_SECRET: appSecret, WECHAT_OA_TOKEN: token } = settings
  if (appId === undefined || appSecret === undefined || token === undefined) return undefined
  const aesKey = settings.WECHAT_OA_AES_KEY
  return {
    appId,
    appSecret,
    token,
    apiRoot: settings.WECHAT_OA_API_ROOT,
    ...(aesKey !== undefined && { aesKey }),
  }
}

const wechatyPuppetService = (settings: Settings): Config['wechatyPuppetService'] => {
  const { WECHATY_PUPPET_SERVICE_TOKEN: token, WECHATY_PUPPET_SERVICE_ENDPOINT: endpoint } = settings
  return token === undefined ? undefined : { token, ...(endpoint !== undefined && { endpoint }) }
}

const withoutAbsent = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

/**
 * Reads the configuration from environment variables; an empty variable counts as absent.
 *
 * Without DATABASE_URL and DATA_KEY the key is kept in DATA_DIR, and made there at the first start. Throws one error
 * that lists every problem and no value.
 */
export const readConfig = (environment: Record<string, string | undefined>): Config => {
  const settings = readSettings(environment)
  const { DATABASE_URL: url, DATA_KEY: key, HOST: host, DATA_DIR: dataDir } = settings
  const demoByDefault = url === undefined && isLoopback(host)
  return withoutAbsent<Config>({
    database: url === undefined ? { kind: 'embedded' } : { kind: 'server', url },
    redisUrl: settings.REDIS_URL,
    host,
    port: settings.PORT,
    dataDir,
    dataKey: key === undefined ? keepDataKey(dataDir) : Buffer.from(key, 'base64'),
    hospitalFile: settings.HOSPITAL_FILE,
    demo: settings.DEMO === undefined ? demoByDefault : settings.DEMO === 'on',
    logLevel: settings.LOG_LEVEL,
    metricsToken: settings.METRICS_TOKEN,
    publicUrl: settings.PUBLIC_URL,
    telegram: telegram(settings),
    wechatOfficialAccount: wechatOfficialAccount(settings),
    wechatyPuppetService: wechatyPuppetService(settings),
    wecomRobotUrl: settings.WECOM_ROBOT_URL,
  })
}
