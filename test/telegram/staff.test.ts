import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { insertCode } from '../../prisma/queries/access.ts'
import { rows } from '../../prisma/sql.ts'
import { group, openTelegram, person, type TelegramUnderTest } from '../support/telegram-under-test.ts'

const fang = person(51, '方老师')
const patient = person(61, '患者')
const ward = group(-100_200, '骨科工作群')

describe('staff on Telegram', () => {
  let telegram: TelegramUnderTest
  beforeEach(async () => {
    telegram = await openTelegram()
  })
  afterEach(() => telegram.close())

  const pool = () => telegram.under.kit.database.pool
  const hospital = () => telegram.under.hospital
  const guke = () => hospital().groups.find((each) => each.name === '骨科')!
  const head = () =>
    hospital().staff.find(({ roles }) =>
      roles.some(({ role, department }) => role === 'department-head' && department === guke().department),
    )!
  const code = async (purpose: 'bind-group' | 'bind-staff', subject: string): Promise<string> => {
    const made = `K${Math.random().toString(36).slice(2, 12).toUpperCase()}`
    const hash = telegram.under.kit.database.vault.codeHash(made)
    await insertCode(pool(), { hash, purpose, subject, minutes: 10 })
    return made
  }
  const says = async (text: string, chat: ReturnType<typeof group> | undefined = ward, from = fang) => {
    await telegram.api.say(from, text, chat)
    await telegram.settle()
    return telegram.api.shown.findLast((each) => each.chat === (chat?.id ?? from.id))
  }
  const bound = () =>
    rows<{ chat: string; group: string }>(
      pool(),
      `SELECT chat, group_key AS group FROM group_chat WHERE channel = 'telegram'`,
    )
  const bind = async () => {
    expect((await says(`绑定 ${await code('bind-group', guke().key)}`))?.text).toContain('绑定成功')
    await telegram.api.say(fang, `我是 ${await code('bind-staff', head().key)}`)
    await telegram.settle()
    expect(telegram.api.shown.at(-1)!.chat).toBe(fang.id)
    expect(telegram.api.shown.at(-1)!.text).toContain(head().name)
  }
  const complain = async () => {
    for (const text of ['我要投诉骨科护士昨天骂人', '匿名', '好', '好']) {
      await telegram.api.say(patient, text)
      await telegram.settle()
    }
    return telegram.api.shown.findLast(({ chat, buttons }) => chat === ward.id && buttons.length > 0)
  }

  it('bind the group and themselves by codes, once', async () => {
    await bind()
    expect(await bound()).toEqual([{ chat: String(ward.id), group: guke().key }])
    const used = await code('bind-staff', head().key)
    expect((await says(`我是 ${used}`))?.text).toContain(head().name)
    expect((await says(`我是 ${used}`))?.text).toContain('不对')
  })

  it('a patient who says who they are is no member of staff', async () => {
    await telegram.api.say(patient, '我是 zhangsan')
    await telegram.settle()
    expect(telegram.api.shown.at(-1)!.text).not.toContain('码')
    expect(await rows(pool(), 'SELECT 1 FROM staff_account')).toEqual([])
  })

  it('work on a ticket by its button and by words, with and without naming the bot', async () => {
    await bind()
    const card = (await complain())!
    expect(card.text).toContain('投诉 T1')
    await telegram.api.press(fang, card, '受理')
    await telegram.settle()
    expect(telegram.api.shown.findLast(({ chat }) => chat === ward.id)!.text).toContain(
      `由${head().name}受理`,
    )
    expect(card.buttons).toHaveLength(1)
    expect((await says('@hospital_bot 回复 T1 对不起，我们会改'))!.text).toContain('已发给患者')
    expect(telegram.api.shown.findLast(({ chat }) => chat === patient.id)!.text).toContain('对不起，我们会改')
  })

  it('are not answered when they talk among themselves, nor strangers when they command', async () => {
    await bind()
    await complain()
    const before = telegram.api.shown.filter(({ chat }) => chat === ward.id).length
    await says('中午吃什么')
    await says('/start@other_bot')
    expect(telegram.api.shown.filter(({ chat }) => chat === ward.id)).toHaveLength(before)
    expect((await says('受理 T1', ward, person(99, '路人')))!.text).toContain('没认出您')
  })

  it('unbind the group if they may, and themselves', async () => {
    await bind()
    expect((await says('解绑', ward, person(99, '路人')))!.text).toContain('没认出您')
    expect(await bound()).toHaveLength(1)
    expect((await says('解绑'))!.text).toContain('已经解绑')
    expect(await bound()).toEqual([])
    await telegram.api.say(fang, '解绑')
    await telegram.settle()
    expect(telegram.api.shown.at(-1)!.chat).toBe(fang.id)
    expect(telegram.api.shown.at(-1)!.text).toContain('已经解绑')
    expect(await rows(pool(), 'SELECT 1 FROM staff_account')).toEqual([])
  })

  it('who add the bot are told how to bind; who remove it lose the binding, and the office hears of it', async () => {
    await telegram.api.membership(fang, ward, 'left', 'member')
    await telegram.settle()
    expect(telegram.api.shown.at(-1)!.text).toContain('绑定')
    await bind()
    await telegram.api.membership(fang, ward, 'member', 'kicked')
    await telegram.until(async () => (await bound()).length === 0)
    await telegram.under.settle()
    const heard = await telegram.under.heard()
    expect(
      heard.some(({ chat, message }) => chat.startsWith('group:') && message.text.includes('移走')),
    ).toBe(true)
  })

  it('lose the binding too when the removal is found out by sending', async () => {
    await bind()
    telegram.api.left.add(ward.id)
    await complain()
    await telegram.until(async () => (await bound()).length === 0)
  })

  it('whose group becomes a supergroup go on there', async () => {
    await bind()
    await telegram.api.migrate(fang, ward, -100_999)
    await telegram.settle()
    expect(await bound()).toEqual([{ chat: '-100999', group: guke().key }])
    await complain()
    expect(telegram.api.shown.some(({ chat, text }) => chat === -100_999 && text.includes('投诉 T1'))).toBe(
      true,
    )
  })

  it('whose group has moved unnoticed are reached all the same', async () => {
    await bind()
    telegram.api.migrated.set(ward.id, -100_777)
    await complain()
    await telegram.until(() =>
      telegram.api.shown.some(({ chat, text }) => chat === -100_777 && text.includes('投诉 T1')),
    )
    expect(await bound()).toEqual([{ chat: '-100777', group: guke().key }])
  })

  it('may rename their group', async () => {
    await bind()
    await telegram.api.say(fang, { new_chat_title: '骨科新群' }, { ...ward, title: '骨科新群' })
    await telegram.settle()
    expect(await bound()).toHaveLength(1)
  })

  it('may bind a topic of a group, which then gets the cards; a closed one falls back to the group', async () => {
    const inTopic = { message_thread_id: 7, is_topic_message: true }
    await telegram.api.say(fang, { text: `绑定 ${await code('bind-group', guke().key)}`, ...inTopic }, ward)
    await telegram.settle()
    expect(telegram.api.shown.at(-1)!.topic).toBe(7)
    expect(telegram.api.shown.at(-1)!.text).toContain('绑定成功')
    expect(await bound()).toEqual([{ chat: `${ward.id}/7`, group: guke().key }])
    expect(await complain()).toMatchObject({ topic: 7 })
    telegram.api.closedTopics.add(`${ward.id}/7`)
    await telegram.api.say(fang, { text: '帮助', ...inTopic }, ward)
    await telegram.settle()
    expect(telegram.api.shown.at(-1)!.topic).toBeUndefined()
  })

  it('in disguise are nobody who could be bound', async () => {
    await telegram.api.say(
      fang,
      { text: `我是 ${await code('bind-staff', head().key)}`, sender_chat: ward },
      ward,
    )
    await telegram.settle()
    expect(await rows(pool(), 'SELECT 1 FROM staff_account')).toEqual([])
  })
})
