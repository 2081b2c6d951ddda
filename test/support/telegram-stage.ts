/** The stage of a transcript on Telegram: what is said goes over the wire, and what is heard is what a telephone shows. */
import type { Chat, Message, User } from 'grammy/types'
import type { InboundMessage, OutboundMessage } from '../../domain/message.ts'
import { advanceClock } from '../../handlers/advance-clock.ts'
import { webChatOfGroup } from '../../handlers/import-hospital.ts'
import { bindEverybody } from './bind-everybody.ts'
import type { FakeBotApi, Shown } from './fake-bot-api.ts'
import type { Heard, HospitalUnderTest } from './hospital-under-test.ts'
import { group, openTelegram, person, type TelegramUnderTest } from './telegram-under-test.ts'

const STRANGER = person(999, '陌生人')

const CONTENT: Record<string, Partial<Message>> = {
  sticker: { sticker: { file_id: 's' } } as Partial<Message>,
  voice: { voice: { file_id: 'lost' } } as Partial<Message>,
  image: { photo: [{ file_id: 'lost', file_unique_id: 'l', width: 1, height: 1 }] },
  video: { video: { file_id: 'lost' } } as Partial<Message>,
  file: { document: { file_id: 'lost', file_unique_id: 'l' } },
  location: { location: { latitude: 30, longitude: 120 } },
}

interface Cast {
  groups: Map<string, Chat.SupergroupChat>
  staff: Map<string, User>
}

/** Binds every group and everybody of the staff, as codes would. */
const castOf = async ({ under }: TelegramUnderTest): Promise<Cast> => {
  const groups = new Map(
    under.hospital.groups.map(({ key, name }, index) => [key, group(-100_000 - index, name)]),
  )
  const staff = new Map(
    under.hospital.staff.map(({ key, name }, index) => [key, person(5_000 + index, name)]),
  )
  const idsOf = (known: Map<string, { id: number }>): Map<string, string> =>
    new Map([...known].map(([key, { id }]) => [key, String(id)]))
  await bindEverybody(under, 'telegram', idsOf(groups), idsOf(staff))
  return { groups, staff }
}

const PATIENT = 'demo:'
const patientId = (chat: string): number => 1_000 + Number(chat.slice(PATIENT.length))

/** A numbered button without its number; one that was cut short is written out in the text. */
const labelOf = (button: string, lines: string[]): string => {
  const whole = button.endsWith('…') ? lines.find((line) => line.startsWith(button.slice(0, -1))) : undefined
  return (whole ?? button).replace(/^\d+\) /u, '')
}

const NUMBERED = /^\d+\) /u

const messageOf = ({ id, text, buttons, file }: Shown): OutboundMessage => {
  const lines = text.split('\n')
  const labels = buttons.map((button) => labelOf(button.text, lines))
  const numbered = buttons.length > 0 && buttons.every((button) => NUMBERED.test(button.text))
  const options = buttons.map(({ callback_data: data }, index) => ({ id: data, label: labels[index]! }))
  const listed = lines.slice(-labels.length).map((line) => line.replace(NUMBERED, ''))
  const writtenOut = labels.length > 0 && listed.join('\n') === labels.join('\n')
  return {
    text: writtenOut ? lines.slice(0, -labels.length).join('\n') : text,
    ...(buttons.length > 0 ? { list: String(id), options, numbered } : {}),
    ...(file ? { attachments: [{ kind: file.kind === 'photo' ? 'image' : 'file' }] } : {}),
  }
}

const say = async (
  { api }: TelegramUnderTest,
  cast: Cast,
  lists: Map<string, Shown>,
  message: InboundMessage,
) => {
  const inGroup = [...cast.groups].find(([key]) => webChatOfGroup(key) === message.chat)?.[1]
  const from = inGroup
    ? (cast.staff.get(message.sender.slice('staff:'.length)) ?? STRANGER)
    : person(patientId(message.chat), '患者')
  const list = message.press && lists.get(message.press.list)
  const button = list?.buttons.find((each) => each.callback_data === message.press?.option)
  if (list && button) return api.press(from, list, button.text)
  const [attachment] = message.attachments ?? []
  const content = attachment
    ? (CONTENT[attachment.kind] ?? {})
    : message.text === ''
      ? { poll: {} }
      : { text: message.text }
  await api.say(from, content as Partial<Message>, inGroup)
}

/** Opens a hospital at `at` whose patients and staff are on Telegram; `before` may set the Bot API up. */
export const openOnTelegram = async (
  at: number,
  before: (api: FakeBotApi) => void = () => undefined,
): Promise<HospitalUnderTest> => {
  const telegram = await openTelegram(at, { before })
  const { api, under } = telegram
  const cast = await castOf(telegram)
  const lists = new Map<string, Shown>()
  let seen = 0
  let last = ''
  const chatOf = (id: number): string => {
    const found = [...cast.groups].find(([, chat]) => chat.id === id)
    return found ? webChatOfGroup(found[0]) : `${PATIENT}${id - 1_000}`
  }
  return {
    ...under,
    settle: telegram.settle,
    pass: async (ms) => {
      await advanceClock(under.kit.database, (await under.now()) + ms, telegram.settle)
    },
    say: async (message) => {
      if (message.externalId === last) await api.again()
      else await say(telegram, cast, lists, message)
      last = message.externalId
      await telegram.settle()
    },
    heard: async (): Promise<Heard[]> => {
      const fresh = api.shown.slice(seen)
      seen = api.shown.length
      for (const shown of fresh) lists.set(String(shown.id), { ...shown, buttons: [...shown.buttons] })
      return fresh.map((shown) => ({
        id: shown.id,
        channel: 'telegram',
        chat: chatOf(shown.chat),
        message: messageOf(shown),
      }))
    },
    close: telegram.close,
  }
}
