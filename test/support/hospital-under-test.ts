/** A hospital in a database of its own, with the real engine, understanding and PostgreSQL, on a clock that the test moves. */
import { pino } from 'pino'
import { randomBytes } from 'node:crypto'
import type { Hospital } from '../../domain/hospital.ts'
import type { InboundMessage, OutboundMessage } from '../../domain/message.ts'
import { projectFile } from '../../domain/project-root.ts'
import { accept } from '../../handlers/accept.ts'
import { advanceClock } from '../../handlers/advance-clock.ts'
import { importHospital, webChatOfGroup } from '../../handlers/import-hospital.ts'
import { hospitalReader, type Kit, type ListeningHospital } from '../../handlers/kit.ts'
import { takeTurn } from '../../handlers/take-turn.ts'
import { loadHospital } from '../../hospital/load-hospital.ts'
import { deliver } from '../../jobs/deliver.ts'
import { createPump } from '../../jobs/pump.ts'
import { sweepDue } from '../../jobs/sweep-due.ts'
import { takeTurns } from '../../jobs/take-turns.ts'
import type { Channel } from '../../domain/channel.ts'
import { type Database, openDatabase } from '../../prisma/database.ts'
import { hospitalNow, setHospitalClock } from '../../prisma/queries/clock.ts'
import { currentRevision } from '../../prisma/queries/hospital-revisions.ts'
import { rows } from '../../prisma/sql.ts'
import { freshDatabase } from './database.ts'

export interface Heard {
  id: number
  channel: string
  chat: string
  message: OutboundMessage
}

export interface HospitalUnderTest {
  kit: Kit
  hospital: Hospital
  /** Epoch milliseconds, hospital time. */
  now(): Promise<number>
  setClock(at: number): Promise<void>
  /** Passes hospital time; what is due in between happens at its own time. */
  pass(ms: number): Promise<void>
  /** Accepts a message and works until nothing is left to do. */
  say(message: InboundMessage): Promise<void>
  settle(): Promise<void>
  /** What was sent since the last call, in order. */
  heard(): Promise<Heard[]>
  close(): Promise<void>
}

let demo: Hospital | undefined
export const demoHospital = (): Hospital => {
  demo ??= loadHospital(projectFile('hospital/demo.yaml'))
  return demo
}

export const patient = (
  chat: string,
  text: string,
  id: string,
  more: Partial<InboundMessage> = {},
): InboundMessage => ({
  channel: 'web',
  chat: `demo:${chat}`,
  chatKind: 'private',
  sender: `demo:${chat}`,
  externalId: `${chat}/${id}`,
  text,
  ...more,
})

export const staff = (
  group: string,
  member: string,
  text: string,
  id: string,
  more: Partial<InboundMessage> = {},
): InboundMessage => ({
  channel: 'web',
  chat: webChatOfGroup(group),
  chatKind: 'group',
  sender: `staff:${member}`,
  externalId: `group:${group}/${id}`,
  text,
  ...more,
})

interface Imported {
  /** Name of the database. */
  name: string
  listening: ListeningHospital
}

const imported = new Map<string, Promise<Imported>>()

const quietLog = pino({ level: process.env.TEST_LOG ?? 'silent' })

/** A database in which this hospital was imported at this instant: imported and read once, copied for every test. */
const importedOn = (at: number, hospital: Hospital): Promise<Imported> => {
  const key = `${at} ${JSON.stringify(hospital)}`
  const making =
    imported.get(key) ??
    (async () => {
      const { url, name } = await freshDatabase()
      const database = openDatabase(url, randomBytes(32), () => undefined, 1)
      await setHospitalClock(database.pool, at)
      const result = await importHospital(database, hospital, 'test')
      if (!result.ok) throw new Error(`import refused: ${result.reason}`)
      const listening = await hospitalReader(database, quietLog)()
      await database.close()
      return { name, listening }
    })()
  imported.set(key, making)
  return making
}

/** Reads the hospital as the product does, but for the revision that was read before. */
const readerFrom = (known: ListeningHospital, database: Database): Kit['hospital'] => {
  const read = hospitalReader(database, quietLog)
  return async (number) => {
    const revision = number ?? (await currentRevision(database.pool))
    return revision === known.revision ? known : read(revision)
  }
}

/** Opens a hospital whose clock stands at `at` (epoch milliseconds). */
export const openHospital = async (
  at: number,
  hospital: Hospital = demoHospital(),
  channel: Channel = { name: 'web', send: () => Promise.resolve({ ok: true }) },
): Promise<HospitalUnderTest> => {
  const { name, listening } = await importedOn(at, hospital)
  const fresh = await freshDatabase(name)
  const database = openDatabase(fresh.url, randomBytes(32), () => undefined, 6)
  await setHospitalClock(database.pool, at)
  const reader = readerFrom(listening, database)
  const kit: Kit = { database, log: quietLog, hospital: reader, wake: () => undefined }
  const failures: unknown[] = []
  const pump = createPump(
    [
      () => sweepDue(database),
      () => takeTurns(database, (conversation) => takeTurn(kit, conversation)),
      () => deliver({ database, channels: new Map([[channel.name, channel]]), hospital: reader }),
    ],
    (error) => failures.push(error),
  )
  const settle = async (): Promise<void> => {
    await pump.settle()
    if (failures.length > 0) throw failures[0]
  }
  let last = 0
  return {
    kit,
    hospital,
    now: () => hospitalNow(database.pool),
    setClock: (ms) => setHospitalClock(database.pool, ms),
    pass: async (ms) => {
      await advanceClock(database, (await hospitalNow(database.pool)) + ms, settle)
    },
    say: async (message) => {
      await accept(kit, message)
      await settle()
    },
    settle,
    heard: async () => {
      const sent = await rows<{ id: number; channel: string; chat: string; sealed: Buffer }>(
        database.pool,
        `SELECT o.id, c.channel, c.chat, o.sealed FROM outbox o JOIN conversation c ON c.id = o.conversation_id
         WHERE o.id > $1 AND o.status = 'sent' AND o.sealed IS NOT NULL ORDER BY o.id`,
        [last],
      )
      last = sent.at(-1)?.id ?? last
      return sent.map(({ sealed, ...row }) => ({
        ...row,
        message: database.vault.open<OutboundMessage>(sealed),
      }))
    },
    close: async () => {
      await pump.stop()
      await database.close()
      await fresh.drop()
    },
  }
}
