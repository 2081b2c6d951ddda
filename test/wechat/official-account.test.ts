import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../bot/channels/wechat/official-account/api.ts'
import type { AttachmentRef, Arrival } from '../../domain/message.ts'
import { appendMessages } from '../../prisma/queries/outbox.ts'
import { rows } from '../../prisma/sql.ts'
import { demoHospital } from '../support/hospital-under-test.ts'
import { ACCOUNT, AES_KEY, type AccountUnderTest, openAccount, signed, until } from './account-under-test.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const conversationOf = async ({ under }: AccountUnderTest, chat: string): Promise<number> => {
  const [found] = await rows<{ id: number }>(
    under.kit.database.pool,
    'SELECT id FROM conversation WHERE chat = $1',
    [chat],
  )
  if (!found) throw new Error(`${chat} never wrote`)
  return found.id
}

/** Says something to a follower of our own accord. */
const push = async (
  stage: AccountUnderTest,
  chat: string,
  messages: { text: string; notice?: Record<string, string>; attachments?: AttachmentRef[] }[],
): Promise<void> => {
  const { pool, vault } = stage.under.kit.database
  const sealed = messages.map((message) => vault.seal(message))
  await appendMessages(pool, await conversationOf(stage, chat), sealed, new Date())
}

const outboxOf = async (
  stage: AccountUnderTest,
  chat: string,
): Promise<{ status: string; failure: string | null }[]> =>
  rows(
    stage.under.kit.database.pool,
    `SELECT status, failure FROM outbox WHERE conversation_id = $1 ORDER BY seq`,
    [await conversationOf(stage, chat)],
  )

const heardFrom = async ({ under }: AccountUnderTest, chat: string): Promise<Arrival[]> => {
  const { pool, vault } = under.kit.database
  const found = await rows<{ sealed: Buffer }>(
    pool,
    `SELECT i.sealed FROM inbox i JOIN conversation c ON c.id = i.conversation_id WHERE c.chat = $1 ORDER BY i.id`,
    [chat],
  )
  return found.map(({ sealed }) => vault.open<Arrival>(sealed))
}

/** As if they had last written, or tapped, so long ago. */
const age = ({ under }: AccountUnderTest, chat: string, hours: number) =>
  rows(
    under.kit.database.pool,
    `UPDATE reply_window SET wrote_at = wrote_at - make_interval(hours => $2), acted_at = acted_at - make_interval(hours => $2)
     WHERE chat = $1`,
    [chat, hours],
  )

describe.each([
  ['in plain mode', ACCOUNT],
  ['in safe mode', { ...ACCOUNT, aesKey: AES_KEY }],
])('an official account %s', (_, account) => {
  let stage: AccountUnderTest
  beforeAll(async () => {
    stage = await openAccount({ account })
  })
  afterAll(() => stage.close())

  it('answers within the request', async () => {
    await stage.wechat.says('oAnna', '停车场在哪')
    const [first] = await stage.seen(1)
    expect(first).toMatchObject({ to: 'oAnna', by: 'reply' })
    expect(first?.text).toContain('停车')
  })

  it('answers a repeat of a request with the same words, and takes it once', async () => {
    const ids = ['70000000000000001', '70000000000000001', '70000000000000001']
    await Promise.all(ids.map((id) => stage.wechat.says('oRepeat', '停车场在哪', id)))
    const seen = await stage.seen(3)
    expect(new Set(seen.map(({ text }) => text)).size).toBe(1)
    expect(await heardFrom(stage, 'oRepeat')).toHaveLength(1)
  })

  it('proves itself to WeChat, and to nobody else', async () => {
    const ask = (signature: string) =>
      fetch(`${stage.url}?signature=${signature}&timestamp=1&nonce=n&echostr=e42`).then(async (r) => [
        r.status,
        await r.text(),
      ])
    expect(await ask(signed(ACCOUNT.token, '1', 'n'))).toEqual([200, 'e42'])
    expect(await ask(signed('guess', '1', 'n'))).toEqual([401, 'refused'])
  })

  it('refuses what is not signed, what is old, and a signature with other words', async () => {
    const now = Math.floor(Date.now() / 1_000)
    const fields = (id: string) => ({
      ToUserName: 'gh',
      FromUserName: 'oForged',
      CreateTime: '1',
      MsgType: 'text',
      Content: '我要退号',
      MsgId: id,
    })
    const unsigned = await fetch(stage.url, {
      method: 'POST',
      body: '<xml></xml>',
      headers: { 'content-type': 'text/xml' },
    })
    expect(unsigned.status).toBe(401)
    expect((await stage.wechat.post(fields('1'), { timestamp: now - 3_600 })).status).toBe(401)
    expect((await stage.wechat.post(fields('2'), { timestamp: now, nonce: 'same' })).status).toBe(200)
    expect((await stage.wechat.post(fields('3'), { timestamp: now, nonce: 'same' })).status).toBe(401)
    expect(await heardFrom(stage, 'oForged')).toHaveLength(1)
    await stage.seen(1)
  })
})

describe('what a follower does', () => {
  let stage: AccountUnderTest
  beforeAll(async () => {
    stage = await openAccount()
  })
  afterAll(() => stage.close())

  it('following is greeted', async () => {
    await stage.wechat.does('oNew', 'subscribe')
    const [greeting] = await stage.seen(1)
    expect(greeting?.text).toMatch(/您好|你好/)
  })

  it('following by a department’s printed code asks for that department, a repeat of the event does not', async () => {
    const department = demoHospital().departments.find(({ bookable }) => bookable)
    const event = {
      ToUserName: 'gh',
      FromUserName: 'oScan',
      CreateTime: '1790000777',
      MsgType: 'event',
      Event: 'subscribe',
      EventKey: `qrscene_${department?.key}`,
    }
    await stage.wechat.post(event)
    await stage.wechat.post(event)
    const heard = await heardFrom(stage, 'oScan')
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatchObject({ message: { text: `我要挂${department?.name}的号` } })
    await stage.seen(1)
  })

  it('a tap on the menu says its words', async () => {
    await stage.wechat.does('oTap', 'CLICK', '停车场在哪')
    expect((await stage.seen(1))[0]?.text).toContain('停车')
  })

  it('leaving ends what may be sent', async () => {
    await stage.wechat.says('oLeave', '停车场在哪')
    await stage.seen(1)
    await stage.wechat.does('oLeave', 'unsubscribe')
    await push(stage, 'oLeave', [{ text: '您的投诉有回复了。' }])
    await until('it is given up', async () => (await outboxOf(stage, 'oLeave')).at(-1)?.status === 'dead')
    expect(stage.wechat.seen).toEqual([])
  })

  it('what WeChat heard in a voice message is understood', async () => {
    await stage.wechat.post({
      ToUserName: 'gh',
      FromUserName: 'oVoice',
      CreateTime: '1790000900',
      MsgType: 'voice',
      MediaId: 'gone',
      Format: 'amr',
      Recognition: '停车场在哪',
      MsgId: '71000000000000001',
    })
    expect((await stage.seen(1))[0]?.text).toContain('停车')
  })

  it('a picture is kept, and one of our own is shown', async () => {
    stage.wechat.media.set('m1', { mime: 'image/png', bytes: PNG })
    await stage.wechat.says('oPhoto', '你好')
    await stage.wechat.post({
      ToUserName: 'gh',
      FromUserName: 'oPhoto',
      CreateTime: '1790001000',
      MsgType: 'image',
      PicUrl: 'http://wechat/p',
      MediaId: 'm1',
      MsgId: '71000000000000002',
    })
    const arrival = (await heardFrom(stage, 'oPhoto')).at(-1)
    const file = arrival?.kind === 'message' ? arrival.message.attachments?.[0] : undefined
    expect(file).toMatchObject({ kind: 'image', id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string })
    await stage.seen(2)
    await push(stage, 'oPhoto', [
      { text: '您的回执：', attachments: [{ id: file?.id ?? '', kind: 'image' }] },
    ])
    const seen = await stage.seen(2)
    expect(seen.map(({ text }) => text)).toEqual(['您的回执：', ''])
    expect(seen[1]?.picture?.equals(PNG)).toBe(true)
  })

  it('tapping an option of ours presses it', async () => {
    await stage.wechat.says('oPress', '我想转人工')
    await stage.seen(1)
    const { pool, vault } = stage.under.kit.database
    const options = [
      { id: 'yes', label: '好的' },
      { id: 'no', label: '不用' },
    ]
    await appendMessages(
      pool,
      await conversationOf(stage, 'oPress'),
      [vault.seal({ text: '要我请人给您打电话吗？', list: 'l1', options, numbered: false })],
      new Date(),
    )
    const [asked] = await stage.seen(1)
    expect(asked).toMatchObject({ by: 'service', text: '要我请人给您打电话吗？' })
    expect(asked?.options?.map(({ content }) => content)).toEqual(['好的', '不用'])
    await stage.wechat.post({
      ToUserName: 'gh',
      FromUserName: 'oPress',
      CreateTime: '1790001100',
      MsgType: 'text',
      Content: '不用',
      bizmsgmenuid: asked?.options?.[1]?.id ?? '',
      MsgId: '71000000000000003',
    })
    expect((await heardFrom(stage, 'oPress')).at(-1)).toMatchObject({
      message: { text: '不用', press: { list: 'l1', option: 'no' } },
    })
    // A number that belongs to somebody else's message presses nothing.
    await stage.wechat.post({
      ToUserName: 'gh',
      FromUserName: 'oThief',
      CreateTime: '1790001101',
      MsgType: 'text',
      Content: '不用',
      bizmsgmenuid: asked?.options?.[1]?.id ?? '',
      MsgId: '71000000000000004',
    })
    const [stolen] = await heardFrom(stage, 'oThief')
    expect(stolen?.kind === 'message' && stolen.message.press).toBe(undefined)
    stage.wechat.seen.length = 0
  })

  it('long words come in parts that WeChat takes, in order', async () => {
    await stage.wechat.says('oLong', '停车场在哪')
    await stage.seen(1)
    const text = Array.from(
      { length: 60 },
      (_, line) => `第${line + 1}行：请带好身份证和医保卡，提前十五分钟到。`,
    ).join('\n')
    await push(stage, 'oLong', [{ text }])
    const seen = await stage.seen(3)
    expect(seen.map((part) => part.text).join('\n')).toBe(text)
  })

  it('publishes the menu once', async () => {
    await until('the menu is there', () => stage.wechat.menus.length > 0)
    const [menu] = stage.wechat.menus as [{ button: { name: string; sub_button: { type: string }[] }[] }]
    expect(menu.button.map(({ name }) => name)).toEqual(['预约挂号', '就医指南', '联系我们'])
    expect(stage.wechat.menus).toHaveLength(1)
  })
})

describe('what WeChat lets us say', () => {
  const notice = {
    hospital: '示范医院',
    department: '心内科',
    doctor: '王建国',
    time: '2026年12月2日 14:00',
    place: '三楼',
    number: 'A1',
  }
  let stage: AccountUnderTest
  beforeAll(async () => {
    const reminderTemplate = { id: 'tpl-1', fields: { thing1: '{department} {doctor}', time2: '{time}' } }
    const hospital = { ...demoHospital(), name: '有模板的医院', officialAccount: { reminderTemplate } }
    stage = await openAccount({ hospital })
  })
  afterAll(() => stage.close())

  it('is five messages after theirs; a sixth becomes a phone task, and the next message of theirs opens five more', async () => {
    await stage.wechat.says('oFive', '停车场在哪')
    await stage.seen(1)
    await push(
      stage,
      'oFive',
      ['一', '二', '三', '四', '五', '六'].map((text) => ({ text })),
    )
    expect((await stage.seen(5)).map(({ text }) => text)).toEqual(['一', '二', '三', '四', '五'])
    await until(
      'the sixth is given up',
      async () => (await outboxOf(stage, 'oFive')).at(-1)?.status === 'dead',
    )
    expect((await outboxOf(stage, 'oFive')).at(-1)?.failure).toBe('window-closed')
    const tasks = await rows<{ count: number }>(
      stage.under.kit.database.pool,
      `SELECT count(*) AS count FROM task WHERE kind = 'undeliverable' AND subject = $1`,
      [`conversation:${await conversationOf(stage, 'oFive')}`],
    )
    expect(tasks[0]?.count).toBe(1)
    await stage.wechat.says('oFive', '停车场在哪')
    await stage.seen(1)
    await push(stage, 'oFive', [{ text: '七' }])
    expect((await stage.seen(1)).map(({ text }) => text)).toEqual(['七'])
  })

  it('is three within a minute after a follow, and not one more', async () => {
    await stage.wechat.does('oFollow', 'subscribe')
    await stage.seen(1)
    await push(
      stage,
      'oFollow',
      ['一', '二', '三', '四'].map((text) => ({ text })),
    )
    expect((await stage.seen(3)).map(({ text }) => text)).toEqual(['一', '二', '三'])
    await until(
      'the fourth is given up',
      async () => (await outboxOf(stage, 'oFollow')).at(-1)?.status === 'dead',
    )
  })

  it('after two days is a reminder by template, and nothing else', async () => {
    await stage.wechat.says('oLate', '停车场在哪')
    await stage.seen(1)
    await age(stage, 'oLate', 48)
    await push(stage, 'oLate', [{ text: '提醒您：……', notice }, { text: '别的话' }])
    expect(await stage.seen(1)).toEqual([
      {
        to: 'oLate',
        by: 'template',
        text: '',
        data: { thing1: { value: '心内科 王建国' }, time2: { value: '2026年12月2日 14:00' } },
      },
    ])
    await until(
      'the other is given up',
      async () => (await outboxOf(stage, 'oLate')).at(-1)?.status === 'dead',
    )
  })

  it('is believed where it counts differently', async () => {
    await stage.wechat.says('oClock', '停车场在哪')
    await stage.seen(1)
    stage.wechat.pass(48 * 3_600)
    await push(stage, 'oClock', [{ text: '提醒您：……', notice }, { text: '别的话' }])
    expect((await stage.seen(1)).map(({ by }) => by)).toEqual(['template'])
    await until(
      'the other is given up',
      async () => (await outboxOf(stage, 'oClock')).at(-1)?.status === 'dead',
    )
  })

  it('a template that WeChat could not deliver after all becomes a phone task', async () => {
    const [sent] = await rows<{ id: string }>(
      stage.under.kit.database.pool,
      `SELECT channel_id AS id FROM outbox WHERE conversation_id = $1 AND channel_id IS NOT NULL`,
      [await conversationOf(stage, 'oLate')],
    )
    await stage.wechat.post({
      ToUserName: 'gh',
      FromUserName: 'oLate',
      CreateTime: '1790009999',
      MsgType: 'event',
      Event: 'TEMPLATESENDJOBFINISH',
      MsgID: sent?.id ?? '',
      Status: 'failed:user block',
    })
    expect((await outboxOf(stage, 'oLate')).map(({ failure }) => failure)).toContain('template-not-delivered')
  })
})

describe('an answer that takes long', () => {
  it('is “success” first, then a customer-service message; a repeat meanwhile changes nothing', async () => {
    const stage = await openAccount({ answerMs: 300, thinkingMs: 900 })
    const asked = [1, 2].map(() => stage.wechat.says('oSlow', '停车场在哪', '72000000000000001'))
    expect((await Promise.all(asked)).map(({ text }) => text)).toEqual(['success', 'success'])
    const seen = await stage.seen(1)
    expect(seen).toMatchObject([{ to: 'oSlow', by: 'service' }])
    expect(seen[0]?.text).toContain('停车')
    expect(await heardFrom(stage, 'oSlow')).toHaveLength(1)
    await stage.close()
  })
})

describe('a reminder outside the window where no template is configured', () => {
  it('becomes a phone task', async () => {
    const stage = await openAccount()
    await stage.wechat.says('oNoTemplate', '停车场在哪')
    await stage.seen(1)
    await age(stage, 'oNoTemplate', 48)
    await push(stage, 'oNoTemplate', [{ text: '提醒您：……', notice: { time: '14:00' } }])
    await until(
      'it is given up',
      async () => (await outboxOf(stage, 'oNoTemplate')).at(-1)?.status === 'dead',
    )
    const subject = `conversation:${await conversationOf(stage, 'oNoTemplate')}`
    const tasks = await rows(
      stage.under.kit.database.pool,
      `SELECT 1 FROM task WHERE kind = 'undeliverable' AND subject = $1`,
      [subject],
    )
    expect(tasks).toHaveLength(1)
    expect(stage.wechat.seen).toEqual([])
    await stage.close()
  })
})

describe('several processes', () => {
  it('share one token, fetched once, and again once when it ended', async () => {
    const stage = await openAccount()
    const api = () => createApi({ ...ACCOUNT, apiRoot: stage.wechat.apiRoot }, stage.under.kit.database)
    const others = [api(), api(), api()]
    await until('the menu is there', () => stage.wechat.menus.length > 0)
    await Promise.all(others.map((other) => other.get('get_api_domain_ip')))
    expect(stage.wechat.tokensIssued).toBe(1)
    stage.wechat.endToken()
    await Promise.all(others.map((other) => other.get('get_api_domain_ip')))
    expect(stage.wechat.tokensIssued).toBe(2)
    await stage.close()
  })
})

describe('when something is broken', () => {
  it('a wrong secret is said clearly, and nothing is tried meanwhile', async () => {
    const stage = await openAccount({ configured: { appSecret: 'wrong' } })
    await until('it is found', () => stage.started.downSince() !== null)
    expect(stage.started.state()).toMatch(/^down since .*WECHAT_OA_APP_SECRET is not right$/)
    expect(stage.started.channel.licence()).toBeNull()
    await stage.close()
  })

  it('a token that ended is replaced, once for all', async () => {
    const stage = await openAccount()
    await stage.wechat.says('oToken', '停车场在哪')
    await stage.seen(1)
    await until('the menu is there', () => stage.wechat.menus.length > 0)
    const before = stage.wechat.tokensIssued
    stage.wechat.endToken()
    await push(
      stage,
      'oToken',
      ['一', '二', '三'].map((text) => ({ text })),
    )
    expect((await stage.seen(3)).map(({ text }) => text)).toEqual(['一', '二', '三'])
    expect(stage.wechat.tokensIssued).toBe(before + 1)
    await stage.close()
  })

  it('an API that fails is down, and what waits goes out in order when it is back', async () => {
    const stage = await openAccount()
    await stage.wechat.says('oOrder', '停车场在哪')
    await stage.seen(1)
    stage.wechat.fail('message/custom/send', { status: 502 }, 2)
    await push(
      stage,
      'oOrder',
      ['一', '二', '三'].map((text) => ({ text })),
    )
    await until('it is down', () => stage.started.downSince() !== null)
    expect((await stage.seen(3)).map(({ text }) => text)).toEqual(['一', '二', '三'])
    await until('it is well', () => stage.started.state() === 'ok')
    await stage.close()
  })

  it('messages are written down while the database is away, sealed, and taken in order when it is back', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'spool-'))
    const stage = await openAccount({ dataDir })
    stage.away(true)
    for (const text of ['停车场在哪', '几点开门', '谢谢'])
      expect((await stage.wechat.says('oSpool', text)).text).toContain('120')
    const spool = readFileSync(join(dataDir, 'spool', 'wechat.spool'), 'utf8')
    expect(spool.trim().split('\n')).toHaveLength(3)
    expect(spool).not.toContain('停车')
    stage.wechat.seen.length = 0
    stage.away(false)
    await until('they are taken', async () => (await heardFrom(stage, 'oSpool').catch(() => [])).length === 3)
    const heard = (await heardFrom(stage, 'oSpool')).map(
      (each) => each.kind === 'message' && each.message.text,
    )
    expect(heard).toEqual(['停车场在哪', '几点开门', '谢谢'])
    expect((await stage.seen(1))[0]?.by).toBe('service')
    await until('the spool is empty', () => readdirSync(join(dataDir, 'spool')).length === 0)
    await stage.close()
    rmSync(dataDir, { recursive: true })
  })
})
