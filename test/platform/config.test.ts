import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isLoopback, readConfig } from '../../bot/config.ts'
import { tempFolder } from '../support/temp-folder.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const external = { DATABASE_URL: 'postgresql://app:pw@db/hospital', DATA_KEY: key }

const complaint = (environment: Record<string, string>): string => {
  try {
    readConfig(environment)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('the configuration', () => {
  let folder: ReturnType<typeof tempFolder>
  let dataDir: string
  beforeAll(() => {
    folder = tempFolder()
    dataDir = join(folder.path, 'data')
  })
  afterAll(() => folder.remove())

  it('needs no variable at all', () => {
    expect(readConfig({ DATA_DIR: dataDir })).toMatchObject({
      database: { kind: 'embedded' },
      host: '127.0.0.1',
      port: 8080,
      hospitalFile: 'hospital/demo.yaml',
      demo: true,
      logLevel: 'info',
    })
  })

  it('makes a key once, readable by its owner alone, and keeps it', () => {
    const { dataKey } = readConfig({ DATA_DIR: dataDir })
    expect(dataKey).toHaveLength(32)
    expect(readConfig({ DATA_DIR: dataDir }).dataKey).toEqual(dataKey)
    expect(statSync(join(dataDir, 'data-key')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dataDir, 'data-key'), 'utf8').trim()).toBe(dataKey.toString('base64'))
  })

  it('refuses a damaged key instead of making another', () => {
    const damaged = join(folder.path, 'damaged')
    readConfig({ DATA_DIR: damaged })
    writeFileSync(join(damaged, 'data-key'), 'c2hvcnQ=')
    expect(complaint({ DATA_DIR: damaged })).toMatch(/data-key holds no key of 32 bytes/)
  })

  it('takes a server of the hospital with its key, and then plays no demo unless asked', () => {
    const config = readConfig(external)
    expect(config).toMatchObject({ database: { kind: 'server', url: external.DATABASE_URL }, demo: false })
    expect(config.dataKey).toEqual(Buffer.alloc(32, 7))
    expect(readConfig({ ...external, DEMO: 'on' }).demo).toBe(true)
  })

  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.5', false],
    ['127.evil.example', false],
    ['localhost.example', false],
  ])('gives demo powers on %s by default: %s', (host, demo) => {
    expect(isLoopback(host)).toBe(demo)
    expect(readConfig({ DATA_DIR: dataDir, HOST: host }).demo).toBe(demo)
    expect(complaint({ DATA_DIR: dataDir, HOST: host, DEMO: 'on' }) === '').toBe(demo)
    expect(readConfig({ DATA_DIR: dataDir, HOST: host, DEMO: 'off' }).demo).toBe(false)
  })

  it('treats an empty variable as absent', () => {
    expect(readConfig({ DATA_DIR: dataDir, PORT: '', DATABASE_URL: ' ', DEMO: '' })).toMatchObject({
      port: 8080,
      database: { kind: 'embedded' },
      demo: true,
    })
  })

  it('lists every problem at once', () => {
    const message = complaint({
      DATABASE_URL: 'mysql://db/hospital',
      HOST: '0.0.0.0',
      PORT: '80800',
      DEMO: 'on',
      LOG_LEVEL: 'loud',
      TELEGRAM_WEBHOOK_URL: 'https://bot.example',
      WECHAT_OA_APP_ID: 'wx1',
      WECHAT_OA_AES_KEY: 'short',
    })
    expect(message.split('\n').map((line) => line.trim().split(':')[0])).toEqual([
      'The configuration is not right',
      'DATABASE_URL',
      'PORT',
      'LOG_LEVEL',
      'WECHAT_OA_AES_KEY',
      'DATA_KEY',
      'DEMO',
      'TELEGRAM_WEBHOOK_SECRET',
      'TELEGRAM_BOT_TOKEN',
      'WECHAT_OA_APP_SECRET, WECHAT_OA_TOKEN',
    ])
  })

  it.each(['80800', '-1', '80.5', 'http', '0x1f', '1e3'])('refuses %s as a port', (PORT) => {
    expect(complaint({ DATA_DIR: dataDir, PORT })).toContain('PORT')
  })

  it.each(['short', `${key}=`, Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')])(
    'refuses %s as a key',
    (DATA_KEY) => {
      expect(complaint({ ...external, DATA_KEY })).toContain('DATA_KEY')
    },
  )

  it('never prints a value', () => {
    const names = [
      'DATABASE_URL',
      'DATA_KEY',
      'TELEGRAM_BOT_TOKEN',
      'TELEGRAM_WEBHOOK_SECRET',
      'WECHAT_OA_TOKEN',
    ]
    const secret = fc.stringMatching(/^[!#$%&][ -~]{12,20}$/)
    fc.assert(
      fc.property(fc.constantFrom(...names), secret, (name, value) => {
        const message = complaint({ [name]: value, DATA_DIR: dataDir })
        expect(message).toContain(name)
        expect(message).not.toContain(value.trim())
      }),
    )
  })

  it('reads the channels', () => {
    const config = readConfig({
      ...external,
      TELEGRAM_BOT_TOKEN: '123456:AAE-x_y',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
      TELEGRAM_WEBHOOK_URL: 'https://bot.example/telegram',
      TELEGRAM_WEBHOOK_SECRET: 'a-b_c',
      WECHAT_OA_APP_ID: 'wx1',
      WECHAT_OA_APP_SECRET: 'shh',
      WECHAT_OA_TOKEN: 'abc123',
      WECHATY_PUPPET_SERVICE_TOKEN: 'puppet_x',
      WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:8788',
      WECOM_ROBOT_URL: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k',
    })
    expect(config).toMatchObject({
      telegram: {
        token: '123456:AAE-x_y',
        apiRoot: 'http://127.0.0.1:8081',
        webhook: { url: 'https://bot.example/telegram', secret: 'a-b_c' },
      },
      wechatOfficialAccount: { appId: 'wx1', apiRoot: 'https://api.weixin.qq.com' },
      wechatyPuppetService: { token: 'puppet_x', endpoint: '127.0.0.1:8788' },
      wecomRobotUrl: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k',
    })
    expect(readConfig(external)).not.toHaveProperty('telegram')
  })
})
