/** What patients tell is kept as long as they agree, and as the policy says. */
import { afterEach, describe, expect, it } from 'vitest'
import type { ConversationState } from '../../domain/conversation.ts'
import type { Arrival } from '../../domain/message.ts'
import { accept } from '../../handlers/accept.ts'
import { attachmentBytes, insertAttachment } from '../../prisma/queries/attachments.ts'
import { first, rows } from '../../prisma/sql.ts'
import { type HospitalUnderTest, openHospital, patient } from '../support/hospital-under-test.ts'
import { idNumber } from '../support/id-numbers.ts'

const NINE = Date.parse('2026-11-23T09:00:00+08:00')
const HOUR = 3_600_000
const DAY = 24 * HOUR
const PHONE = '13812345678'
const WISH = `约12月2号下午两点心内科王建国的号，我叫李雷，身份证${idNumber(1)}，手机${PHONE}`

let under: HospitalUnderTest
afterEach(() => under.close())

const written = async (): Promise<string[]> => {
  const { pool, vault } = under.kit.database
  const found = await rows<{ sealed: Buffer }>(
    pool,
    `SELECT sealed FROM inbox WHERE source = 'web' AND sealed IS NOT NULL ORDER BY id`,
  )
  return found.flatMap(({ sealed }) => {
    const arrival = vault.open<Arrival>(sealed)
    return arrival.kind === 'message' ? [arrival.message.text] : []
  })
}

const state = async (): Promise<ConversationState | null> => {
  const { pool, vault } = under.kit.database
  const found = await first<{ sealed: Buffer | null }>(
    pool,
    `SELECT sealed FROM conversation WHERE chat = 'demo:1'`,
  )
  return found?.sealed ? vault.open<ConversationState>(found.sealed) : null
}

const facts = async () => (await state())?.frames.at(-1)?.facts ?? {}

const heardLast = async (): Promise<string> => (await under.heard()).at(-1)?.message.text ?? ''

describe('identity told without consent', () => {
  it('stays for a day, in the dialog and as it was written, and then goes from both', async () => {
    under = await openHospital(NINE)
    await under.say(patient('1', WISH, 'a'))
    await under.pass(23 * HOUR)
    expect(await written()).toEqual([WISH])
    expect(await facts()).toMatchObject({ visitorName: '李雷', visitorPhone: PHONE })
    await under.heard()
    await under.pass(2 * HOUR)
    const [kept] = await written()
    expect(kept).toContain('约12月2号下午两点心内科王建国的号，我叫李*')
    expect(kept).not.toContain(PHONE)
    expect(kept).not.toContain(idNumber(1))
    expect(await facts()).not.toHaveProperty('visitorName')
    expect(await facts()).toHaveProperty('doctor')
    expect((await under.heard()).filter(({ chat }) => chat === 'demo:1')).toEqual([])
  }, 60_000)

  it('goes also where the patient refused, or went away from the dialog', async () => {
    under = await openHospital(NINE)
    await under.say(patient('1', WISH, 'a'))
    await under.say(patient('1', '不同意', 'b'))
    expect((await state())?.frames).toEqual([])
    await under.pass(25 * HOUR)
    expect((await written()).join()).not.toContain(PHONE)
  }, 60_000)

  it('is asked for again when the dialog goes on', async () => {
    under = await openHospital(NINE)
    await under.say(patient('1', WISH, 'a'))
    await under.pass(25 * HOUR)
    await under.say(patient('1', '约下周三下午心内科王建国的号', 'b'))
    await under.heard()
    await under.say(patient('1', '同意', 'c'))
    const answer = await heardLast()
    expect(answer).not.toContain('李雷')
  }, 60_000)

  it('told again later goes a day after that', async () => {
    under = await openHospital(NINE)
    await under.say(patient('1', '我的电话是13812345678', 'a'))
    await under.pass(20 * HOUR)
    await under.say(patient('1', '我的电话是13900001111', 'b'))
    await under.pass(5 * HOUR)
    expect(await written()).toEqual(['我的电话是138****5678', '我的电话是13900001111'])
    await under.pass(20 * HOUR)
    expect(await written()).toEqual(['我的电话是138****5678', '我的电话是139****1111'])
  }, 60_000)
})

describe('identity told with consent', () => {
  const book = async (): Promise<void> => {
    await under.say(patient('1', WISH, 'a'))
    await under.say(patient('1', '同意', 'b'))
    await under.say(patient('1', '确认', 'c'))
    expect((await under.heard()).some(({ message }) => message.text.includes('约好了'))).toBe(true)
  }

  it('stays', async () => {
    under = await openHospital(NINE)
    await book()
    await under.pass(2 * DAY)
    expect(await written()).toEqual([WISH, '同意', '确认'])
  }, 60_000)

  it('goes at once from what was written when it is erased', async () => {
    under = await openHospital(NINE)
    await book()
    await under.say(patient('1', '退号', 'd'))
    await under.say(patient('1', '确认', 'e'))
    await under.say(patient('1', '删除我的资料', 'f'))
    await under.say(patient('1', '确定', 'g'))
    expect(await heardLast()).toContain('已经删除')
    await under.settle()
    expect((await written()).join()).not.toContain(PHONE)
    expect((await written()).join()).not.toContain(idNumber(1))
  }, 60_000)
})

describe('what was written and said', () => {
  it('is forgotten after the days of the policy, and a repeat of it is still known', async () => {
    under = await openHospital(NINE)
    await under.say(patient('1', '停车场在哪', 'a'))
    await under.setClock(NINE + 179 * DAY)
    await under.settle()
    expect(await written()).toEqual(['停车场在哪'])
    await under.pass(3 * DAY)
    expect(await written()).toEqual([])
    expect(await state()).toBeNull()
    const said = await rows(
      under.kit.database.pool,
      `SELECT 1 FROM outbox o JOIN conversation c ON c.id = o.conversation_id WHERE c.chat = 'demo:1' AND o.sealed IS NOT NULL`,
    )
    expect(said).toEqual([])
    expect(await accept(under.kit, patient('1', '停车场在哪', 'a'))).toBe(false)
    await under.heard()
    await under.say(patient('1', '停车场在哪', 'b'))
    expect(await heardLast()).toContain('停车场')
  }, 60_000)
})

describe('files', () => {
  const keep = async (name: string): Promise<string> => {
    const { pool, vault } = under.kit.database
    const chat = await first<{ id: number }>(pool, `SELECT id FROM conversation WHERE chat = 'demo:1'`)
    const bytes = Buffer.from('%PDF-1.4')
    const file = { conversation: chat?.id ?? 0, kind: 'file' as const, mime: 'application/pdf', name, bytes }
    return insertAttachment(pool, vault, { ...file, now: await under.now() })
  }
  const isThere = async (id: string): Promise<boolean> => {
    const { pool, vault } = under.kit.database
    return (await attachmentBytes(pool, vault, id)) !== null
  }
  const ticket = async (): Promise<number> =>
    (await first<{ id: number }>(under.kit.database.pool, 'SELECT id FROM ticket'))?.id ?? 0

  it('go after the days of the policy', async () => {
    under = await openHospital(NINE)
    await under.say(patient('1', '停车场在哪', 'a'))
    const file = await keep('化验单.pdf')
    await under.setClock(NINE + 179 * DAY)
    await under.settle()
    expect(await isThere(file)).toBe(true)
    await under.pass(3 * DAY)
    expect(await isThere(file)).toBe(false)
    expect(await rows(under.kit.database.pool, 'SELECT 1 FROM attachment WHERE id = $1', [file])).toEqual([])
  }, 60_000)

  it('that came with a complaint stay while it is under way and a year after it was closed', async () => {
    under = await openHospital(NINE)
    await under.say(patient('1', '昨天下午在骨科换药，护士态度很差', 'a'))
    const file = await keep('录音.ogg')
    await under.say(patient('1', '匿名', 'b'))
    await under.say(patient('1', '提交', 'c'))
    const { pool } = under.kit.database
    expect(await ticket()).toBeGreaterThan(0)
    // Far ahead at once: what is due in between is not what this is about.
    const on = async (day: number): Promise<void> => {
      await rows(
        pool,
        `UPDATE due SET status = 'withdrawn' WHERE kind <> 'forget-messages' AND status = 'waiting'`,
      )
      await under.setClock(NINE + day * DAY)
      await under.settle()
    }
    await on(300)
    expect(await isThere(file)).toBe(true)
    await rows(pool, `UPDATE ticket SET status = 'closed', closed_at = $1`, [new Date(NINE + 300 * DAY)])
    const later = await keep('另一份.pdf')
    await on(600)
    expect([await isThere(file), await isThere(later)]).toEqual([true, false])
    await on(670)
    expect(await isThere(file)).toBe(false)
  }, 60_000)
})
