import type { Pace, RemoteChannel } from '../../../domain/channel.ts'
import { groupChatLost, groupChatMoved } from '../../../handlers/group-chats.ts'
import type { Kit } from '../../../handlers/kit.ts'
import type { Health } from '../health.ts'
import type { TelegramApi } from './api.ts'
import type { Answered } from './answered.ts'
import type { Aside } from './aside.ts'
import { addressOf } from './chats.ts'
import type { Lease } from './lease.ts'
import { TELEGRAM } from './receive.ts'
import { createSend } from './send.ts'
import type { Typing } from './typing.ts'

export interface OutletParts {
  kit: Kit
  api: TelegramApi
  typing: Typing
  sending: Health
  answered: Answered
  aside: Aside['aside']
  pace: Pace
  /** Absent where every process may deliver. */
  lease: Lease | undefined
}

export interface Outlet {
  channel: RemoteChannel
  /** Nothing is under way. */
  idle(): boolean
}

/** Who may deliver: the holder of the lease, where there is one; after a failure one message at a time tries. */
const createLicence = (lease: Lease | undefined, sending: Health, flying: () => number) => () => {
  const fence = lease?.fence()
  if (fence === null || sending.pause() > 0) return null
  if (sending.downSince() !== null && flying() > 0) return null
  return { ...(sending.downSince() === null ? {} : { most: 1 }), ...(fence === undefined ? {} : { fence }) }
}

/** The way out: sends, and knows what is under way. */
export const createOutlet = (parts: OutletParts): Outlet => {
  const { kit, api, typing, sending, answered, aside, pace, lease } = parts
  let flying = 0
  const send = createSend({
    api: api.api,
    database: kit.database,
    heard: (outage) => (outage === null ? sending.well() : sending.failing(outage)),
    moved: (from, to) => groupChatMoved(kit, TELEGRAM, from, to),
    left: (chat) => groupChatLost(kit, TELEGRAM, String(addressOf(chat).chat_id)),
  })
  const channel: RemoteChannel = {
    name: TELEGRAM,
    pace,
    licence: createLicence(lease, sending, () => flying),
    send: async (delivery) => {
      typing.end(delivery.chat)
      flying += 1
      return send(delivery).finally(() => {
        flying -= 1
      })
    },
    marked: (delivery) => Promise.resolve(aside(() => answered.replied(delivery))),
  }
  return { channel, idle: (): boolean => flying === 0 }
}
