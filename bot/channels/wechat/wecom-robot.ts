/** A WeCom group robot: notices to staff, one way, with the way to the staff page. It can be answered nowhere. */
import { z } from 'zod'
import type { Delivery, RemoteChannel, Sending } from '../../../domain/channel.ts'
import type { Kit } from '../../../handlers/kit.ts'
import { createRounds } from '../../../jobs/rounds.ts'
import { bindGroup } from '../../../prisma/queries/access.ts'
import { hospitalNow } from '../../../prisma/queries/clock.ts'
import { conversationOf } from '../../../prisma/queries/conversations.ts'
import { createHealth, type Health } from '../health.ts'
import type { StartedChannel } from '../remote.ts'

const CHANNEL = 'wecom-robot'

export interface WecomRobotSettings {
  /** Webhook with its key. */
  url: string
  /** Of the staff page; absent where it is not known outside. */
  staffUrl?: string
}

/** Twenty in a minute. */
const PACE: RemoteChannel['pace'] = {
  channel: { seconds: 3, burst: 10 },
  private: { seconds: 3, burst: 10 },
  group: { seconds: 3, burst: 10 },
}

const PATIENCE_MS = 8_000
const ROUND_MS = 60_000
const TOO_FAST = 45_009
const BUSY = -1

const answerSchema = z.looseObject({ errcode: z.number(), errmsg: z.string().optional() })

/** Tickets, tasks and relays by their numbers; nothing else of a message leaves the hospital's own channels. Source: CP-10. */
const numbersIn = (text: string): string => {
  const numbers = [...new Set(text.match(/(?<![\w#])(?:[TR]|#)\d{1,9}(?!\w)/g) ?? [])].slice(0, 3)
  return numbers.length > 0 ? `（${numbers.join('、')}）` : ''
}

/** What the robot says of a message to a group. */
export const noticeOf = (group: string, text: string, staffUrl?: string): string => {
  const way = staffUrl === undefined ? '请到工作台查看。' : `请到工作台查看：${staffUrl}`
  return `【${group}】有新消息${numbersIn(text)}，${way}`
}

const failed = (health: Health, reason: string): Sending => {
  health.failing(reason)
  return { ok: false, again: true, fault: 'channel', failure: 'out-of-reach' }
}

const notify = async (url: string, content: string, health: Health): Promise<Sending> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ msgtype: 'text', text: { content } }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  const answer = answerSchema.safeParse(await response.json())
  if (!answer.success) return failed(health, `the robot answered with status ${response.status}`)
  const { errcode: code } = answer.data
  if (code === TOO_FAST)
    return { ok: false, again: true, tooFast: true, afterSeconds: 20, failure: 'too-fast' }
  if (code === BUSY) return failed(health, 'WeCom is busy')
  if (code !== 0) return failed(health, `WeCom refused: ${code}; is WECOM_ROBOT_URL right?`)
  health.well()
  return { ok: true }
}

const chatOf = (group: string): string => `robot:${group}`

/** Every group of the hospital is told of by the robot too. */
const bindGroups = async (kit: Kit): Promise<number> => {
  const { pool } = kit.database
  const { hospital, revision } = await kit.hospital()
  const now = await hospitalNow(pool)
  for (const { key } of hospital.groups) {
    const chat = {
      channel: CHANNEL,
      chat: chatOf(key),
      kind: 'group' as const,
      account: null,
      now: new Date(now),
    }
    await conversationOf(pool, chat)
    await bindGroup(pool, CHANNEL, chat.chat, key, now)
  }
  return revision
}

const keepBound = (kit: Kit) => {
  let bound: number | null = null
  return createRounds(async () => {
    const { revision } = await kit.hospital().catch(() => ({ revision: bound }))
    if (revision !== bound)
      bound = await bindGroups(kit).catch(() => {
        kit.log.warn({ channel: CHANNEL }, 'the groups could not be bound')
        return bound
      })
    return ROUND_MS
  }, 500)
}

export const startWecomRobot = ({ url, staffUrl }: WecomRobotSettings, kit: Kit): StartedChannel => {
  const health = createHealth(CHANNEL, kit.log)
  const rounds = keepBound(kit)
  const send = async ({ chat, message }: Delivery): Promise<Sending> => {
    const { hospital } = await kit.hospital()
    const group = hospital.groups.find(({ key }) => chatOf(key) === chat)
    if (!group) return { ok: false, again: false, failure: 'group-gone' }
    return notify(url, noticeOf(group.name, message.text, staffUrl), health).catch(() =>
      failed(health, 'the robot is out of reach'),
    )
  }
  return {
    channel: { name: CHANNEL, pace: PACE, licence: () => (health.pause() > 0 ? null : {}), send },
    state: health.state,
    downSince: health.downSince,
    stop: rounds.stop,
  }
}
