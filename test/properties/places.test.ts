/** Places under bookings, changes and cancellations that come at the same time. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type pg from 'pg'
import type { Effect } from '../../domain/effect.ts'
import type { OpenPeriod } from '../../domain/records.ts'
import { outcome } from '../../dialogs/engine/outcome.ts'
import { accept } from '../../handlers/accept.ts'
import { commitOutcome } from '../../handlers/commit-outcome.ts'
import { loadTurn } from '../../handlers/take-turn.ts'
import { findConversation } from '../../prisma/queries/conversations.ts'
import { accountOf } from '../../prisma/queries/people.ts'
import { periodsOf } from '../../prisma/queries/periods.ts'
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

  const query = { department: 'gu-ke', from: '2026-11-24', to: '2026-12-22' }
  const read = (): Promise<OpenPeriod[]> => periodsOf(under.kit.database.pool, query)

  /** What `periodsOf` answers where nothing is remembered. */
  const inDatabase = async (): Promise<OpenPeriod[]> => {
    const client = await under.kit.database.pool.connect()
    const fresh = { query: client.query.bind(client) } as unknown as pg.Pool
    try {
      return await periodsOf(fresh, query)
    } finally {
      client.release()
    }
  }

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
        const [results] = await Promise.all([
          Promise.allSettled(effects.map(({ patient, effect }, n) => carryOut(patient, effect, n))),
          ...acts.map(() => read()),
        ])
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
        expect(await read()).toEqual(await inDatabase())
      }),
      { numRuns: 40 },
    )
    expect(done).toBeGreaterThan(10)
    expect(refused).toBeGreaterThan(10)
  })

  const changes: [what: string, sql: string][] = [
    ['a place more', `UPDATE period SET capacity = capacity + 1 WHERE id = (SELECT min(id) FROM OF_IT)`],
    ['a period less', `DELETE FROM period WHERE id = (SELECT max(id) FROM OF_IT WHERE booked = 0)`],
    [
      'a period more',
      `INSERT INTO period (session_id, starts_at, ends_at, capacity) SELECT session_id, starts_at - interval '4 hours', ends_at, 1 FROM OF_IT LIMIT 1`,
    ],
    ['a fee', `UPDATE session SET fee_fen = fee_fen + 100 WHERE id = (SELECT min(session_id) FROM OF_IT)`],
    [
      'a clinic that is stopped',
      `UPDATE session SET status = 'stopped' WHERE id = (SELECT min(session_id) FROM OF_IT)`,
    ],
    ['a clinic that is held again', `UPDATE session SET status = 'open'`],
    [
      'a clinic that is elsewhere',
      `UPDATE session SET department = 'er-ke' WHERE id = (SELECT min(session_id) FROM OF_IT)`,
    ],
    [
      'a clinic on another day',
      `UPDATE session SET day = day + 100 WHERE id = (SELECT max(session_id) FROM OF_IT)`,
    ],
    [
      'a new clinic',
      `WITH added AS (INSERT INTO session (key, department, clinic_type, campus, day, part, room, fee_fen)
         VALUES ('new', 'gu-ke', 'general', 'main', '2026-12-01', 'evening', '1', 100) RETURNING id)
       INSERT INTO period (session_id, starts_at, ends_at, capacity) SELECT id, '2026-12-01 19:00+08', '2026-12-01 19:30+08', 3 FROM added`,
    ],
    ['more than are followed one by one', `UPDATE period SET capacity = capacity + 1`],
    ['and none', `SELECT 1`],
  ]

  it.each(changes)('are seen as they are: %s', async (_what, sql) => {
    const before = await read()
    const ofIt = `(SELECT p.* FROM period p JOIN session s ON s.id = p.session_id WHERE s.department = 'gu-ke' AND s.day BETWEEN '2026-11-26' AND '2026-12-20') AS it`
    await under.kit.database.pool.query(sql.replaceAll('OF_IT', ofIt))
    const after = await read()
    expect(after).toEqual(await inDatabase())
    if (sql === 'SELECT 1') expect(after).toBe(before)
    else expect(after).not.toEqual(before)
  })

  it('are seen once they are written, however long that took', async () => {
    const client = await under.kit.database.pool.connect()
    await client.query('BEGIN')
    await client.query(`UPDATE session SET fee_fen = fee_fen + 7 WHERE department = 'gu-ke'`)
    const meanwhile = await read()
    await under.kit.database.pool.query(`UPDATE session SET room = 'elsewhere' WHERE department <> 'gu-ke'`)
    expect(await read()).toEqual(meanwhile)
    await client.query('COMMIT')
    client.release()
    const after = await read()
    expect(after).toEqual(await inDatabase())
    expect(after).not.toEqual(meanwhile)
  })

  it('are seen where another database stands in the place of this one, whatever its transactions are called', async () => {
    const other = await openHospital(NINE)
    try {
      const theirs = other.kit.database.pool
      await theirs.query(`UPDATE session SET fee_fen = 1`)
      await theirs.query(`ALTER TABLE session DISABLE TRIGGER USER`)
      await theirs.query(`UPDATE session SET changed = '3'`)
      let behind = under.kit.database.pool
      const pool = { query: (...asked: [string]) => behind.query(...asked) } as unknown as pg.Pool
      const mine = await periodsOf(pool, query)
      behind = theirs
      const after = await periodsOf(pool, query)
      expect(after).toEqual(await periodsOf(theirs, query))
      expect(after).not.toEqual(mine)
    } finally {
      await other.close()
    }
  })

  it('are never removed with their session', async () => {
    await expect(under.kit.database.pool.query('DELETE FROM session')).rejects.toThrow('never removed')
  })
})
