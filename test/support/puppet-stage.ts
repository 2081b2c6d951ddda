/** The stage of a transcript behind a puppet service: patients in private chats, staff in rooms, over gRPC. */
import { randomUUID } from 'node:crypto'
import { FileBox } from 'file-box'
import { types } from 'wechaty-puppet'
import type { mock } from 'wechaty-puppet-mock'
import type { AttachmentRef, InboundMessage, OutboundMessage } from '../../domain/message.ts'
import { advanceClock } from '../../handlers/advance-clock.ts'
import { webChatOfGroup } from '../../handlers/import-hospital.ts'
import { until } from '../wechat/account-under-test.ts'
import { openPuppet, type PuppetUnderTest, type Said } from '../wechat/puppet-under-test.ts'
import { bindEverybody } from './bind-everybody.ts'
import type { Heard, HospitalUnderTest } from './hospital-under-test.ts'
import { messageInWords } from './in-words.ts'
import { UNHURRIED } from './telegram-under-test.ts'

const TYPES: Record<AttachmentRef['kind'], types.Message> = {
  image: types.Message.Image,
  voice: types.Message.Audio,
  video: types.Message.Video,
  file: types.Message.Attachment,
  sticker: types.Message.Emoticon,
  location: types.Message.Location,
}

/** Of no type that is kept. */
const NOTHING_KNOWN = FileBox.fromBase64('AAAA', 'lost')

interface Cast {
  rooms: Map<string, mock.RoomMock>
  staff: Map<string, mock.ContactMock>
  stranger: mock.ContactMock
  /** By their chats on our pages. */
  patients: Map<string, mock.ContactMock>
}

/** Binds every group and everybody of the staff, as codes would. */
const castOf = async ({ under, mocker, me, listen }: PuppetUnderTest): Promise<Cast> => {
  const { groups, staff } = under.hospital
  const contacts = new Map(staff.map(({ key, name }) => [key, mocker.createContact({ name })]))
  const stranger = mocker.createContact({ name: '陌生人' })
  const memberIdList = [me, stranger, ...contacts.values()].map(({ id }) => id)
  const rooms = new Map(
    groups.map(({ key, name }) => [key, mocker.createRoom({ topic: name, memberIdList })]),
  )
  rooms.forEach(listen)
  const idsOf = (known: Map<string, { id: string }>): Map<string, string> =>
    new Map([...known].map(([key, { id }]) => [key, id]))
  await bindEverybody(under, 'wechaty', idsOf(rooms), idsOf(contacts))
  return { rooms, staff: contacts, stranger, patients: new Map() }
}

const patientAt = ({ patients }: Cast, { mocker, listen }: PuppetUnderTest, chat: string) => {
  const known = patients.get(chat) ?? mocker.createContact({ name: `患者${chat}` })
  if (!patients.has(chat)) listen(known)
  patients.set(chat, known)
  return known
}

/** What is typed for a press: the number of a numbered option, else what the option says. */
const typed = ({ text, press }: InboundMessage, lists: Map<string, OutboundMessage>): string => {
  const list = press && lists.get(press.list)
  const index = list?.options?.findIndex(({ id }) => id === press?.option) ?? -1
  if (!press || index === -1) return text
  return list?.numbered ? String(index + 1) : press.option
}

/** Says it, and says it again with the same id where it is the message before; resolves once it is taken. */
const createSay = (stage: PuppetUnderTest, cast: Cast, lists: Map<string, OutboundMessage>) => {
  const { mocker, puppet, me, taken } = stage
  let last = { externalId: '', id: '' }
  const post = (message: InboundMessage): string => {
    const room = [...cast.rooms].find(([key]) => webChatOfGroup(key) === message.chat)?.[1]
    const from = room
      ? (cast.staff.get(message.sender.slice('staff:'.length)) ?? cast.stranger)
      : patientAt(cast, stage, message.chat)
    const [attachment] = message.attachments ?? []
    const { id } = mocker.MessageMock.create({
      id: randomUUID(),
      talkerId: from.id,
      ...(room ? { roomId: room.id } : { listenerId: me.id }),
      timestamp: Date.now(),
      type: attachment ? TYPES[attachment.kind] : types.Message.Text,
      text: attachment ? '' : typed(message, lists),
    })
    if (attachment) mocker.cacheFileBoxPayload.set(id, NOTHING_KNOWN.toJSON())
    return id
  }
  return async (message: InboundMessage): Promise<void> => {
    const before = taken()
    const id = message.externalId === last.externalId ? last.id : post(message)
    last = { externalId: message.externalId, id }
    puppet.emit('message', { messageId: id })
    await until('it is taken', () => taken() > before)
  }
}

interface Bundle {
  to: string
  text: string
  files: number
}

/** A file comes as a message of its own, behind the words. */
const bundled = (said: Said[]): Bundle[] => {
  const bundles: Bundle[] = []
  for (const { to, text, type } of said) {
    const before = type === types.Message.Text ? undefined : bundles.findLast((each) => each.to === to)
    if (before) before.files += 1
    else bundles.push({ to, text, files: 0 })
  }
  return bundles
}

/** Opens a hospital at `at` whose patients and staff are reached through a puppet service. */
export const openOnPuppet = async (at: number): Promise<HospitalUnderTest> => {
  const stage = await openPuppet(at, { pace: UNHURRIED, probeSeconds: 0.5 })
  const { under, said } = stage
  const cast = await castOf(stage)
  const lists = new Map<string, OutboundMessage>()
  const say = createSay(stage, cast, lists)
  const heardAt = ({ to, text, files }: Bundle, index: number): Heard => {
    const room = [...cast.rooms].find(([, { id }]) => id === to)?.[0]
    const chat = room
      ? webChatOfGroup(room)
      : ([...cast.patients].find(([, { id }]) => id === to)?.[0] ?? 'nobody')
    const list = `${lists.size}/${index}`
    const words = messageInWords(text, room ? 'group' : 'private', list)
    const message = files > 0 ? { ...words, attachments: [{ kind: 'file' as const }] } : words
    if (message.list !== undefined) lists.set(list, message)
    return { id: index, channel: 'wechaty', chat, message }
  }
  return {
    ...under,
    settle: stage.settle,
    pass: async (ms) => {
      await advanceClock(under.kit.database, (await under.now()) + ms, stage.settle)
    },
    say: async (message) => {
      await say(message)
      await stage.settle()
    },
    heard: () => Promise.resolve(bundled(said.splice(0)).map(heardAt)),
    close: stage.close,
  }
}
