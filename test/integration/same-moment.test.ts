/** What comes at the same moment shares statements, in one process and beside another: nobody gets what is another's. */
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outcome } from '../../dialogs/engine/outcome.ts'
import type { PersonRef } from '../../domain/effect.ts'
import { accept } from '../../handlers/accept.ts'
import { commitOutcome } from '../../handlers/commit-outcome.ts'
import type { Kit } from '../../handlers/kit.ts'
import { loadTurn } from '../../handlers/take-turn.ts'
import type { Taking } from '../../handlers/taking.ts'
import { firstBrokenLink } from '../../prisma/audit-trail.ts'
import { findConversation } from '../../prisma/queries/conversations.ts'
import { first, rows } from '../../prisma/sql.ts'
import { type HospitalUnderTest, openHospital, patient } from '../support/hospital-under-test.ts'
import { idNumber } from '../support/id-numbers.ts'

const NINE = Date.parse('2026-11-23T09:00:00+08:00')

let under: HospitalUnderTest
let other: pg.Pool
let kits: [Kit, Kit]
let periods: number[] = []

beforeAll(async () => {
  under = await openHospital(NINE)
  const { kit } = under
  const { pool } = kit.database
  other = new pg.Pool({ ...pool.options, max: 6 })
  kits = [kit, { ...kit, database: { ...kit.database, pool: other } }]
  const found = await rows<{ id: number }>(
    pool,
    `SELECT min(p.id) AS id FROM period p JOIN session s ON s.id = p.session_id
     WHERE s.department = 'gu-ke' AND s.day > '2026-11-25' GROUP BY s.day ORDER BY s.day LIMIT 4`,
  )
  periods = found.map(({ id }) => id)
  await rows(pool, 'UPDATE period SET capacity = 50 WHERE id = ANY($1)', [periods])
}, 60_000)

afterAll(async () => {
  await other.end()
  await under.close()
})

const count = async (sql: string, ...values: unknown[]): Promise<number> =>
  (await first<{ n: number }>(under.kit.database.pool, `SELECT count(*) AS n FROM ${sql}`, values))?.n ?? 0

const kitOf = (n: number): Kit => kits[n % 2 === 0 ? 0 : 1]

it('messages of a new chat, accepted by two processes at once, are all in it, each once', async () => {
  const accepted = await Promise.all(
    Array.from({ length: 24 }, (_, n) => accept(kitOf(n), patient('new', '你好', String(n % 12)))),
  )
  expect(accepted.filter(Boolean)).toHaveLength(12)
  expect(await count(`conversation WHERE chat = 'demo:new'`)).toBe(1)
  expect(await count(`account WHERE external_id = 'demo:new'`)).toBe(1)
  expect(
    await count(`inbox i JOIN conversation c ON c.id = i.conversation_id WHERE c.chat = 'demo:new'`),
  ).toBe(12)
})

/** One turn in each chat, all committed at once; answers what became of each. */
const bookAtOnce = async (
  tag: string,
  wishes: { period: number; person: PersonRef }[],
  side: (n: number) => Kit = kitOf,
): Promise<string[]> => {
  const takings: Taking[] = []
  for (const n of wishes.keys()) {
    await accept(under.kit, patient(`${tag}${n}`, '确认', '1'))
    const chat = await findConversation(under.kit.database.pool, 'web', `demo:${tag}${n}`)
    const taking = await loadTurn(side(n), chat?.id ?? 0)
    if (!taking) throw new Error('nothing waits')
    takings.push(taking)
  }
  const written = await Promise.all(
    wishes.map(({ period, person }, n) => {
      const taking = takings[n]
      if (!taking) throw new Error('nothing waits')
      const key = `${tag}${n}`
      const book = { kind: 'book' as const, key, number: key, period, person, visitType: null }
      return commitOutcome(taking, outcome(taking.state, [], [book]))
    }),
  )
  return written.map((each) => (each.ok ? 'booked' : each.reason))
}

const told = (n: number, name = '王伟'): PersonRef => ({
  identity: { name, idNumber: idNumber(n), phone: '13800000000' },
  relation: 'other',
  consent: '1',
})

const times = (many: number, what: string): string[] => Array.from({ length: many }, () => what)

/** Of everybody with this ID number: persons, visits, and those who may book for them. */
const kept = async (n: number): Promise<[persons: number, visits: number, accounts: number]> => {
  const hash = under.kit.database.vault.hashOf(idNumber(n))
  const of = (table: string) => `${table} t JOIN person p ON p.id = t.person_id WHERE p.id_hash = $1`
  return [
    await count('person WHERE id_hash = $1', hash),
    await count(of('appointment'), hash),
    await count(of('relation'), hash),
  ]
}

describe.each([
  ['in one process', () => kits[0]],
  ['in two', kitOf],
] as const)('bookings at the same moment, %s', (where, side) => {
  // Nobody is in both.
  const n = where === 'in two' ? 100 : 0
  const at = (index: number): number => periods[index] ?? 0

  it('of a person whom nobody knew: one visit a time, and who is refused leaves nothing', async () => {
    const same = Array.from({ length: 6 }, () => ({ period: at(0), person: told(n) }))
    const outcomes = await bookAtOnce(`same-${n}-`, same, side)
    expect(outcomes.toSorted()).toEqual(['booked', ...times(5, 'refused-booked-that-day')])
    expect(await kept(n)).toEqual([1, 1, 1])
  })

  it('of a person whom nobody knew, at different times: all, for one person', async () => {
    const days = [0, 1, 2].map((index) => ({ period: at(index), person: told(n + 1) }))
    expect(await bookAtOnce(`days-${n}-`, days, side)).toEqual(['booked', 'booked', 'booked'])
    expect(await kept(n + 1)).toEqual([1, 3, 3])
  })

  it('under two names with one ID number: the name that came first', async () => {
    const names = ['王伟', '李雷'].map((name, index) => ({ period: at(index), person: told(n + 2, name) }))
    const outcomes = await bookAtOnce(`names-${n}-`, names, side)
    expect(outcomes.toSorted()).toEqual(['booked', 'refused-name-mismatch'])
    expect(await kept(n + 2)).toEqual([1, 1, 1])
  })

  it('of the last two places: two, in whatever company', async () => {
    const { pool } = under.kit.database
    await rows(pool, 'UPDATE period SET capacity = booked + 2 WHERE id = $1', [at(3)])
    const rush = Array.from({ length: 12 }, (_, index) => ({ period: at(3), person: told(n + 10 + index) }))
    const others = [0, 1, 2].map((index) => ({ period: at(index), person: told(n + 30 + index) }))
    const outcomes = await bookAtOnce(`rush-${n}-`, [...rush, ...others], side)
    expect(outcomes.slice(12)).toEqual(['booked', 'booked', 'booked'])
    expect(outcomes.slice(0, 12).toSorted()).toEqual([
      'booked',
      'booked',
      ...times(10, 'refused-place-taken'),
    ])
    expect(await count('period WHERE id = $1 AND booked = capacity', at(3))).toBe(1)
    expect(await firstBrokenLink(pool)).toBeNull()
  })
})

/** Until somebody waits for what another transaction holds. */
const someoneWaits = async (): Promise<void> => {
  const waiting = `pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  while ((await count(waiting)) === 0) await setTimeout(5)
}

describe('a place that another transaction holds while they are written', () => {
  const held = `UPDATE period SET booked = booked + $2 WHERE id = $1`
  it.each([
    ['takes', 1, ['booked', 'refused-place-taken']],
    ['takes to the last', 2, ['refused-place-taken', 'refused-place-taken']],
    ['gives back', -1, ['booked', 'booked']],
  ] as const)('and %s, is booked as it is then', async (what, by, becomes) => {
    const { pool } = under.kit.database
    const [period = 0] = periods
    await rows(pool, 'UPDATE period SET booked = 5, capacity = 7 WHERE id = $1', [period])
    const client = await other.connect()
    await client.query('BEGIN')
    await client.query(held, [period, by])
    const n = 200 + by * 10
    const booking = bookAtOnce(
      `held-${what}`,
      [0, 1].map((index) => ({ period, person: told(n + index) })),
      () => kits[0],
    )
    await someoneWaits()
    await client.query('COMMIT')
    client.release()
    expect((await booking).toSorted()).toEqual(becomes)
    const booked = becomes.filter((outcome) => outcome === 'booked').length
    expect(await count('period WHERE id = $1 AND booked = $2', period, 5 + by + booked)).toBe(1)
  })
})
