import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../domain/project-root.ts'
import { freshDatabase } from '../support/database.ts'
import { ACCOUNT, until } from './account-under-test.ts'
import { type FakeWechat, startFakeWechat } from './fake-wechat.ts'
import { type Product, startProduct } from '../../bot/product.ts'

describe('the whole product with WeChat', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let wechat: FakeWechat
  let product: Product
  const logged: string[] = []
  const dataDir = mkdtempSync(join(tmpdir(), 'product-'))

  beforeAll(async () => {
    database = await freshDatabase()
    wechat = await startFakeWechat(ACCOUNT)
    product = await startProduct(
      {
        databaseUrl: database.url,
        dataKey: randomBytes(32),
        hospitalFile: projectFile('hospital/demo.yaml'),
        host: '127.0.0.1',
        port: 0,
        demo: false,
        secure: false,
        dataDir,
        publicUrl: 'https://h.example',
        wechatOfficialAccount: { ...ACCOUNT, apiRoot: wechat.apiRoot },
        // Nobody listens there.
        wechatyPuppetService: {
          token: 'insecure_7c2f0c3a-1111-4222-8333-123456789abc',
          endpoint: '127.0.0.1:9',
        },
        wecomRobotUrl: 'http://127.0.0.1:9/cgi-bin/webhook/send?key=none',
      },
      pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
    )
    wechat.hospitalAt(`${product.url}/wechat`)
  }, 120_000)
  afterAll(async () => {
    await product.stop()
    await wechat.close()
    await database.drop()
    rmSync(dataDir, { recursive: true })
  }, 60_000)

  const health = async (): Promise<{ ready: boolean; channels: Record<string, string> }> =>
    (await (await fetch(`${product.url}/healthz`)).json()) as {
      ready: boolean
      channels: Record<string, string>
    }

  it('answers a patient, and shows which channels are well', async () => {
    await wechat.says('oAnna', '停车场在哪')
    await until('an answer came', () => wechat.seen.length > 0, 15_000)
    expect(wechat.seen[0]?.text).toContain('停车')
    await until('the account is well', async () => (await health()).channels.wechat === 'ok')
    await until(
      'the service is not',
      async () => (await health()).channels.wechaty?.startsWith('down since') === true,
      60_000,
    )
    expect(await health()).toMatchObject({ ready: true, channels: { web: 'ok' } })
  }, 90_000)

  it('logs neither words nor secrets', () => {
    const all = logged.join('')
    expect(all).toContain('out of reach')
    for (const secret of ['停车', ACCOUNT.appSecret, '7c2f0c3a', 'key=none'])
      expect(all).not.toContain(secret)
  })
})
