import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { FileBox } from 'file-box'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { types } from 'wechaty-puppet'
import type { mock } from 'wechaty-puppet-mock'
import { groupOfChat } from '../../prisma/queries/conversations.ts'
import { tellRejection } from '../../bot/channels/wechat/unheard-rejections.ts'
import { makeCode } from '../../handlers/make-code.ts'
import { appendMessages } from '../../prisma/queries/outbox.ts'
import { rows } from '../../prisma/sql.ts'
import type { HospitalUnderTest } from '../support/hospital-under-test.ts'
import { until } from './account-under-test.ts'
import { ANSWER_SECONDS, openPuppet, type PuppetUnderTest, type Said, TOKEN } from './puppet-under-test.ts'

describe('a hospital behind a puppet service', () => {
  let stage: PuppetUnderTest
  let under: HospitalUnderTest
  let patient: mock.ContactMock
  beforeAll(async () => {
    stage = await openPuppet(Date.parse('2026-11-23T01:00:00Z'))
    under = stage.under
    patient = stage.mocker.createContact({ name: '张三' })
    stage.listen(patient)
  }, 60_000)
  afterAll(() => stage.close(), 30_000)

  const heard = async (count: number): Promise<Said[]> => {
    await until(`${count} messages, ${stage.said.length} came`, () => stage.said.length >= count, 15_000)
    return stage.said.splice(0)
  }

  it('answers a patient in a private chat, and never itself', async () => {
    patient.say('停车场在哪').to(stage.me)
    const [first] = await heard(1)
    expect(first?.text).toContain('停车')
    const inbox = await rows<{ count: number }>(
      under.kit.database.pool,
      `SELECT count(*) AS count FROM inbox WHERE source = 'wechaty'`,
    )
    expect(inbox[0]?.count).toBe(1)
  })

  it('binds a room by its code, and hears commands with and without a mention there', async () => {
    const group = under.hospital.groups.find(({ kind }) => kind === 'service-desk')
    if (!group) throw new Error('no desk')
    const room = stage.mocker.createRoom({ topic: '咨询台群', memberIdList: [stage.me.id, patient.id] })
    stage.listen(room)
    const { code } = await makeCode(under.kit.database, 'bind-group', group.key, 'test')
    patient.say(`绑定 ${code}`).to(room)
    const [bound] = await heard(1)
    expect(bound).toMatchObject({ to: room.id })
    expect(bound?.text).toContain(group.name)
    patient.say('@医院助手 帮助', [stage.me]).to(room)
    const [answer] = await heard(1)
    expect(answer?.text).not.toBe('')
  })

  it('keeps a picture that a patient sends', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    patient.say(FileBox.fromBase64(png.toString('base64'), '报告.png')).to(stage.me)
    await until(
      'the picture is kept',
      async () => {
        const kept = await rows<{ mime: string; name: string }>(
          under.kit.database.pool,
          'SELECT mime, name FROM attachment',
        )
        return kept.some(({ mime, name }) => mime === 'image/png' && name === '报告.png')
      },
      15_000,
    )
    await heard(1)
  })

  it('sends a file of ours into a room', async () => {
    const { pool, vault } = under.kit.database
    const [file] = await rows<{ id: string }>(pool, 'SELECT id FROM attachment')
    const [chat] = await rows<{ id: number }>(
      pool,
      `SELECT id FROM conversation WHERE channel = 'wechaty' AND kind = 'group'`,
    )
    const message = { text: '回执：', attachments: [{ id: file?.id ?? '', kind: 'image' as const }] }
    await appendMessages(pool, chat?.id ?? 0, [vault.seal(message)], new Date())
    stage.courier.poke()
    const [words, picture] = await heard(2)
    expect(words?.text).toBe('回执：')
    expect(picture).toMatchObject({ to: words?.to, type: types.Message.Image })
  })

  it('hears nothing of what was recalled, or of who joined', async () => {
    const before = stage.taken()
    for (const type of [types.Message.Recalled, types.Message.GroupNote, types.Message.Unknown]) {
      const { id } = stage.mocker.MessageMock.create({
        id: `nobody-said-${type}`,
        talkerId: patient.id,
        listenerId: stage.me.id,
        timestamp: Date.now(),
        type,
        text: '你撤回了一条消息',
      })
      stage.puppet.emit('message', { messageId: id })
    }
    patient.say('停车场在哪').to(stage.me)
    expect((await heard(1))[0]?.text).toContain('停车')
    expect(stage.taken()).toBe(before + 1)
  })

  it('loses the binding of a room that it is removed from', async () => {
    const [bound] = await rows<{ chat: string }>(
      under.kit.database.pool,
      `SELECT chat FROM group_chat WHERE channel = 'wechaty'`,
    )
    stage.puppet.emit('room-leave', {
      roomId: bound?.chat ?? '',
      removeeIdList: [stage.me.id],
      removerId: patient.id,
      timestamp: Date.now(),
    })
    await until(
      'the binding is gone',
      async () => (await groupOfChat(under.kit.database.pool, 'wechaty', bound?.chat ?? '')) === null,
    )
  })

  it('keeps what contacts are called in its own folder, not under the token in the home folder', async () => {
    expect(readdirSync(join(stage.folder, 'wechaty'))).toEqual([stage.me.id])
    expect(existsSync(join(homedir(), '.wechaty', 'wechaty-puppet-service', TOKEN))).toBe(false)
  })

  it('finds a silent death, says so, and is back by itself with what waited', async () => {
    stage.relay.silence(true)
    const silentAt = performance.now()
    await until('the death is found', () => stage.started.downSince() !== null, 60_000)
    // It probes every 2 s here and every 30 s by default, and waits less for an answer: then the same takes that much longer.
    const byDefault = 28_000 + (20 - ANSWER_SECONDS) * 1_000
    expect(performance.now() - silentAt + byDefault).toBeLessThan(120_000)
    expect(stage.started.state()).toMatch(/^down since /)
    expect(stage.started.channel.licence()).toBeNull()
    const [chat] = await rows<{ id: number }>(
      under.kit.database.pool,
      `SELECT id FROM conversation WHERE channel = 'wechaty' AND kind = 'private'`,
    )
    const { vault, pool } = under.kit.database
    const texts = ['第一句', '第二句', '第三句'].map((text) => vault.seal({ text }))
    await appendMessages(pool, chat?.id ?? 0, texts, new Date())
    stage.relay.silence(false)
    await until(
      'it is back',
      () => {
        // The service was started anew, and its account scans in.
        if (stage.isActive() && !stage.puppet.isLoggedIn) stage.mocker.login(stage.me)
        return stage.started.state() === 'ok'
      },
      100_000,
    )
    stage.courier.poke()
    expect((await heard(3)).map(({ text }) => text)).toEqual(['第一句', '第二句', '第三句'])
  }, 190_000)

  it('lets go of a connection that failed where nobody listened', () => {
    const lost = new Error('14 UNAVAILABLE')
    lost.stack = 'Error: 14 UNAVAILABLE\n    at /srv/node_modules/@grpc/grpc-js/build/src/call.js:31:19'
    expect(tellRejection(lost)).toBe(true)
    expect(stage.started.state()).toMatch(/^down since .*nobody listened/)
    expect(stage.started.channel.licence()).toBeNull()
  })
})
