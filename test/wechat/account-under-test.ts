/** An official account over the wire: the real engine and database, our real webhook, and a fake WeChat. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'
import { PATH, startOfficialAccount } from '../../bot/channels/wechat/official-account/start.ts'
import type { StartedChannel } from '../../bot/channels/remote.ts'
import type { Hospital } from '../../domain/hospital.ts'
import type { InboundMessage } from '../../domain/message.ts'
import { accept } from '../../handlers/accept.ts'
import { createCourier } from '../../jobs/courier.ts'
import { isBusy } from '../support/busy.ts'
import { type HospitalUnderTest, openHospital } from '../support/hospital-under-test.ts'
import { type AccountOfHospital, type FakeWechat, startFakeWechat } from './fake-wechat.ts'

export const ACCOUNT: AccountOfHospital = {
  appId: 'wx1234567890abcdef',
  appSecret: 'secret',
  token: 'token',
}
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

export interface AccountUnderTest {
  under: HospitalUnderTest
  wechat: FakeWechat
  started: StartedChannel
  url: string
  /** Refuses to accept while set, as when the database is away. */
  away(is: boolean): void
  /** Waits until WeChat's followers have seen so many things, and nothing more is on its way. */
  seen(count: number): Promise<FakeWechat['seen']>
  /** Waits until nothing is left to take, to happen or to send. */
  settle(): Promise<void>
  close(): Promise<void>
}

export interface Scene {
  account?: AccountOfHospital
  /** What the hospital has been told of its account, where that differs. */
  configured?: Partial<AccountOfHospital>
  hospital?: Hospital
  at?: number
  dataDir?: string
  answerMs?: number
  /** How long nobody begins to think about what was said. */
  thinkingMs?: number
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  ms = 8_000,
): Promise<void> => {
  const end = performance.now() + ms
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`in vain: ${what}`)
    await pause(20)
  }
}

export const signed = (token: string, timestamp: string, nonce: string): string =>
  createHash('sha1').update([token, timestamp, nonce].toSorted().join('')).digest('hex')

export const openAccount = async (scene: Scene = {}): Promise<AccountUnderTest> => {
  const account = scene.account ?? ACCOUNT
  const under = await openHospital(scene.at ?? Date.parse('2026-11-23T01:00:00Z'), scene.hospital)
  const wechat = await startFakeWechat(account)
  const folder = scene.dataDir ?? mkdtempSync(join(tmpdir(), 'wechat-'))
  let isAway = false
  let working: Promise<void> = Promise.resolve()
  const work = (): void => {
    working = working.then(async () => {
      await pause(scene.thinkingMs ?? 0)
      await under.settle()
      courier.poke()
    })
  }
  const configured = { ...account, ...scene.configured }
  const started = await startOfficialAccount(
    {
      appId: configured.appId,
      appSecret: configured.appSecret,
      token: configured.token,
      ...(configured.aesKey === undefined ? {} : { aesKey: configured.aesKey }),
      apiRoot: wechat.apiRoot,
      dataDir: folder,
      ...(scene.answerMs === undefined ? {} : { answerMs: scene.answerMs }),
      accept: async (message: InboundMessage) => {
        if (isAway) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
        const fresh = await accept(under.kit, message)
        work()
        return fresh
      },
    },
    under.kit,
  )
  const failures: unknown[] = []
  const courier = createCourier(
    { database: under.kit.database, hospital: under.kit.hospital },
    started.channel,
    (error) => failures.push(error),
  )
  const app = new Hono()
  started.routes?.(app)
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`
  wechat.hospitalAt(url)
  return {
    under,
    wechat,
    started,
    url,
    away: (is) => {
      isAway = is
    },
    seen: async (count) => {
      await until(`${count} messages, ${wechat.seen.length} came`, () => {
        courier.poke()
        return wechat.seen.length >= count
      })
      await working
      await pause(450)
      return wechat.seen.splice(0)
    },
    settle: async () => {
      await working
      await under.settle()
      await until('nothing waits', async () => {
        courier.poke()
        return !(await isBusy(under, 'wechat'))
      })
    },
    close: async () => {
      await working
      await started.stop()
      await courier.stop()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await wechat.close()
      await under.close()
      if (scene.dataDir === undefined) rmSync(folder, { recursive: true })
      if (failures.length > 0) throw failures[0]
    },
  }
}
