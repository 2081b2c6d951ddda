import { afterAll, beforeAll, expect, it } from 'vitest'
import { accept } from '../../handlers/accept.ts'
import { first, rows, touched } from '../../prisma/sql.ts'
import { type HospitalUnderTest, openHospital, patient } from '../support/hospital-under-test.ts'
import { idNumber } from '../support/id-numbers.ts'

const BOOKERS = 1_000
const NINE = Date.parse('2026-11-23T09:00:00+08:00')

let under: HospitalUnderTest
beforeAll(async () => {
  under = await openHospital(NINE)
}, 60_000)
afterAll(() => under.close())

const everybody = async (words: (n: number) => string, step: string): Promise<void> => {
  await Promise.all(
    Array.from({ length: BOOKERS }, (_, n) => accept(under.kit, patient(String(n), words(n), step))),
  )
  await under.settle()
}

// Source: AP-1. One place, a thousand patients who all said yes to the same summary.
it('a thousand patients confirm the last place: one gets it, the others are told and offered others', async () => {
  const { pool } = under.kit.database
  const place = await first<{ id: number }>(
    pool,
    `SELECT p.id FROM period p JOIN session s ON s.id = p.session_id
     WHERE s.doctor = 'wang-jianguo' AND p.starts_at = '2026-12-02T14:00:00+08:00'`,
  )
  await touched(pool, 'UPDATE period SET capacity = 1 WHERE id = $1', [place?.id])
  await everybody(
    (n) =>
      `约12月2号下午两点心内科王建国的号，我叫李雷，身份证${idNumber(n)}，手机1380000${String(n).padStart(4, '0')}`,
    'ask',
  )
  await everybody(() => '同意', 'consent')
  await under.heard()
  await everybody(() => '确认预约', 'yes')

  const heard = await under.heard()
  expect(heard).toHaveLength(BOOKERS)
  expect(heard.filter(({ message }) => message.text.includes('约好了'))).toHaveLength(1)
  expect(heard.filter(({ message }) => /刚刚被别人约走了|刚刚约满了/.test(message.text))).toHaveLength(
    BOOKERS - 1,
  )
  const booked = await first<{ booked: number; visits: number }>(
    pool,
    `SELECT p.booked, (SELECT count(*) FROM appointment a WHERE a.period_id = p.id AND a.status = 'booked') AS visits
     FROM period p WHERE p.id = $1`,
    [place?.id],
  )
  expect(booked).toEqual({ booked: 1, visits: 1 })
  expect(await rows(pool, `SELECT 1 FROM person`)).toHaveLength(1)
}, 240_000)
