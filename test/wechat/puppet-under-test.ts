/** A hospital behind a puppet service: Wechaty's own server over gRPC on this machine, with Wechaty's mock of WeChat. */
import { randomUUID } from 'node:crypto'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { FileBox, type FileBoxInterface } from 'file-box'
import type { types } from 'wechaty-puppet'
import { mock, PuppetMock } from 'wechaty-puppet-mock'
import { PuppetServer } from 'wechaty-puppet-service'
import type { StartedChannel } from '../../bot/channels/remote.ts'
import { startPuppetService } from '../../bot/channels/wechat/puppet-service/start.ts'
import type { Pace } from '../../domain/channel.ts'
import { accept } from '../../handlers/accept.ts'
import { createCourier, type Courier } from '../../jobs/courier.ts'
import { freePort } from '../../prisma/embedded/free-port.ts'
import { isBusy } from '../support/busy.ts'
import { type HospitalUnderTest, openHospital } from '../support/hospital-under-test.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { until } from './account-under-test.ts'

/** It keeps files as JSON, which knows no buffers. */
class KeepingPuppet extends PuppetMock {
  override async messageSendFile(id: string, file: FileBoxInterface): Promise<void> {
    return super.messageSendFile(id, FileBox.fromBase64(await file.toBase64(), file.name))
  }
}

/** Of a form that the library takes without a directory; new to this machine, so that nothing kept under it is found. */
export const TOKEN = `insecure_${randomUUID()}`

/** How long the service may take to answer here. */
export const ANSWER_SECONDS = 8

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

/** What our account said in a chat or room. */
export interface Said {
  to: string
  text: string
  type: types.Message
}

export interface PuppetUnderTest {
  under: HospitalUnderTest
  mocker: mock.Mocker
  puppet: PuppetMock
  /** Whether the service has started its puppet. */
  isActive(): boolean
  /** Our own account. */
  me: mock.ContactMock
  started: StartedChannel
  courier: Courier
  relay: Awaited<ReturnType<typeof openRelay>>
  said: Said[]
  /** Where files and names are kept. */
  folder: string
  /** How many messages were accepted, or known already. */
  taken(): number
  /** Notes what our account says there. */
  listen(place: mock.ContactMock | mock.RoomMock): void
  /** Waits until nothing is left to take, to happen or to send. */
  settle(): Promise<void>
  close(): Promise<void>
}

export const openPuppet = async (
  at: number,
  { pace, probeSeconds = 2 }: { pace?: Pace; probeSeconds?: number } = {},
): Promise<PuppetUnderTest> => {
  const mocker = new mock.Mocker()
  const puppet = new KeepingPuppet({ mocker })
  const isActive = (): boolean => (puppet.state as { active(): unknown }).active() === true
  const under = await openHospital(at)
  const folder = tempFolder()
  const port = await freePort()
  const server = new PuppetServer({
    endpoint: `127.0.0.1:${port}`,
    puppet,
    token: TOKEN,
    tls: { disable: true },
  })
  await server.start()
  const relay = await openRelay(port)
  let taken = 0
  const failures: unknown[] = []
  const started = await startPuppetService(
    {
      token: TOKEN,
      endpoint: `127.0.0.1:${relay.port}`,
      withoutTls: true,
      dataDir: folder.path,
      probeSeconds,
      answerSeconds: ANSWER_SECONDS,
      ...(pace ? { pace } : {}),
      accept: async (message) => {
        const fresh = await accept(under.kit, message)
        taken += 1
        void under.settle().then(() => courier.poke())
        return fresh
      },
    },
    under.kit,
  )
  const courier = createCourier(under.kit, started.channel, (error) => failures.push(error))
  await until('the service is started', isActive, 15_000)
  const me = mocker.createContact({ name: '医院助手' })
  mocker.login(me)
  await until('the channel is well', () => started.state() === 'ok', 20_000)
  const said: Said[] = []
  return {
    under,
    mocker,
    puppet,
    isActive,
    me,
    started,
    courier,
    relay,
    said,
    folder: folder.path,
    taken: () => taken,
    listen: (place) => {
      if (!isEmitter(place)) throw new Error('it says nothing')
      place.on('message', (message) => {
        if (message.talker().id === me.id)
          said.push({ to: place.id, text: message.text() ?? '', type: message.type() })
      })
    },
    settle: async () => {
      await under.settle()
      await until('nothing waits', async () => {
        courier.poke()
        return !(await isBusy(under, 'wechaty'))
      })
    },
    close: async () => {
      await started.stop()
      await courier.stop()
      relay.close()
      await server.stop()
      await under.close()
      await folder.remove()
      if (failures.length > 0) throw failures[0]
    },
  }
}
