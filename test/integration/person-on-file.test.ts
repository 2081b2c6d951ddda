/** What a person gets who asks at the desk for their file, or that it be erased. */
import { afterEach, describe, expect, it } from 'vitest'
import { erasePersonOnFile, readPersonOnFile } from '../../handlers/person-on-file.ts'
import { newestEntries } from '../../prisma/audit-trail.ts'
import { type HospitalUnderTest, openHospital, patient } from '../support/hospital-under-test.ts'
import { idNumber } from '../support/id-numbers.ts'

const NINE = Date.parse('2026-11-23T09:00:00+08:00')
const WISH = `约12月2号下午两点心内科王建国的号，我叫李雷，身份证${idNumber(1)}，手机13812345678`

let under: HospitalUnderTest
afterEach(() => under.close())

let said = 0
const say = async (chat: string, ...texts: string[]): Promise<void> => {
  for (const text of texts) await under.say(patient(chat, text, `${chat}-${(said += 1)}`))
}

const booked = async (): Promise<void> => {
  under = await openHospital(NINE)
  await say('1', WISH, '同意', '确认')
}

const file = (number = idNumber(1)) => readPersonOnFile(under.kit.database, number, 'cli')
const erase = (number = idNumber(1)) => erasePersonOnFile(under.kit.database, number, 'cli')

describe('the file of one person', { timeout: 60_000 }, () => {
  it('has who they are, what they agreed to, their visits, and what was said', async () => {
    await booked()
    const held = await file()
    expect(held).toMatchObject({
      identity: { name: '李雷', idNumber: idNumber(1), phone: '13812345678' },
      accounts: [{ channel: 'web', relation: 'self' }],
      consents: [{ purpose: 'booking', withdrawnAt: null }],
      visits: [{ day: '2026-12-02', status: 'booked', breach: null }],
    })
    expect(held?.messages).toContainEqual(expect.objectContaining({ by: 'patient', text: WISH }))
    expect(JSON.stringify(held?.messages)).toContain('约好了')
  })

  it('has the complaints of their own account', async () => {
    await booked()
    await say('1', '我要投诉眼科，昨天上午在眼科等了三个小时没人管', '匿名', '提交')
    expect((await file())?.tickets).toHaveLength(1)
  })

  it('has nothing that somebody else wrote who booked for them', async () => {
    under = await openHospital(NINE)
    await say(
      '1',
      `给我妈约12月2号下午两点心内科王建国的号，她叫韩梅梅，身份证${idNumber(2)}，手机13812345679`,
      '同意',
      '确认',
    )
    const held = await file(idNumber(2))
    expect(held?.visits).toHaveLength(1)
    expect(held?.messages).toEqual([])
  })

  it('is nobody’s where nobody has that number', async () => {
    await booked()
    expect(await file(idNumber(3))).toBeNull()
    expect(await erase(idNumber(3))).toMatchObject({ ok: false, reason: 'nobody' })
  })

  it('is put on record when it is read or erased', async () => {
    await booked()
    await file()
    await say('1', '不去了，退号', '退')
    await erase()
    const actions = (await newestEntries(under.kit.database.pool, 20)).map(
      ({ actor, action }) => `${actor} ${action}`,
    )
    expect(actions).toEqual(expect.arrayContaining(['cli person.export', 'cli person.erase']))
  })
})

describe('erasing a person', { timeout: 60_000 }, () => {
  it('waits until no visit is open', async () => {
    await booked()
    expect(await erase()).toMatchObject({ ok: false, reason: 'open-visits' })
    expect((await file())?.identity.name).toBe('李雷')
  })

  it('leaves neither the person nor the words in which they were told', async () => {
    await booked()
    const before = await file()
    await say('1', '不去了，退号', '退')
    const cancelled = (await file())?.visits
    expect(before?.visits).toHaveLength(1)
    expect(cancelled).toMatchObject([{ status: 'cancelled' }])
    expect(await erase()).toMatchObject({ ok: true })
    await under.settle()
    expect(await file()).toBeNull()
    await under.heard()
    await say('1', '看看你们存了我什么')
    const answer = (await under.heard()).map(({ message }) => message.text).join('\n')
    expect(answer).not.toContain('李雷')
  })
})
