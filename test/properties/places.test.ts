/** Places under bookings, changes and cancellations that come at the same time. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Effect } from '../../domain/effect.ts'
import { outcome } from '../../dialogs/engine/outcome.ts'
import { accept } from '../../handlers/accept.ts'
import { commitOutcome } from '../../handlers/commit-outcome.ts'
import { loadTurn } from '../../handlers/take-turn.ts'
import { findConversation } from '../../prisma/queries/conversations.ts'
import { accountOf } from '../../prisma/queries/people.ts'
import { first, rows } from '../../prisma/sql.ts'
import { type HospitalUnderTest, openHospital } from '../support/hospital-under-test.ts'
import { idNumber } from '../support/id-numbers.ts'
import { registerPerson } from '../support/register-person.ts'

const NINE = Date.parse('2026-11-23T09:00:00+08:00')
const PEOPLE = 6
const PERIODS = 3

interface Patient {
  account: number
  person: string
}

const act = fc.record({
  who: fc.nat(PEOPLE - 1),
  what: fc.constantFrom('book', 'move', 'cancel'),
  where: fc.nat(PERIODS - 1),
})

describe('places', { timeout: 120_000 }, () => {
  let under: HospitalUnderTest
  const patients: Patient[] = []
  let periods: number[] = []
  let turn = 0

  beforeAll(async () => {
    under = await openHospital(NINE)
    const { pool, vault } = under.kit.database
    for (let n = 0; n < PEOPLE; n += 1) {
      const chat = `p${n}`
      const now = new Date(NINE)
      const account = await accountOf(pool, 'web', chat, now)
      const identity = { name: `病人${n}`, idNumber: idNumber(n), phone: `1380000000${n}` }
      const person = await registerPerson(pool, vault, {
        identity,
        account,
        now: NINE,
      })
      patients.push({ account, person })
    }
    periods = (
      await rows<{ id: number }>(
        pool,
        `SELECT min(p.id) AS id FROM period p JOIN session s ON s.id = p.session_id
         WHERE s.department = 'gu-ke' AND s.day > '2026-11-25' GROUP BY s.day ORDER BY s.day LIMIT $1`,
        [PERIODS],
      )
    ).map(({ id }) => id)
    await rows(pool, 'UPDATE period SET capacity = 2 WHERE id = ANY($1)', [periods])
  }, 120_000)

  afterAll(() => under.close())

  const open = async ({ account }: Patient): Promise<number> =>
    (
      await first<{ id: number }>(
        under.kit.database.pool,
        `SELECT id FROM appointment WHERE account_id = $1 AND status = 'booked' ORDER BY id LIMIT 1`,
        [account],
      )
    )?.id ?? 0

  const effectOf = async (patient: Patient, what: string, period: number, n: number): Promise<Effect> => {
    const key = `${turn}/${n}`
    const number = key
    if (what === 'book')
      return { kind: 'book', key, number, period, person: { id: patient.person }, visitType: null }
    const appointment = await open(patient)
    return what === 'move'
      ? { kind: 'move', key, number, appointment, period, breach: false }
      : { kind: 'cancel', key, appointment, breach: false }
  }

  /** In a chat of its own, so that nothing but the places keeps them apart. */
  const carryOut = async (patient: Patient, effect: Effect, n: number): Promise<boolean> => {
    const { kit } = under
    const sender = `p${patients.indexOf(patient)}`
    const chat = `${sender}/${n}`
    const message = { channel: 'web', chat, chatKind: 'private' as const, sender, text: '好' }
    await accept(kit, { ...message, externalId: `${turn}/${chat}` })
    const conversation = await findConversation(kit.database.pool, 'web', chat)
    const taking = await loadTurn(kit, conversation?.id ?? 0)
    if (!taking) throw new Error('nothing waits')
    return (await commitOutcome(taking, outcome(taking.state, [], [effect]))).ok
  }

  it('are bookings, whatever comes at the same time', async () => {
    const { pool } = under.kit.database
    let done = 0
    let refused = 0
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 12 }), async (acts) => {
        turn += 1
        const effects = await Promise.all(
          acts.map(async ({ who, what, where }, n) => {
            const patient = patients[who]
            if (!patient) throw new Error('nobody')
            return { patient, effect: await effectOf(patient, what, periods[where] ?? 0, n) }
          }),
        )
        const results = await Promise.allSettled(
          effects.map(({ patient, effect }, n) => carryOut(patient, effect, n)),
        )
        for (const result of results)
          if (result.status === 'fulfilled' && result.value) done += 1
          else if (result.status === 'fulfilled') refused += 1
          // Two who change places lock them crosswise; a turn is then taken again.
          else expect((result.reason as { code?: string }).code).toBe('40P01')
        const wrong = await rows(
          pool,
          `SELECT p.id, p.booked, count(a.id)::int AS held FROM period p
           LEFT JOIN appointment a ON a.period_id = p.id AND a.status = 'booked'
           GROUP BY p.id HAVING p.booked <> count(a.id) OR count(a.id) > p.capacity`,
        )
        expect(wrong).toEqual([])
      }),
      { numRuns: 40 },
    )
    expect(done).toBeGreaterThan(10)
    expect(refused).toBeGreaterThan(10)
  })
})
