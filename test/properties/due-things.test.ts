/** Due things under any order of scheduling, withdrawing and jumps of the clock. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schedule, withdraw } from '../../prisma/queries/due.ts'
import { rows } from '../../prisma/sql.ts'
import { type HospitalUnderTest, openHospital } from '../support/hospital-under-test.ts'

const NINE = Date.parse('2026-11-23T09:00:00+08:00')
const MINUTE = 60_000

type Move = { schedule: number; minutes: number } | { withdraw: number } | { pass: number } | { jump: number }

const moves = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ schedule: fc.nat(6), minutes: fc.nat(90) }).map((each): Move => each),
    },
    { weight: 1, arbitrary: fc.nat(6).map((subject): Move => ({ withdraw: subject })) },
    { weight: 2, arbitrary: fc.nat(60).map((minutes): Move => ({ pass: minutes })) },
    { weight: 1, arbitrary: fc.nat(60).map((minutes): Move => ({ jump: minutes })) },
  ),
  { minLength: 3, maxLength: 20 },
)

interface Happened {
  subject: string
  dueAt: number
  happenedAt: number
}

describe('due things', { timeout: 120_000 }, () => {
  let under: HospitalUnderTest
  let run = 0
  beforeAll(async () => {
    under = await openHospital(NINE)
  }, 120_000)
  afterAll(() => under.close())

  /** Nobody's ticket: it happens, and nothing comes of it. */
  const subjectOf = (n: number): string => `ticket:${1_000_000 + run * 100 + n}`

  const play = async (move: Move, waiting: Map<string, number>): Promise<string[]> => {
    const { pool } = under.kit.database
    if ('schedule' in move) {
      const subject = subjectOf(move.schedule)
      const dueAt = (await under.now()) + (move.minutes + 1) * MINUTE
      await schedule(pool, {
        kind: 'ticket-respond',
        subject,
        dueAt,
        conversation: null,
        data: { step: 'respond' },
      })
      waiting.set(subject, dueAt)
      return []
    }
    if ('withdraw' in move) {
      await withdraw(pool, subjectOf(move.withdraw))
      waiting.delete(subjectOf(move.withdraw))
      return []
    }
    const target = (await under.now()) + ('pass' in move ? move.pass : move.jump) * MINUTE
    if ('pass' in move) await under.pass(move.pass * MINUTE)
    else {
      await under.setClock(target)
      await under.settle()
    }
    const over = [...waiting].filter(([, at]) => at <= target).toSorted(([, a], [, b]) => a - b)
    for (const [subject] of over) waiting.delete(subject)
    return over.map(([subject, at]) => `${subject} ${at}`)
  }

  it('each happen once, in order of their time, none early, and in step with the clock at their time', async () => {
    let happenedAtAll = 0
    await fc.assert(
      fc.asyncProperty(moves, async (played) => {
        run += 1
        const waiting = new Map<string, number>()
        const expected: string[] = []
        for (const move of [...played, { pass: 120 }]) expected.push(...(await play(move, waiting)))
        const happened = await rows<Happened>(
          under.kit.database.pool,
          `SELECT d.subject, d.due_at AS "dueAt", d.happened_at AS "happenedAt" FROM inbox i
           JOIN due d ON i.source = 'due' AND i.external_id = 'due:' || d.id
           WHERE d.subject LIKE $1 AND i.status = 'done' ORDER BY i.id`,
          [`ticket:${1_000_000 + run * 100}`.slice(0, -2) + '__'],
        )
        expect(happened.map(({ subject, dueAt }) => `${subject} ${dueAt}`)).toEqual(expected)
        for (const { dueAt, happenedAt } of happened) expect(happenedAt).toBeGreaterThanOrEqual(dueAt)
        happenedAtAll += happened.length
      }),
      { numRuns: 25 },
    )
    expect(happenedAtAll).toBeGreaterThan(25)
  })
})
