import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendMessages } from '../../prisma/queries/outbox.ts'
import { rows } from '../../prisma/sql.ts'
import { openTelegram, person, type TelegramUnderTest } from '../support/telegram-under-test.ts'

const zhang = person(11, '张三')
const li = person(12, '李四')

describe('a patient on Telegram', { timeout: 60_000 }, () => {
  let telegram: TelegramUnderTest
  beforeEach(async () => {
    telegram = await openTelegram()
  })
  afterEach(() => telegram.close())

  const heard = (chat = zhang.id) => telegram.api.shown.filter((each) => each.chat === chat)
  const says = async (text: string) => {
    await telegram.api.say(zhang, text)
    await telegram.settle()
    return heard().at(-1)!
  }

  it('is greeted at /start and led on by a deep link', async () => {
    expect((await says('/start')).text).toContain('您好')
    expect((await says('/start department-huxi-neike')).text).toContain('呼吸内科')
    expect((await says('/start nothing-known')).text).not.toBe('')
  })

  it('chooses by a button, and the list then shows what was chosen', async () => {
    const list = await says('挂骨科普通门诊')
    expect(list.buttons.length).toBeGreaterThan(2)
    const chosen = list.buttons[1]!.text
    await telegram.api.press(zhang, list, chosen)
    await telegram.settle()
    expect(heard()).toHaveLength(2)
    await telegram.until(() => list.edited === true)
    expect(list.buttons).toEqual([])
    expect(list.text).toContain(`✓ ${chosen.replace(/^\d+\) /, '')}`)
    expect(telegram.api.calls.some(({ method }) => method === 'answerCallbackQuery')).toBe(true)
  })

  it('answers in words instead, and the buttons go; those of the question that is now open stay', async () => {
    const list = await says('挂骨科普通门诊')
    const words = list.text
    const open = () => heard().filter(({ buttons }) => buttons.length > 0)
    await says('停车场在哪')
    expect(open()).toEqual([list])
    const next = await says('1')
    await telegram.until(() => list.buttons.length === 0)
    expect([list.text, open()]).toEqual([words, next.buttons.length > 0 ? [next] : []])
    // Nothing is taken away twice.
    await says('算了')
    const edits = telegram.api.calls.filter(({ method }) => method === 'editMessageReplyMarkup')
    expect(edits.map(({ answered }) => answered)).not.toContain(400)
  })

  it('may have deleted the list meanwhile: what it takes to go on does not need it', async () => {
    const list = await says('挂骨科普通门诊')
    telegram.api.shown.splice(telegram.api.shown.indexOf(list), 1)
    await says('1')
    await telegram.until(() => telegram.api.calls.some(({ answered }) => answered === 400))
    await says('停车场在哪')
    expect(heard().some(({ text }) => text.includes('停车'))).toBe(true)
    expect(telegram.process.channels.states()).toEqual({ telegram: 'ok' })
  })

  it('may press a button that is no longer kept: its words count', async () => {
    const list = await says('挂骨科普通门诊')
    await rows(telegram.under.kit.database.pool, 'DELETE FROM outbox')
    await telegram.api.press(zhang, list, list.buttons[0]!.text)
    await telegram.settle()
    expect(heard()).toHaveLength(2)
  })

  it('cannot press a button of somebody else’s list', async () => {
    const list = await says('挂骨科普通门诊')
    await telegram.api.say(li, '你好')
    await telegram.settle()
    const before = heard(li.id).length
    const forged = {
      ...list,
      chat: li.id,
      buttons: list.buttons.map((each) => ({ ...each, text: '偷来的' })),
    }
    await telegram.api.press(li, forged, '偷来的')
    await telegram.settle()
    const arrivals = await rows<{ sealed: Buffer }>(
      telegram.under.kit.database.pool,
      'SELECT sealed FROM inbox ORDER BY id DESC LIMIT 1',
    )
    const arrival = telegram.under.kit.database.vault.open<{ message: { press?: unknown; text: string } }>(
      arrivals[0]!.sealed,
    )
    expect(arrival.message.press).toBeUndefined()
    expect(arrival.message.text).toBe('偷来的')
    expect(heard(li.id).length).toBe(before + 1)
  })

  it('sends a photo, which is kept sealed', async () => {
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(2_000, 7)])
    telegram.api.store('p1', png)
    const photo = [{ file_id: 'p1', file_unique_id: 'p1', width: 10, height: 10, file_size: png.length }]
    await telegram.api.say(zhang, { photo, caption: '我要投诉骨科护士骂人' })
    await telegram.settle()
    const files = await rows<{ kind: string; mime: string; size: number }>(
      telegram.under.kit.database.pool,
      'SELECT kind, mime, size FROM attachment',
    )
    expect(files).toEqual([{ kind: 'image', mime: 'image/png', size: png.length }])
    await telegram.api.again()
    await telegram.settle()
    expect(await rows(telegram.under.kit.database.pool, 'SELECT 1 FROM attachment')).toHaveLength(1)
  })

  it('sends a document and a voice message, and gets such from us', async () => {
    const pdf = Buffer.from('%PDF-1.4\n%…')
    const voice = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(500, 1)])
    telegram.api.store('d1', pdf)
    telegram.api.store('v1', voice)
    const document = { file_id: 'd1', file_unique_id: 'd1', file_name: '报告;一.pdf', file_size: pdf.length }
    await telegram.api.say(zhang, { document })
    await telegram.api.say(zhang, { voice: { file_id: 'v1', file_unique_id: 'v1', duration: 1 } })
    await telegram.settle()
    const { pool, vault } = telegram.under.kit.database
    const files = await rows<{ id: string; kind: 'file' | 'voice'; mime: string; name: string }>(
      pool,
      'SELECT id, kind, mime, name FROM attachment ORDER BY kind',
    )
    expect(files).toMatchObject([
      { kind: 'file', mime: 'application/pdf', name: '报告;一.pdf' },
      { kind: 'voice', mime: 'audio/ogg' },
    ])
    const [chat] = await rows<{ id: number }>(pool, `SELECT id FROM conversation WHERE chat = '11'`)
    const messages = files.map(({ id, kind, name }) =>
      vault.seal({ text: '给您的文件', attachments: [{ id, kind, name }] }),
    )
    await appendMessages(pool, chat?.id ?? 0, messages, new Date())
    telegram.process.channels.poke()
    await telegram.settle()
    expect(heard().slice(-2)).toMatchObject([
      { text: '给您的文件', file: { kind: 'document', name: '报告；一.pdf', bytes: pdf.length } },
      { text: '给您的文件', file: { kind: 'voice', bytes: voice.length } },
    ])
  })

  it('is heard though a file cannot be had', async () => {
    const photo = [{ file_id: 'gone', file_unique_id: 'g', width: 10, height: 10, file_size: 100 }]
    await telegram.api.say(zhang, { photo })
    await telegram.settle()
    expect(heard().at(-1)!.text).toContain('图片')
  })

  it.each([
    ['sticker', { sticker: { file_id: 's' } }],
    ['dice', { dice: { emoji: '🎲', value: 3 } }],
    ['place', { location: { latitude: 1, longitude: 2 } }],
    ['video', { video: { file_id: 'v' } }],
    ['poll', { poll: { id: '1' } }],
  ])('gets an answer to a %s', async (_kind, content) => {
    await telegram.api.say(zhang, content as never)
    await telegram.settle()
    expect(heard()).toHaveLength(1)
  })

  it('is heard anew when correcting a message at once, not later', async () => {
    const message = await telegram.api.say(zhang, '挂骨可普通门真')
    await telegram.settle()
    const before = heard().length
    await telegram.api.edit(message, '挂骨科普通门诊')
    await telegram.settle()
    expect(heard()).toHaveLength(before + 1)
    await telegram.api.edit(message, '挂内科', 3_600)
    await telegram.settle()
    expect(heard()).toHaveLength(before + 1)
  })

  it('who has blocked the bot becomes a phone task', async () => {
    await says('你好')
    telegram.api.blocked.add(zhang.id)
    await telegram.api.say(zhang, '停车场在哪')
    await telegram.until(
      async () =>
        (await rows(telegram.under.kit.database.pool, `SELECT 1 FROM task WHERE kind = 'undeliverable'`))
          .length === 1,
    )
    expect(heard()).toHaveLength(1)
    telegram.api.blocked.clear()
    await says('停车场在哪')
    expect(heard()).toHaveLength(2)
  })

  it('sees that an answer is coming when it takes a while', async () => {
    telegram.api.faults.push({
      method: 'sendMessage',
      times: 1,
      code: 429,
      description: 'Too Many Requests',
      retryAfter: 1,
    })
    await telegram.under.kit.database.pool.query(
      `INSERT INTO pace (channel, chat, spent_until) VALUES ('telegram', '11', now() + interval '1.2 seconds')`,
    )
    await says('你好')
    expect(telegram.api.calls.filter(({ method }) => method === 'sendChatAction')).toHaveLength(1)
    expect(heard()).toHaveLength(1)
  })

  it('finds the commands in the menu', async () => {
    const menus = telegram.api.calls.filter(({ method }) => method === 'setMyCommands')
    expect(menus.map(({ params }) => (params.scope as { type: string }).type)).toEqual([
      'all_private_chats',
      'all_group_chats',
    ])
    expect((await says('/book')).text).toContain('科')
    expect((await says('/stop')).text).not.toBe('')
  })
})
