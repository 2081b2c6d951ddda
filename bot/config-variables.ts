import { z } from 'zod'

declare module 'zod' {
  interface GlobalMeta {
    /** The default as the README states it, where it is not a value of the schema. */
    otherwise?: string
  }
}

const text = (rule: string): z.ZodString => z.string({ error: rule }).trim()

const address = (...protocols: string[]) => {
  const rule = `an address that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`
  const known = new RegExp(`^(${protocols.join('|')})$`)
  return z.url({ protocol: known, error: rule })
}

const webAddress = () => address('https', 'http').transform((url) => url.replace(/\/+$/, ''))

const portRule = 'a port number from 0 to 65535'

/** 32 bytes in Base64. */
export const isKey = (value: string): boolean =>
  /^[A-Za-z0-9+/]{43}=$/.test(value) && Buffer.from(value, 'base64').length === 32

/** Every environment variable that is read, with its rule, default and meaning; the README's table is made from it. */
export const configVariables = {
  DATABASE_URL: address('postgresql', 'postgres')
    .optional()
    .meta({ otherwise: 'embedded PostgreSQL in `DATA_DIR`', description: 'PostgreSQL 15 or newer' }),
  REDIS_URL: address('redis', 'rediss').optional().meta({
    otherwise: 'jobs run on the database',
    description: 'Redis for the jobs, with `maxmemory-policy noeviction`',
  }),
  HOST: text('a host name or an IP address')
    .regex(/^[A-Za-z0-9.:_-]+$/, 'a host name or an IP address')
    .default('127.0.0.1')
    .meta({ description: 'address to listen on' }),
  PORT: text(portRule)
    .regex(/^\d{1,5}$/, portRule)
    .transform(Number)
    .refine((port) => port < 65_536, portRule)
    .default(8080)
    .meta({ description: 'port to listen on; 0 takes a free one' }),
  DATA_DIR: text('a folder')
    .default('data')
    .meta({ description: 'folder of the embedded database, its password and the key' }),
  DATA_KEY: text('32 bytes in Base64, as `openssl rand -base64 32` prints')
    .refine(isKey, '32 bytes in Base64, as `openssl rand -base64 32` prints')
    .optional()
    .meta({
      otherwise: 'kept in `DATA_DIR`; required with `DATABASE_URL`',
      description: 'encrypts what patients tell: 32 bytes in Base64. Keep a copy apart from the database',
    }),
  HOSPITAL_FILE: text('a file')
    .default('hospital/demo.yaml')
    .meta({ description: 'the hospital: departments, doctors, groups, staff' }),
  DEMO: z.enum(['on', 'off'], { error: 'on or off' }).optional().meta({
    otherwise: 'on without `DATABASE_URL` on a loopback `HOST`',
    description: 'whoever opens the page plays patient and staff; refused where `HOST` is not loopback',
  }),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'one of trace, debug, info, warn, error, fatal, silent',
    })
    .default('info')
    .meta({ description: 'least severity that is logged' }),
  METRICS_TOKEN: text('16 to 256 letters, digits or any of -._~+/=')
    .regex(/^[\w\-.~+/=]{16,256}$/, '16 to 256 letters, digits or any of -._~+/=')
    .optional()
    .meta({
      otherwise: '`/metrics` answers this machine alone',
      description: 'bearer token with which monitoring reads `/metrics` from elsewhere',
    }),
  PUBLIC_URL: webAddress()
    .optional()
    .meta({ description: 'where patients and staff reach the pages, for links' }),
  TELEGRAM_BOT_TOKEN: text('the token that @BotFather gave, such as 123456:ABC…')
    .regex(/^\d+:[\w-]+$/, 'the token that @BotFather gave, such as 123456:ABC…')
    .optional()
    .meta({ otherwise: 'no Telegram', description: 'token of the Telegram bot' }),
  TELEGRAM_API_ROOT: webAddress()
    .default('https://api.telegram.org')
    .meta({ description: 'Bot API server; a local one where Telegram is out of reach' }),
  TELEGRAM_WEBHOOK_URL: webAddress()
    .optional()
    .meta({ otherwise: 'long polling', description: 'address at which Telegram reaches this server' }),
  TELEGRAM_WEBHOOK_SECRET: text('1 to 256 letters, digits, _ or -')
    .regex(/^[\w-]{1,256}$/, '1 to 256 letters, digits, _ or -')
    .optional()
    .meta({ description: 'what Telegram proves itself with; needed with `TELEGRAM_WEBHOOK_URL`' }),
  WECHAT_OA_APP_ID: text('the AppID of the official account')
    .optional()
    .meta({ otherwise: 'no WeChat official account', description: 'AppID of the WeChat official account' }),
  WECHAT_OA_APP_SECRET: text('the AppSecret')
    .optional()
    .meta({ description: 'AppSecret of the official account' }),
  WECHAT_OA_TOKEN: text('3 to 32 letters or digits')
    .regex(/^[A-Za-z0-9]{3,32}$/, '3 to 32 letters or digits')
    .optional()
    .meta({ description: 'token entered in the account’s server settings' }),
  WECHAT_OA_AES_KEY: text('43 letters or digits (EncodingAESKey)')
    .regex(/^[A-Za-z0-9]{43}$/, '43 letters or digits (EncodingAESKey)')
    .optional()
    .meta({ otherwise: 'plain messages', description: 'EncodingAESKey, for the safe mode' }),
  WECHAT_OA_API_ROOT: webAddress().default('https://api.weixin.qq.com').meta({ description: 'WeChat’s API' }),
  WECHATY_PUPPET_SERVICE_TOKEN: text('the token of the puppet service')
    .optional()
    .meta({ otherwise: 'no Wechaty', description: 'token of a Wechaty puppet service (rooms of WeCom)' }),
  WECHATY_PUPPET_SERVICE_ENDPOINT: text('host:port')
    .regex(/^[A-Za-z0-9.-]+:\d+$/, 'host:port')
    .optional()
    .meta({ otherwise: 'looked up by the token', description: 'address of the puppet service' }),
  WECOM_ROBOT_URL: webAddress()
    .optional()
    .meta({ description: 'webhook of a WeCom group robot, for notices' }),
}

export type Settings = z.infer<z.ZodObject<typeof configVariables>>
