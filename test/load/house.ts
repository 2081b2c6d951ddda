/** The pieces of the real product in one process that can die at a fault point and start again from the database alone. */
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Channel, Delivery, Sending } from '../../domain/channel.ts'
import { type FaultPoint, onFaultPoint } from '../../domain/fault-point.ts'
import type { Hospital } from '../../domain/hospital.ts'
import type { InboundMessage } from '../../domain/message.ts'
import { accept } from '../../handlers/accept.ts'
import { importHospital } from '../../handlers/import-hospital.ts'
import { hospitalReader, type Kit } from '../../handlers/kit.ts'
import { takeTurn } from '../../handlers/take-turn.ts'
import { deliver } from '../../jobs/deliver.ts'
import { createPump } from '../../jobs/pump.ts'
import { sweepDue } from '../../jobs/sweep-due.ts'
import { takeTurns } from '../../jobs/take-turns.ts'
import { openDatabase } from '../../prisma/database.ts'
import { type WorkLeft, workLeft } from './work-left.ts'

/** The people at the other end of the channels. */
export interface Outlet {
  send(channel: string, delivery: Delivery): Sending
  marked(channel: string, delivery: Delivery): void
}

export interface House {
  /** Resolves once the message is acknowledged; throws where the house died before. */
  accept(message: InboundMessage): Promise<void>
  importHospital(hospital: Hospital): Promise<void>
  /** Works until nothing is left to do, or until it dies; answers for when something is due next (epoch milliseconds). */
  settle(): Promise<number | null>
  /** Dies when it passes this point for the n-th time from now, n from 1. */
  doom(point: FaultPoint, passes: number): void
  /** Where it died; undefined while it lives. */
  died(): FaultPoint | undefined
  close(): Promise<void>
}

export interface HouseSettings {
  url: string
  dataKey: Buffer
  log: Logger
  outlet: Outlet
}

/** Name under which the connections of the house are known to the database. */
export const houseConnections = 'house'

/** As a lost connection looks to the product. */
const dead = (): Error => Object.assign(new Error('this process has died'), { code: 'ECONNRESET' })

interface Mortal {
  died(): FaultPoint | undefined
  die(point: FaultPoint): never
}

const cut = (client: pg.ClientBase): void =>
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()

/** Lets a pool lose its connections for good, in the middle of whatever it does. */
const mortal = (pool: pg.Pool): Mortal => {
  const clients = new Set<pg.PoolClient>()
  const connect = pool.connect.bind(pool)
  let died: FaultPoint | undefined
  pool.on('connect', (client) => {
    client.on('error', () => undefined) // it shows as a failed query
    clients.add(client)
    if (died) cut(client)
  })
  pool.on('remove', (client) => void clients.delete(client))
  type Done = Parameters<typeof connect>[0]
  pool.connect = ((done?: Done) => {
    if (!died) return done ? connect(done) : connect()
    return done ? done(dead(), undefined, () => undefined) : Promise.reject(dead())
  }) as typeof pool.connect
  return {
    died: () => died,
    die: (point) => {
      died = point
      clients.forEach(cut)
      throw dead()
    },
  }
}

const channelsOf = (names: string[], outlet: Outlet, { died }: Mortal): Map<string, Channel> =>
  new Map(
    names.map((name): [string, Channel] => [
      name,
      {
        name,
        send: (delivery) => (died() ? Promise.reject(dead()) : Promise.resolve(outlet.send(name, delivery))),
        marked: (delivery) => {
          if (!died()) outlet.marked(name, delivery)
          return Promise.resolve()
        },
      },
    ]),
  )

const nothing = Promise.resolve(0)

/** One connection: whatever runs side by side asks the database in an order that the seed decides. */
const CONNECTIONS = 1

const urlOfHouse = (url: string): string => {
  const named = new URL(url)
  named.searchParams.set('application_name', houseConnections)
  return named.href
}

export const openHouse = ({ url, dataKey, log, outlet }: HouseSettings): House => {
  const database = openDatabase(urlOfHouse(url), dataKey, () => undefined, CONNECTIONS)
  const life = mortal(database.pool)
  let doomed: { point: FaultPoint; passes: number } | undefined
  onFaultPoint((point) => {
    if (life.died()) throw dead()
    if (doomed?.point !== point) return
    doomed.passes -= 1
    if (doomed.passes === 0) life.die(point)
  })
  const hospital = hospitalReader(database, log)
  const kit: Kit = { database, log, hospital, wake: () => undefined }
  const failures: unknown[] = []
  let left: WorkLeft = { due: true, turns: true, channels: [], nextDueAt: null }
  const look = async (): Promise<number> => {
    left = await workLeft(database.pool)
    return 0
  }
  // A product that looks whether there is work asks four times for nothing: here one look tells which piece has any.
  const pump = createPump(
    [
      look,
      () => (left.due ? sweepDue(database) : nothing),
      () => (left.turns ? takeTurns(database, (conversation) => takeTurn(kit, conversation)) : nothing),
      () => deliver({ database, channels: channelsOf(left.channels, outlet, life), hospital }),
    ],
    (error) => failures.push(error),
  )
  return {
    accept: async (message) => {
      await accept(kit, message)
    },
    importHospital: async (document) => {
      const imported = await importHospital(database, document, 'test')
      if (!imported.ok) throw new Error(`import refused: ${imported.reason}`)
    },
    settle: async () => {
      await pump.settle()
      if (!life.died() && failures.length > 0) throw failures[0]
      return left.nextDueAt
    },
    doom: (point, passes) => {
      doomed = { point, passes }
    },
    died: life.died,
    close: async () => {
      await pump.stop()
      onFaultPoint()
      await database.pool.end().catch(() => undefined)
    },
  }
}
