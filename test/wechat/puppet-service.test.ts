import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileBox, type FileBoxInterface } from 'file-box'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { mock, PuppetMock } from 'wechaty-puppet-mock'
import { PuppetServer } from 'wechaty-puppet-service'
import { startPuppetService } from '../../bot/channels/wechat/puppet-service/start.ts'
import type { StartedChannel } from '../../bot/channels/remote.ts'
import { accept } from '../../handlers/accept.ts'
import { makeCode } from '../../handlers/make-code.ts'
import { createCourier, type Courier } from '../../jobs/courier.ts'
import { rows } from '../../prisma/sql.ts'
import { type HospitalUnderTest, openHospital } from '../support/hospital-under-test.ts'
import { until } from './account-under-test.ts'

// What the libraries say of themselves is no part of the test.
vi.hoisted(() => {
  process.env.WECHATY_LOG = 'silent'
})

/** It keeps files as JSON, which knows no buffers. */
class KeepingPuppet extends PuppetMock {
  override async messageSendFile(id: string, file: FileBoxInterface): Promise<void> {
    return super.messageSendFile(id, FileBox.fromBase64(await file.toBase64(), file.name))
  }
}

const TOKEN = 'insecure_7c2f0c3a-1111-4222-8333-123456789abc'

interface Emitter {
  on(event: 'message', hear: (message: mock.MessageMock) => void): unknown
}

/** The mock's types lost theirs. */
const isEmitter = (place: object): place is Emitter => 'on' in place

/** A way to the service that can go silent: connections stay open, and nothing passes any more. */
const openRelay = async (target: number) => {
  const sockets = new Set<Socket>()
  let silent = false
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk: Buffer) => {
        if (!silent) to.write(chunk)
      })
      from.on('close', () => to.destroy())
      from.on('error', () => from.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    silence: (is: boolean) => {
      silent = is
    },
    close: () => {
      sockets.forEach((socket) => socket.destroy())
      server.close()
    },
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

describe('a hospital behind a puppet service', () => {
  let under: HospitalUnderTest
  let folder: string
  let server: PuppetServer
  let started: StartedChannel
  let courier: Courier
  let relay: Awaited<ReturnType<typeof openRelay>>
  const mocker = new mock.Mocker()
  const puppet = new KeepingPuppet({ mocker })
  const isActive = (): boolean => (puppet.state as { active(): unknown }).active() === true
  let me: mock.ContactMock
  let patient: mock.ContactMock
  const said: { to: string; text: string; file?: string }[] = []

  const hearOurs = (place: object, to: string): void => {
    if (!isEmitter(place)) throw new Error('it says nothing')
    place.on('message', (message) => {
      if (message.talker().id === me.id) said.push({ to, text: message.text() ?? '' })
    })
  }

  const heard = async (count: number): Promise<typeof said> => {
    await until(`${count} messages, ${said.length} came`, () => said.length >= count, 15_000)
    return said.splice(0)
  }

  beforeAll(async () => {
    under = await openHospital(Date.parse('2026-11-23T01:00:00Z'))
    folder = mkdtempSync(join(tmpdir(), 'puppet-'))
    const port = await freePort()
    server = new PuppetServer({
      endpoint: `127.0.0.1:${port}`,
      puppet,
      token: TOKEN,
      tls: { disable: true },
    })
    await server.start()
    relay = await openRelay(port)
    started = await startPuppetService(
      {
        token: TOKEN,
        endpoint: `127.0.0.1:${relay.port}`,
        withoutTls: true,
        dataDir: folder,
        probeSeconds: 2,
        accept: async (message) => {
          const fresh = await accept(under.kit, message)
          void under.settle().then(() => courier.poke())
          return fresh
        },
      },
      under.kit,
    )
    courier = createCourier(under.kit, started.channel, (error) => {
      throw error
    })
    await until('the service is started', () => isActive(), 15_000)
    me = mocker.createContact({ name: '医院助手' })
    mocker.login(me)
    patient = mocker.createContact({ name: '张三' })
    hearOurs(patient, 'patient')
    await until('the channel is well', () => started.state() === 'ok', 20_000)
  }, 60_000)

  afterAll(async () => {
    await started.stop()
    await courier.stop()
    relay.close()
    await server.stop()
    await under.close()
    rmSync(folder, { recursive: true })
  }, 30_000)

  it('answers a patient in a private chat, and never itself', async () => {
    patient.say('停车场在哪').to(me)
    const [first] = await heard(1)
    expect(first?.text).toContain('停车')
    const inbox = await rows<{ count: number }>(
      under.kit.database.pool,
      `SELECT count(*) AS count FROM inbox WHERE source = 'wechaty'`,
    )
    expect(inbox[0]?.count).toBe(1)
  })

  it('binds a room by its code, and hears commands with and without a mention there', async () => {
    const group = under.hospital.groups.find(({ kind }) => kind === 'service-desk')
    if (!group) throw new Error('no desk')
    const room = mocker.createRoom({ topic: '咨询台群', memberIdList: [me.id, patient.id] })
    hearOurs(room, 'room')
    const { code } = await makeCode(under.kit.database, 'bind-group', group.key, 'test')
    patient.say(`绑定 ${code}`).to(room)
    const [bound] = await heard(1)
    expect(bound).toMatchObject({ to: 'room' })
    expect(bound?.text).toContain(group.name)
    patient.say('@医院助手 帮助', [me]).to(room)
    const [answer] = await heard(1)
    expect(answer?.text).not.toBe('')
  })

  it('keeps a picture that a patient sends', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    patient.say(FileBox.fromBase64(png.toString('base64'), '报告.png')).to(me)
    await until(
      'the picture is kept',
      async () => {
        const kept = await rows<{ mime: string; name: string }>(
          under.kit.database.pool,
          'SELECT mime, name FROM attachment',
        )
        return kept.some(({ mime, name }) => mime === 'image/png' && name === '报告.png')
      },
      15_000,
    )
    await heard(1)
  })

  it('finds a silent death, says so, and is back by itself with what waited', async () => {
    relay.silence(true)
    await until('the death is found', () => started.downSince() !== null, 60_000)
    expect(started.state()).toMatch(/^down since /)
    expect(started.channel.licence()).toBeNull()
    const [chat] = await rows<{ id: number }>(
      under.kit.database.pool,
      `SELECT id FROM conversation WHERE channel = 'wechaty' AND kind = 'private'`,
    )
    const { appendMessages } = await import('../../prisma/queries/outbox.ts')
    const { vault, pool } = under.kit.database
    const texts = ['第一句', '第二句', '第三句'].map((text) => vault.seal({ text }))
    await appendMessages(pool, chat?.id ?? 0, texts, new Date())
    relay.silence(false)
    await until(
      'it is back',
      () => {
        // The service was started anew, and its account scans in.
        if (isActive() && !puppet.isLoggedIn) mocker.login(me)
        return started.state() === 'ok'
      },
      100_000,
    )
    courier.poke()
    expect((await heard(3)).map(({ text }) => text)).toEqual(['第一句', '第二句', '第三句'])
  }, 190_000)
})
