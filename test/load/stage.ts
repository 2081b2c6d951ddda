/** A hospital on a clock that only the rehearsal moves, between a network that loses nothing and delays, repeats and shuffles much. */
import { pino } from 'pino'
import pg from 'pg'
import type { Delivery, Sending } from '../../domain/channel.ts'
import { faultPoints } from '../../domain/fault-point.ts'
import type { Hospital } from '../../domain/hospital.ts'
import type { InboundMessage, OutboundMessage } from '../../domain/message.ts'
import { setHospitalClock } from '../../prisma/queries/clock.ts'
import { createVault, type Vault } from '../../prisma/vault.ts'
import { rows, touched } from '../../prisma/sql.ts'
import { createAgenda } from './agenda.ts'
import { openHouse, houseConnections, type House } from './house.ts'
import { type Chance, chance } from './random.ts'
import { watchDatabase } from './watch-database.ts'
import { count, createWitness, note, shownMessage, type Witness } from './witness.ts'

export interface Stage {
  hospital: Hospital
  pool: pg.Pool
  vault: Vault
  witness: Witness
  /** Hospital time, epoch milliseconds. */
  now(): number
  chance(name: string): Chance
  plan(at: number, act: () => Promise<void> | void): void
  /** Somebody sends a message into the network. */
  say(message: InboundMessage): void
  /** Whoever reads a chat. */
  listen(chat: string, hear: (message: OutboundMessage) => void): void
  importHospital(hospital: Hospital): Promise<void>
  /** Plays everything planned before `until`, then lets everything come to rest. */
  play(until: number): Promise<void>
  close(): Promise<void>
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Shares of what goes wrong. */
const TROUBLE = {
  /** Messages that arrive up to a minute late, so that others overtake them. */
  delayed: 0.05,
  /** Messages that the platform sends again under the same id. */
  repeated: 0.06,
  /** Attempts to send that fail. */
  unsent: 0.02,
  /** Attempts to send that arrive while the platform says that they failed. */
  unconfirmed: 0.004,
  /** Messages that can never arrive. */
  refused: 0.001,
  /** Hours in which a platform is out of reach. */
  outages: 0.01,
}
const HOURS_BETWEEN_DEATHS = 24

type Ear = (message: OutboundMessage) => void

interface Settings {
  url: string
  dataKey: Buffer
  hospital: Hospital
  seed: number
  startsAt: number
  /** Whether the house dies now and then. */
  deaths: boolean
}

/** What platforms do with what is sent to them. */
const createPlatforms = (
  luck: Chance,
  now: () => number,
  hear: (delivery: Delivery) => void,
  witness: Witness,
) => {
  const outages = new Map<number, boolean>()
  const isOut = (): boolean => {
    const hour = Math.floor(now() / HOUR)
    const known = outages.get(hour) ?? luck.happens(TROUBLE.outages)
    outages.set(hour, known)
    return known
  }
  const failed = (failure: string, more: object = {}): Sending => {
    count(witness, 'failed sends')
    return { ok: false, again: true, failure, ...more }
  }
  return (delivery: Delivery): Sending => {
    if (isOut()) return failed('out-of-reach', { fault: 'channel' })
    if (luck.happens(TROUBLE.unsent)) return failed('timeout')
    if (delivery.kind === 'private' && luck.happens(TROUBLE.refused))
      return { ok: false, again: false, failure: 'blocked' }
    hear(delivery)
    if (!luck.happens(TROUBLE.unconfirmed)) return { ok: true, id: String(delivery.id) }
    witness.inDoubt.push(delivery.id)
    return failed('unconfirmed')
  }
}

const claimsRunOut = async (pool: pg.Pool): Promise<void> => {
  await touched(pool, 'UPDATE conversation SET claimed_until = NULL WHERE claimed_until IS NOT NULL')
  await touched(pool, `UPDATE outbox SET not_before = now() WHERE status IN ('waiting', 'sending')`)
}

/** Until the database has noticed that the house is gone and has rolled back what it was doing. */
const untilForgotten = async (pool: pg.Pool): Promise<void> => {
  const left = () =>
    rows(
      pool,
      'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
      [houseConnections],
    )
  while ((await left()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
}

const logInto = (witness: Witness) =>
  pino({ level: 'debug' }, { write: (line: string) => void witness.log.push(line) })

export const openStage = async ({
  url,
  dataKey,
  hospital,
  seed,
  startsAt,
  deaths,
}: Settings): Promise<Stage> => {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const vault = createVault(dataKey)
  const witness = createWitness()
  const agenda = createAgenda()
  const ears = new Map<string, Ear>()
  const network = chance(seed, 'network')
  const fate = chance(seed, 'fate')
  const heard = new Set<number>()
  let now = startsAt
  let troubled = false

  const hear = ({ id, chat, conversation, message }: Delivery): void => {
    witness.delivered.push({ outbox: id, chat, conversation })
    const again = heard.has(id)
    heard.add(id)
    note(witness, chat, now, again ? '(again) bot' : 'bot', shownMessage(message))
    if (!again) ears.get(chat)?.(message)
  }
  const platforms = createPlatforms(chance(seed, 'platforms'), () => now, hear, witness)
  const open = (): House =>
    openHouse({
      url,
      dataKey,
      log: logInto(witness),
      outlet: {
        send: (channel, delivery) => {
          if (channel === 'web') return { ok: true }
          const sending = platforms(delivery)
          troubled ||= !sending.ok
          return sending
        },
        marked: (channel, delivery) => {
          if (channel === 'web') hear(delivery)
        },
      },
    })
  let house = open()

  /** Pages read again what they may have missed. */
  const readPages = async (): Promise<void> => {
    const sent = await rows<{
      id: number
      conversation: number
      chat: string
      kind: 'private'
      sealed: Buffer
    }>(
      pool,
      `SELECT o.id, o.conversation_id AS conversation, c.chat, c.kind, o.sealed FROM outbox o JOIN conversation c ON c.id = o.conversation_id
       WHERE o.channel = 'web' AND o.status = 'sent' AND o.sealed IS NOT NULL ORDER BY o.id`,
    )
    for (const { sealed, ...row } of sent)
      if (!heard.has(row.id)) hear({ ...row, message: vault.open<OutboundMessage>(sealed) })
  }
  const startAgain = async (): Promise<void> => {
    const point = house.died()
    if (!point) return
    witness.deaths.push({ at: now, point })
    await house.close()
    await untilForgotten(pool)
    const doubtful = await rows<{ id: number }>(
      pool,
      `SELECT id FROM outbox WHERE status = 'sending' AND channel <> 'web'`,
    )
    witness.inDoubt.push(...doubtful.map(({ id }) => id))
    await claimsRunOut(pool)
    house = open()
    await readPages()
  }
  const settle = async (): Promise<number | null> => {
    let next = await house.settle()
    while (house.died()) {
      await startAgain()
      next = await house.settle()
    }
    return next
  }
  /** Wall time passes too: what was postponed is tried again. */
  const retry = async (): Promise<void> => {
    if (!troubled) return
    troubled = false
    await touched(
      pool,
      `UPDATE outbox SET not_before = now() WHERE status = 'waiting' AND not_before > now()`,
    )
  }
  const arrive = async (message: InboundMessage): Promise<void> => {
    try {
      await house.accept(message)
      witness.acknowledged.push({
        channel: message.channel,
        externalId: message.externalId,
        chat: message.chat,
      })
    } catch (error) {
      if (!house.died()) throw error
      await startAgain()
      agenda.plan(now + 5 * SECOND, () => arrive(message))
    }
  }
  const doom = (): void => {
    if (!deaths) return
    agenda.plan(now + fate.seconds(HOUR / SECOND, (2 * HOURS_BETWEEN_DEATHS - 1) * (HOUR / SECOND)), () => {
      house.doom(fate.pick(faultPoints), 1 + fate.int(6))
      doom()
    })
  }
  const moveTo = async (at: number): Promise<void> => {
    if (at > now) await setHospitalClock(pool, at)
    now = Math.max(now, at)
    await retry()
  }
  /** One thing after the other: what is due, what was planned, and what either of them leads to. */
  const step = async (until: number): Promise<boolean> => {
    const due = await settle()
    const planned = agenda.next(Math.min(due ?? until, until))
    if (planned) {
      await moveTo(planned.at)
      await planned.act()
      for (let more = agenda.next(now); more; more = agenda.next(now)) await more.act()
      return true
    }
    if (due === null || due > until) return false
    await moveTo(due)
    return true
  }
  doom()
  await watchDatabase(pool)
  await setHospitalClock(pool, startsAt)
  return {
    hospital,
    pool,
    vault,
    witness,
    now: () => now,
    chance: (name) => chance(seed, name),
    plan: agenda.plan,
    listen: (chat, ear) => void ears.set(chat, ear),
    say: (message) => {
      note(witness, message.chat, now, message.sender, message.text)
      count(witness, 'messages')
      const late = network.happens(TROUBLE.delayed) ? network.seconds(1, 60) : 0
      agenda.plan(now + late, () => arrive(message))
      if (network.happens(TROUBLE.repeated))
        agenda.plan(now + late + network.seconds(0, 120), () => arrive(message))
    },
    importHospital: async (document) => {
      await settle()
      await house.importHospital(document)
    },
    play: async (until) => {
      while (await step(until));
      await moveTo(until)
      for (let left = 1; left > 0; ) {
        await claimsRunOut(pool)
        await settle()
        left = (await rows(pool, `SELECT 1 FROM outbox WHERE status IN ('waiting', 'sending')`)).length
        if (left > 0) await moveTo(now + HOUR)
      }
      await readPages()
    },
    close: async () => {
      await house.close()
      await pool.end()
    },
  }
}
