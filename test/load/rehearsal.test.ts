/** The rehearsal: it holds, it replays, and it would notice. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { OutboundMessage } from '../../domain/message.ts'
import { first } from '../../prisma/sql.ts'
import { checkAll } from './checks/all-checks.ts'
import type { Broken } from './checks/evidence.ts'
import { DEFECTS } from './defects.ts'
import { type Size, rehearse } from './rehearsal.ts'
import { reportOf } from './report.ts'
import type { Stage } from './stage.ts'

const DEFAULT: Size = { seed: 1, patients: 200, days: 30 }
const SMALL: Size = { seed: 2, patients: 13, days: 8 }

const check = ({ pool, vault, witness, now }: Stage): Promise<Broken[]> =>
  checkAll(pool, vault, witness, now())

describe('a rehearsal', { timeout: 900_000 }, () => {
  it('of a hospital that dies now and then breaks nothing', async () => {
    await rehearse(DEFAULT, async (stage) => {
      const broken = await check(stage)
      expect(broken, reportOf(stage.witness, broken)).toEqual([])
      expect(stage.witness.deaths.length).toBeGreaterThan(2)
      expect(stage.witness.figures['failed sends']).toBeGreaterThan(0)
    })
  })
})

/** Runs in a transaction that is rolled back. */
const planted = async (stage: Stage, plant: () => Promise<unknown>): Promise<Broken[]> => {
  await stage.pool.query('BEGIN')
  try {
    await plant()
    return await check(stage)
  } finally {
    await stage.pool.query('ROLLBACK')
  }
}

const wordsOf = ({ witness }: Stage): string[] => [...witness.words.values()].flat()

/** A message of a group, with words that tell who somebody is. */
const unmask = async ({ pool, vault }: Stage, words: string): Promise<void> => {
  const row = await first<{ id: number; sealed: Buffer }>(
    pool,
    `SELECT o.id, o.sealed FROM outbox o JOIN conversation c ON c.id = o.conversation_id WHERE c.kind = 'group' ORDER BY o.id LIMIT 1`,
  )
  const message = row && vault.open<OutboundMessage>(row.sealed)
  await pool.query('UPDATE outbox SET sealed = $2 WHERE id = $1', [
    row?.id,
    vault.seal({ ...message, text: `${message?.text ?? ''} ${words}` }),
  ])
}

const found = (broken: Broken[]): string[] => broken.map(({ invariant }) => invariant)

describe('what a rehearsal would notice', { timeout: 900_000 }, () => {
  const noticed = new Map<string, Broken[]>()
  let again: string[] = []
  let before: string[] = []

  beforeAll(async () => {
    before = await rehearse(SMALL, (stage) => Promise.resolve(wordsOf(stage)))
    again = await rehearse(SMALL, async (stage) => {
      const [somebody] = stage.witness.secrets
      noticed.set('nothing', await check(stage))
      for (const { name, sql } of DEFECTS)
        noticed.set(name, await planted(stage, () => stage.pool.query(sql)))
      const spoken = [...(somebody?.phone ?? '')]
        .map((digit) => '零幺二三四五六七八九'[Number(digit)])
        .join(' ')
      for (const words of [somebody?.name ?? '', somebody?.idNumber ?? '', somebody?.phone ?? '', spoken])
        noticed.set(`told ${words}`, await planted(stage, () => unmask(stage, words)))
      noticed.set(
        'a dump',
        await planted(stage, () =>
          stage.pool.query(`UPDATE due SET data = jsonb_build_object('name', $1::text) WHERE id = 1`, [
            somebody?.name,
          ]),
        ),
      )
      const { log, delivered } = stage.witness
      noticed.set(
        'a log',
        await planted(stage, async () => void log.push(`{"phone":"${somebody?.phone ?? ''}"}`)),
      )
      log.pop()
      const repeated = delivered.find(({ chat }) => chat.startsWith('group:'))
      noticed.set('a repeat', await planted(stage, async () => void (repeated && delivered.push(repeated))))
      return wordsOf(stage)
    })
  }, 900_000)

  it('nothing where nothing is wrong', () => {
    expect(noticed.get('nothing')).toEqual([])
  })

  it.each(DEFECTS)('$name', ({ name, invariant }) => {
    expect(found(noticed.get(name) ?? [])).toContain(invariant)
  })

  it('identity in a group, in a dump and in a log, however it is spelled', () => {
    const told = [...noticed].filter(
      ([name]) => name.startsWith('told ') || name === 'a dump' || name === 'a log',
    )
    expect(told).toHaveLength(6)
    for (const [, broken] of told) expect(found(broken)).toEqual(['no identity'])
  })

  it('a page that shows a message twice', () => {
    expect(found(noticed.get('a repeat') ?? [])).toContain('outbox order')
  })

  it('the same words for the same seed', () => {
    expect(again.length).toBeGreaterThan(100)
    expect(again).toEqual(before)
  })
})
