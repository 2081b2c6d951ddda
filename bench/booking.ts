/** Two hundred patients confirm at once, and ten places are left. */
import { accountOf } from '../prisma/queries/people.ts'
import { conversationOf } from '../prisma/queries/conversations.ts'
import { rows, touched, transaction } from '../prisma/sql.ts'
import { outcome } from '../dialogs/engine/outcome.ts'
import { ok } from '../domain/result.ts'
import { say } from '../domain/say.ts'
import { accept } from '../handlers/accept.ts'
import { commitOutcome } from '../handlers/commit-outcome.ts'
import { loadTurn } from '../handlers/take-turn.ts'
import type { Taking } from '../handlers/taking.ts'
import { idNumber } from '../test/support/id-numbers.ts'
import { registerPerson } from '../test/support/register-person.ts'
import { type BenchHospital, OPENS, openBenchHospital } from './hospital.ts'
import type { Question } from './question.ts'
import { atLeast, median } from './row.ts'
import { BOOK, makeBookings } from './sides/by-hand.ts'

const WHERE = { clinic: '骨科普通门诊', time: '12月3日 14:30–15:00', room: '骨科普通诊室', cutOff: '16:00' }

const PLACES = 10
const PATIENTS = 200

interface Booker {
  chat: string
  account: number
  conversation: number
  person: string
  idNumber: string
}

const makeBookers = async ({ database: { pool, vault } }: BenchHospital): Promise<Booker[]> => {
  const now = new Date(OPENS)
  const bookers: Booker[] = []
  for (let n = 0; n < PATIENTS; n += 1) {
    const chat = `booker:${n}`
    const account = await accountOf(pool, 'bench', chat, now)
    const conversation = await conversationOf(pool, { channel: 'bench', chat, kind: 'private', account, now })
    const identity = { name: '王伟', idNumber: idNumber(n), phone: '13800000000' }
    const known = { identity, account, now: OPENS }
    const person = await registerPerson(pool, vault, known)
    bookers.push({ chat, account, conversation, person, idNumber: identity.idNumber })
  }
  return bookers
}

/** Tries to book a place; answers whether there was one. */
type Try = (period: number, booker: Booker, n: number) => Promise<boolean>

interface Way {
  attempt: Try
  /** Before the clock runs. */
  prepare?(booker: Booker): Promise<void>
}

/**
 * The commit of the turn that confirms, with all that belongs to it: what waits is held, state, reply, reminders, survey and
 * audit trail in the same commit.
 */
const byProduct = ({ kit }: BenchHospital): Way => {
  const takings = new Map<string, Taking>()
  let said = 0
  return {
    prepare: async ({ chat, conversation }) => {
      const message = { channel: 'bench', chat, chatKind: 'private' as const, sender: chat, text: '确认预约' }
      await accept(kit, { ...message, externalId: String((said += 1)) })
      const taking = await loadTurn(kit, conversation)
      if (taking) takings.set(chat, taking)
    },
    attempt: async (period, { chat, person }, n) => {
      const taking = takings.get(chat)
      if (!taking) throw new Error('nothing to confirm')
      const key = `${period}/${n}`
      const book = {
        kind: 'book' as const,
        key,
        number: key,
        period,
        person: { id: person },
        visitType: null,
      }
      return (
        await commitOutcome(taking, outcome(taking.state, [say('booked', { number: key, ...WHERE })], [book]))
      ).ok
    },
  }
}

const byCte =
  ({ database: { pool } }: BenchHospital): Try =>
  async (period, booker) =>
    (await touched(pool, BOOK, [period, '王伟', booker.idNumber, 'cte'])) === 1

const byLock =
  ({ database: { pool } }: BenchHospital): Try =>
  async (period, booker) => {
    const booked = await transaction(pool, async (db) => {
      const [place] = await rows<{ free: number }>(
        db,
        'SELECT capacity - booked AS free FROM period WHERE id = $1 FOR UPDATE',
        [period],
      )
      if (!place || place.free <= 0) return ok(false)
      await touched(db, 'UPDATE period SET booked = booked + 1 WHERE id = $1', [period])
      await touched(db, 'INSERT INTO by_hand (period_id, name, id_number, side) VALUES ($1, $2, $3, $4)', [
        period,
        '王伟',
        booker.idNumber,
        'lock',
      ])
      return ok(true)
    })
    return booked.ok && booked.value
  }

/** Attempts a second of one rush for a period's last places; fails where the number of bookings is not that of places. */
const rush = async ({ attempt, prepare }: Way, period: number, bookers: Booker[]): Promise<number> => {
  if (prepare) for (const booker of bookers) await prepare(booker)
  const from = performance.now()
  const won = await Promise.all(bookers.map((booker, n) => attempt(period, booker, n)))
  const seconds = (performance.now() - from) / 1_000
  const booked = won.filter(Boolean).length
  if (booked !== PLACES) throw new Error(`${booked} booked on ${PLACES} places`)
  return bookers.length / seconds
}

/** Periods at different times, so that whoever booked one may book the next. */
const periodsFor = async ({ database: { pool } }: BenchHospital, many: number): Promise<number[]> => {
  await pool.query('UPDATE period SET capacity = $1, booked = 0', [PLACES])
  const found = await rows<{ id: number }>(
    pool,
    `SELECT min(p.id) AS id FROM period p JOIN session s ON s.id = p.session_id
     WHERE s.day > '2026-11-25' GROUP BY s.department, s.day ORDER BY s.day, s.department LIMIT $1`,
    [many],
  )
  return found.map(({ id }) => id)
}

export const booking: Question = async ({ quick }) => {
  const hospital = await openBenchHospital()
  await makeBookings(hospital.database.pool)
  const bookers = await makeBookers(hospital)
  const ways = {
    product: byProduct(hospital),
    cte: { attempt: byCte(hospital) },
    lock: { attempt: byLock(hospital) },
  }
  const rounds = quick ? 2 : 12
  const periods = await periodsFor(hospital, rounds * 3 + 3)
  const rates: Record<keyof typeof ways, number[]> = { product: [], cte: [], lock: [] }
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, way] of (['product', 'cte', 'lock'] as const).entries()) {
      const rate = await rush(ways[way], periods[round * 3 + index] ?? 0, bookers)
      if (round > 0) rates[way].push(rate)
    }
  await hospital.close()
  const [own, cte, lock] = [median(rates.product), median(rates.cte), median(rates.lock)]
  return [
    {
      what: `${PATIENTS} patients, ${PLACES} places, against SELECT … FOR UPDATE by hand`,
      figures: `${own.toFixed(0)} : ${lock.toFixed(0)} attempts/s`,
      held: atLeast(own / lock, 4),
    },
    {
      what: `${PATIENTS} patients, ${PLACES} places, against one conditional statement by hand`,
      figures: `${own.toFixed(0)} : ${cte.toFixed(0)} attempts/s (${(own / cte).toFixed(2)})`,
    },
  ]
}
