import { afterEach, describe, expect, it } from 'vitest'
import { accept } from '../../handlers/accept.ts'
import { importHospital } from '../../handlers/import-hospital.ts'
import { firstBrokenLink, newestEntries } from '../../prisma/audit-trail.ts'
import { record } from '../../prisma/queries/audit.ts'
import { takeTurn } from '../../handlers/take-turn.ts'
import { sweepDue } from '../../jobs/sweep-due.ts'
import { first, rows } from '../../prisma/sql.ts'
import { type HospitalUnderTest, openHospital, patient } from '../support/hospital-under-test.ts'
import { idNumber } from '../support/id-numbers.ts'

const NINE = Date.parse('2026-11-23T09:00:00+08:00')
const DAY = 86_400_000

let under: HospitalUnderTest
afterEach(() => under.close())

const book = async (chat: string, n: number): Promise<void> => {
  await under.say(
    patient(
      chat,
      `约12月2号下午两点心内科王建国的号，我叫李雷，身份证${idNumber(n)}，手机13812345678`,
      `${chat}a`,
    ),
  )
  await under.say(patient(chat, '同意', `${chat}b`))
  await under.say(patient(chat, '确认', `${chat}c`))
}

const conversations = async (): Promise<number[]> =>
  (await rows<{ id: number }>(under.kit.database.pool, 'SELECT id FROM conversation ORDER BY id')).map(
    ({ id }) => id,
  )

describe('a repeated message, wake-up or worker', () => {
  it('the same message accepted three times is answered once', async () => {
    under = await openHospital(NINE)
    const fresh = await Promise.all(
      Array.from({ length: 3 }, () => accept(under.kit, patient('1', '你好', 'same'))),
    )
    await under.settle()
    expect(fresh.filter(Boolean)).toHaveLength(1)
    expect(await under.heard()).toHaveLength(1)
  }, 60_000)

  it('two workers that take the same turn at once write it once', async () => {
    under = await openHospital(NINE)
    await accept(under.kit, patient('1', '挂骨科普通门诊', 'm'))
    const [mine] = (await conversations()).slice(-1)
    await Promise.all(Array.from({ length: 8 }, () => takeTurn(under.kit, mine ?? 0)))
    await under.settle()
    expect(await under.heard()).toHaveLength(1)
  }, 60_000)

  it('many sweeps of the same due thing remind once', async () => {
    under = await openHospital(NINE)
    await book('1', 1)
    await under.heard()
    await under.setClock(Date.parse('2026-12-01T10:01:00+08:00'))
    await Promise.all(Array.from({ length: 6 }, () => sweepDue(under.kit.database)))
    await under.settle()
    const reminders = (await under.heard()).filter(({ message }) => message.text.includes('明天见'))
    expect(reminders).toHaveLength(1)
  }, 60_000)

  it('two messages at once are taken in the order in which they were accepted', async () => {
    under = await openHospital(NINE)
    await accept(under.kit, patient('1', '挂骨科普通门诊', 'x1'))
    await accept(under.kit, patient('1', '换成眼科普通门诊', 'x2'))
    await under.settle()
    const heard = (await under.heard())
      .filter(({ chat }) => chat === 'demo:1')
      .map(({ message }) => message.text)
    expect(heard[0]).toContain('骨科')
    expect(heard[1]).toContain('眼科')
  }, 60_000)
})

describe('a turn that cannot be taken', () => {
  it('is parked after two tries with an apology, and the next message starts clean', async () => {
    under = await openHospital(NINE)
    const broken = {
      ...under.kit,
      hospital: async () => ({
        ...(await under.kit.hospital()),
        understand: () => {
          throw new Error('broken')
        },
      }),
    }
    await accept(under.kit, patient('1', '挂骨科', 'bad'))
    const [mine] = (await conversations()).slice(-1)
    await takeTurn(broken, mine ?? 0)
    await takeTurn(broken, mine ?? 0)
    await under.settle()
    const heard = await under.heard()
    expect(heard.find(({ chat }) => chat === 'demo:1')?.message.text).toContain('抱歉')
    expect(heard.find(({ chat }) => chat === 'group:service-desk')?.message.text).toContain('没能自动处理')
    await under.say(patient('1', '你好', 'good'))
    expect((await under.heard())[0]?.message.text).toContain('您好')
  }, 60_000)
})

describe('a flood from one sender', () => {
  it('is asked once to slow down and then left alone, while others are answered', async () => {
    under = await openHospital(NINE)
    for (let n = 0; n < 60; n += 1) await accept(under.kit, patient('1', '你好', `f${n}`))
    await accept(under.kit, patient('2', '你好', 'calm'))
    await under.settle()
    const heard = await under.heard()
    expect(heard.filter(({ chat }) => chat === 'demo:1')).toHaveLength(21)
    expect(heard.filter(({ message }) => message.text.includes('有点快'))).toHaveLength(1)
    expect(heard.filter(({ chat }) => chat === 'demo:2')).toHaveLength(1)
  }, 60_000)

  it('an emergency is heard even in a flood', async () => {
    under = await openHospital(NINE)
    for (let n = 0; n < 50; n += 1) await accept(under.kit, patient('1', '你好', `f${n}`))
    await accept(under.kit, patient('1', '我胸口疼得厉害，喘不上气', 'sos'))
    await under.settle()
    const last = (await under.heard()).findLast(({ chat }) => chat === 'demo:1')
    expect(last?.message.text).toContain('120')
  }, 60_000)
})

describe('very long and strange messages', () => {
  it('100,000 characters are answered, and danger at their end is heard', async () => {
    under = await openHospital(NINE)
    await under.say(patient('1', '我想问问'.repeat(25_000), 'long'))
    expect(await under.heard()).toHaveLength(1)
    await under.say(patient('1', `${'今天天气不错。'.repeat(15_000)}我刚才吃了一整瓶安眠药`, 'end'))
    expect((await under.heard()).find(({ chat }) => chat === 'demo:1')?.message.text).toContain('120')
  }, 60_000)
})

describe('what a channel cannot deliver', () => {
  it('becomes a phone task, and the chat goes on', async () => {
    let refuse = true
    under = await openHospital(NINE, undefined, {
      name: 'web',
      send: ({ kind }) =>
        Promise.resolve(
          kind === 'private' && refuse ? { ok: false, again: false, failure: 'blocked' } : { ok: true },
        ),
    })
    await under.say(patient('1', '你好', 'a'))
    const heard = await under.heard()
    expect(
      heard.some(({ chat, message }) => chat === 'group:service-desk' && message.text.includes('没能送到')),
    ).toBe(true)
    refuse = false
    await under.say(patient('1', '谢谢', 'b'))
    expect((await under.heard()).filter(({ chat }) => chat === 'demo:1')).toHaveLength(1)
  }, 60_000)

  it('what fails for now is tried again, in order', async () => {
    let down = true
    under = await openHospital(NINE, undefined, {
      name: 'web',
      send: () =>
        Promise.resolve(down ? { ok: false, again: true, afterSeconds: 0, failure: 'away' } : { ok: true }),
    })
    await accept(under.kit, patient('1', '你好', 'a'))
    await accept(under.kit, patient('1', '谢谢', 'b'))
    down = false
    await under.settle()
    const heard = (await under.heard()).map(({ message }) => message.text)
    expect(heard).toHaveLength(2)
    expect(heard[0]).toContain('您好')
  }, 60_000)
})

describe('what is at rest', () => {
  it('a dump of the database shows no ID number, phone, name or word of a patient', async () => {
    under = await openHospital(NINE)
    await book('1', 7)
    await under.say(patient('1', '我要投诉骨科，昨天护士骂人', 't1'))
    await under.say(patient('1', '李雷 13812345678', 't2'))
    await under.say(patient('1', '可以', 't3'))
    await under.pass(DAY)
    const { pool } = under.kit.database
    const tables = await rows<{ name: string }>(
      pool,
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'hospital_revision'`,
    )
    const dump = await Promise.all(
      tables.map(({ name }) => rows<{ row: string }>(pool, `SELECT t::text AS row FROM "${name}" t`)),
    )
    const text = dump
      .flat()
      .map(({ row }) => row)
      .join('\n')
    expect(text.length).toBeGreaterThan(10_000)
    for (const secret of [idNumber(7), '13812345678', '李雷', '骂人']) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(Buffer.from(secret).toString('hex'))
    }
  }, 60_000)

  it('no group hears a whole number or a name', async () => {
    under = await openHospital(NINE)
    await under.say(
      patient('1', `我要投诉骨科，昨天护士骂人，我叫李雷，电话138 1234 5678，身份证${idNumber(3)}`, 'g1'),
    )
    await under.say(patient('1', '可以', 'g2'))
    await under.say(patient('1', '转人工', 'g3'))
    await under.say(patient('1', `我是李雷，一三八一二三四五六七八，${idNumber(3)}`, 'g4'))
    const groups = (await under.heard())
      .filter(({ chat }) => chat.startsWith('group:'))
      .map(({ message }) => message.text)
    expect(groups.length).toBeGreaterThan(2)
    for (const text of groups) {
      expect(text).not.toContain(idNumber(3))
      expect(text).not.toMatch(/138\s*1234\s*5678|一三八一二三四五六七八/)
    }
  }, 60_000)

  it('the audit trail chains every row to the one before: a changed or missing one is found', async () => {
    under = await openHospital(NINE)
    await book('1', 1)
    const { pool } = under.kit.database
    expect((await newestEntries(pool, 10)).map(({ action }) => action)).toContain('visit.book')
    const odd = {
      actor: 'a "quoted" \\ one\n\t\u0001 李雷 😀\u2028',
      action: 'test',
      subject: '',
      detail: { to: 7, 'b"c': 'x: {1, 2}', a: null, longest: true, half: -0.5 },
    }
    await Promise.all(Array.from({ length: 30 }, () => record(pool, odd, NINE)))
    expect(await newestEntries(pool, 30)).toHaveLength(30)
    expect(await firstBrokenLink(pool)).toBeNull()
    await pool.query(`UPDATE audit SET actor = 'somebody else' WHERE id = (SELECT min(id) FROM audit)`)
    expect(await firstBrokenLink(pool)).not.toBeNull()
  }, 60_000)
})

describe('a hospital that changes while it runs', () => {
  it('a doctor taken off the roster cannot be booked any more, and can again when put back', async () => {
    under = await openHospital(NINE)
    const off = {
      ...under.hospital,
      roster: under.hospital.roster.filter(({ doctor }) => doctor !== 'wang-jianguo'),
    }
    await importHospital(under.kit.database, off, 'test')
    await under.say(patient('1', '约下周三下午心内科王建国', 'off'))
    expect((await under.heard()).at(-1)?.message.text).toContain('没有可约的门诊')
    await importHospital(under.kit.database, under.hospital, 'test')
    await under.say(patient('2', '约下周三下午心内科王建国', 'on'))
    expect((await under.heard()).at(-1)?.message.text).toContain('12月2日（周三）下午还有')
  }, 60_000)

  it('a department with future visits cannot vanish, one without may', async () => {
    under = await openHospital(NINE)
    await book('1', 1)
    const without = (key: string) => ({
      ...under.hospital,
      departments: under.hospital.departments.filter((department) => department.key !== key),
      doctors: under.hospital.doctors.filter(({ department }) => department !== key),
      roster: under.hospital.roster.filter(({ department }) => department !== key),
    })
    const mine = await first<{ department: string }>(
      under.kit.database.pool,
      'SELECT department FROM appointment',
    )
    const refused = await importHospital(under.kit.database, without(mine?.department ?? ''), 'test')
    expect(refused).toMatchObject({ ok: false, reason: 'still-has-visits' })
    const other = under.hospital.departments.find(({ key, bookable }) => bookable && key !== mine?.department)
    expect((await importHospital(under.kit.database, without(other?.key ?? ''), 'test')).ok).toBe(true)
    await under.say(patient('2', `挂${other?.name}`, 'gone'))
    expect((await under.heard()).at(-1)?.message.text).not.toContain('可以约这些')
  }, 60_000)
})
