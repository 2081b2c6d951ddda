import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noticeOf, startWecomRobot } from '../../bot/channels/wechat/wecom-robot.ts'
import type { StartedChannel } from '../../bot/channels/remote.ts'
import { type Courier, createCourier } from '../../jobs/courier.ts'
import { rows } from '../../prisma/sql.ts'
import { type HospitalUnderTest, openHospital, patient } from '../support/hospital-under-test.ts'
import { until } from './account-under-test.ts'

/** WeCom's side of a robot, with one key. */
const startFakeRobot = async () => {
  const heard: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { msgtype, text } = JSON.parse(Buffer.concat(chunks).toString()) as {
        msgtype: string
        text: { content: string }
      }
      const right = new URL(request.url ?? '', 'http://robot').searchParams.get('key') === 'k1'
      const code = !right ? 93_000 : msgtype !== 'text' ? 40_008 : 0
      if (code === 0) heard.push(text.content)
      response.end(JSON.stringify({ errcode: code, errmsg: '' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cgi-bin/webhook/send`,
    close: () => server.close(),
  }
}

describe('what a robot says', () => {
  it.each([
    [
      '投诉 T12（心内科）：张三说护士态度不好，电话 13800138000',
      '【客服中心】有新消息（T12），请到工作台查看：https://h.example/staff',
    ],
    ['完成 #7 后请回复 R3', '【客服中心】有新消息（#7、R3），请到工作台查看：https://h.example/staff'],
    ['张三 320981199001010010', '【客服中心】有新消息，请到工作台查看：https://h.example/staff'],
  ])('of “%s” is no word of it', (text, notice) => {
    expect(noticeOf('客服中心', text, 'https://h.example/staff')).toBe(notice)
  })

  it('names no page where none is known', () => {
    expect(noticeOf('客服中心', '你好')).toBe('【客服中心】有新消息，请到工作台查看。')
  })
})

describe('a WeCom robot', () => {
  let under: HospitalUnderTest
  let robot: Awaited<ReturnType<typeof startFakeRobot>>
  let started: StartedChannel
  let courier: Courier
  beforeAll(async () => {
    under = await openHospital(Date.parse('2026-11-23T01:00:00Z'))
    robot = await startFakeRobot()
    started = startWecomRobot({ url: `${robot.url}?key=k1`, staffUrl: 'https://h.example/staff' }, under.kit)
    courier = createCourier(under.kit, started.channel, (error) => {
      throw error
    })
    await until('the groups are bound', async () => {
      const bound = await rows(
        under.kit.database.pool,
        `SELECT 1 FROM group_chat WHERE channel = 'wecom-robot'`,
      )
      return bound.length === under.hospital.groups.length
    })
  })
  afterAll(async () => {
    await courier.stop()
    await started.stop()
    robot.close()
    await under.close()
  })

  it('tells of what a group hears, without the words of a patient', async () => {
    await under.say(patient('1', '转人工', 'r1'))
    courier.poke()
    await until('a notice came', () => robot.heard.length > 0)
    expect(robot.heard[0]).toMatch(
      /^【.+】有新消息(（[R#\d、]+）)?，请到工作台查看：https:\/\/h\.example\/staff$/,
    )
    await until('it is well', () => started.state() === 'ok')
  })

  it('with a wrong key is down, and says what to look at', async () => {
    const wrong = startWecomRobot({ url: `${robot.url}?key=k2` }, under.kit)
    const [group] = under.hospital.groups
    const sent = await wrong.channel.send({
      id: 1,
      conversation: 1,
      chat: `robot:${group?.key}`,
      kind: 'group',
      message: { text: '你好' },
    })
    expect(sent).toMatchObject({ ok: false, again: true, fault: 'channel' })
    expect(wrong.state()).toMatch(/^down since .*93000; is WECOM_ROBOT_URL right\?$/)
    expect(wrong.channel.licence()).toBeNull()
    await wrong.stop()
  })
})
