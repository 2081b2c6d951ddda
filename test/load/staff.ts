/** Staff who accept late or never, answer, transfer, close, and mark who came. */
import { belongsTo } from '../../bot/channels/web/group-chats.ts'
import type { Group, Hospital } from '../../domain/hospital.ts'
import type { OutboundMessage } from '../../domain/message.ts'
import { webChatOfGroup } from '../../handlers/import-hospital.ts'
import { staff as staffMessage } from '../support/hospital-under-test.ts'
import { rows } from '../../prisma/sql.ts'
import { personOf } from './people.ts'
import type { Chance } from './random.ts'
import type { Stage } from './stage.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

interface Desk {
  stage: Stage
  group: Group
  luck: Chance
  written: number
  /** What is under way already, so that nobody begins twice. */
  begun: Set<string>
}

const memberOf = ({ staff }: Hospital, group: Group, luck: Chance): string => {
  const members = staff.filter((each) => belongsTo(group, each))
  return members[luck.int(members.length)]?.key ?? 'nobody'
}

const type = (desk: Desk, member: string, text: string): void => {
  desk.written += 1
  desk.stage.say(staffMessage(desk.group.key, member, text, String(desk.written)))
}

const later = ({ stage }: Desk, delay: number, act: () => void): void => stage.plan(stage.now() + delay, act)

/** Within minutes, late, or never (undefined). */
const whenTaken = (luck: Chance): number | undefined => {
  const share = luck.next()
  if (share < 0.6) return luck.seconds(60, 50 * 60)
  return share < 0.85 ? luck.seconds(55 * 60, 7 * 3_600) : undefined
}

const handle = (desk: Desk, ticket: string): void => {
  const { luck, stage, group } = desk
  if (desk.begun.has(ticket)) return
  desk.begun.add(ticket)
  const delay = whenTaken(luck)
  if (delay === undefined) return void desk.begun.delete(ticket)
  const member = memberOf(stage.hospital, group, luck)
  later(desk, delay, () => type(desk, member, `受理 ${ticket}`))
  const share = luck.next()
  const worked = delay + luck.seconds(10 * 60, 40 * 3_600)
  if (share < 0.1) return later(desk, worked, () => type(desk, member, `转 ${ticket} 眼科`))
  if (share < 0.4)
    later(desk, delay + 20 * MINUTE, () => type(desk, member, `记录 ${ticket} 已找当事人了解情况`))
  if (share < 0.2) return
  later(desk, worked, () => type(desk, member, `回复 ${ticket} 非常抱歉，已经批评当事人并改进`))
  if (share < 0.3) return
  later(desk, worked + luck.seconds(600, 200 * 3_600), () => {
    desk.begun.delete(ticket)
    type(desk, member, `办结 ${ticket} 已当面道歉`)
  })
}

const serve = (desk: Desk, relay: string): void => {
  const { luck, stage, group } = desk
  if (desk.begun.has(relay)) return
  desk.begun.add(relay)
  const delay = luck.happens(0.75) ? luck.seconds(20, 1_500) : undefined
  if (delay === undefined) return
  const member = memberOf(stage.hospital, group, luck)
  later(desk, delay, () => type(desk, member, `接入 ${relay}`))
  later(desk, delay + luck.seconds(30, 300), () => type(desk, member, `${relay} 您好，请稍等，我查一下`))
  if (luck.happens(0.6))
    later(desk, delay + luck.seconds(400, 1_700), () => type(desk, member, `结束 ${relay}`))
}

const finish = (desk: Desk, task: string): void => {
  const { luck, stage, group } = desk
  if (desk.begun.has(task) || !luck.happens(0.8)) return
  desk.begun.add(task)
  const member = memberOf(stage.hospital, group, luck)
  later(desk, luck.seconds(120, 20 * 3_600), () => type(desk, member, `完成 ${task} 已电话联系`))
}

const hear = (desk: Desk, { text }: OutboundMessage): void => {
  const ticket = /(?:投诉|建议|表扬) (T\d+) ·/u.exec(text)?.[1] ?? /(T\d+).{0,20}超过时限/u.exec(text)?.[1]
  if (ticket) handle(desk, ticket)
  const relay = /患者找人工 (R\d+)/u.exec(text)?.[1]
  if (relay) serve(desk, relay)
  const task = /任务 (#\d+)：/u.exec(text)?.[1]
  if (task) finish(desk, task)
}

/** In the evening the triage desk marks who came that day, as far as it gets to it. */
const markAttendance = async (desk: Desk, at: number): Promise<void> => {
  const { stage, luck, group } = desk
  const visits = await rows<{ number: string; chat: string }>(
    stage.pool,
    `SELECT a.number, c.external_id AS chat FROM appointment a JOIN account c ON c.id = a.account_id
     WHERE a.status = 'booked' AND a.ends_at BETWEEN $1 AND $2 ORDER BY a.id`,
    [new Date(at - DAY), new Date(at)],
  )
  for (const { number, chat } of visits) {
    if (luck.happens(0.1)) continue
    const { temperament } = personOf(Number(/\d+$/u.exec(chat)?.[0] ?? 0))
    const came = !luck.happens(temperament.absent)
    later(desk, luck.seconds(0, 3_000), () =>
      type(desk, memberOf(stage.hospital, group, luck), `${came ? '已到' : '未到'} ${number}`),
    )
  }
}

/** Lets all groups work for `days` days from midnight `from`. */
export const playStaff = (stage: Stage, from: number, days: number): void => {
  for (const group of stage.hospital.groups) {
    const desk: Desk = {
      stage,
      group,
      luck: stage.chance(`group ${group.key}`),
      written: 0,
      begun: new Set(),
    }
    stage.listen(webChatOfGroup(group.key), (message) => hear(desk, message))
    if (group.kind !== 'triage-desk') continue
    for (let day = 0; day < days; day += 1) {
      const evening = from + day * DAY + 18 * HOUR
      stage.plan(evening, () => markAttendance(desk, evening))
    }
  }
}

/** One doctor stops for a week: the roster is imported without them, and a week later with them again. */
export const stopClinic = (stage: Stage, from: number, days: number): void => {
  const luck = stage.chance('roster')
  const doctors = stage.hospital.roster.flatMap(({ doctor }) => (doctor ? [doctor] : []))
  const stops = doctors[luck.int(doctors.length)]
  const stopsAt = from + Math.floor(days / 3) * DAY + 11 * HOUR
  const without = {
    ...stage.hospital,
    roster: stage.hospital.roster.filter(({ doctor }) => doctor !== stops),
  }
  stage.plan(stopsAt, () => stage.importHospital(without))
  stage.plan(stopsAt + 7 * DAY, () => stage.importHospital(stage.hospital))
}
