/** A message as Wechaty has it, with what WeChat posted beside it, as the core takes it. */
import type { Message } from 'wechaty'
import type { AttachmentRef, InboundMessage, OutboundMessage } from '../../../../domain/message.ts'
import type { Kit, ListeningHospital } from '../../../../handlers/kit.ts'
import { messageById } from '../../../../prisma/queries/outbox.ts'
import { keepFile } from '../keep-file.ts'
import { within } from '../within.ts'
import type { Arrival } from './arrival.ts'
import { eventWords } from './event-words.ts'

export const CHANNEL = 'wechat'

const FILE_MS = 1_500
const LOOK_MS = 500
const NAMES = { image: '图片', voice: '语音', video: '视频' }

type Chat = Pick<InboundMessage, 'channel' | 'chat' | 'chatKind' | 'sender'>

const fileOf = async (
  { database }: Kit,
  chat: Chat,
  arrival: Arrival,
  message: Message,
): Promise<AttachmentRef[]> => {
  if (!arrival.media) return arrival.place === undefined ? [] : [{ kind: 'location', name: arrival.place }]
  const { kind, transcript } = arrival.media
  const fetched = async (): Promise<AttachmentRef> => {
    const bytes = await (await message.toFileBox()).toBuffer()
    return keepFile(database, chat, { kind, name: NAMES[kind], bytes })
  }
  const file = await within(fetched(), FILE_MS, { kind, name: NAMES[kind] })
  return [{ ...file, ...(transcript === undefined ? {} : { transcript }) }]
}

/** The option that was tapped on one of our menu messages. */
const pressOf = async ({ database: { pool, vault } }: Kit, { tapped, from }: Arrival) => {
  const [, id, index] = /^(\d{1,10}):(\d{1,3})$/.exec(tapped ?? '') ?? []
  if (id === undefined) return undefined
  const sent = await messageById(pool, Number(id))
  if (sent?.channel !== CHANNEL || sent.chat !== from) return undefined
  const { list, options } = vault.open<OutboundMessage>(sent.sealed)
  const option = options?.[Number(index)]
  return list !== undefined && option ? { list, option: option.id } : undefined
}

const wordsOf = async (kit: Kit, arrival: Arrival): Promise<string> => {
  // What was tapped comes as it stands on the menu message, with its number.
  if (arrival.tapped !== undefined) return arrival.text.replace(/^\d+\) /u, '')
  if (!arrival.event) return arrival.text
  const inForce = await within<ListeningHospital | null>(kit.hospital(), LOOK_MS, null)
  return eventWords(arrival, inForce?.hospital ?? null)
}

/** Whether a message with this id is one that somebody wrote, and no tap, follow or scan. */
export const wasWritten = (externalId: string): boolean => /^\d+$/.test(externalId)

export const inboundOf = async (kit: Kit, message: Message, arrival: Arrival): Promise<InboundMessage> => {
  const chat: Chat = { channel: CHANNEL, chat: arrival.from, chatKind: 'private', sender: arrival.from }
  // A tapped option is found again by its words too; without the database those are what is left.
  const press = await within(pressOf(kit, arrival), LOOK_MS, undefined)
  const attachments = await fileOf(kit, chat, arrival, message)
  return {
    ...chat,
    externalId: arrival.id,
    text: await wordsOf(kit, arrival),
    ...(press ? { press } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}
