/**
 * The stage of a transcript on an official account: patients are followers, over the wire. It has no groups, so staff are on
 * our own pages.
 */
import type { InboundMessage, OutboundMessage } from '../../domain/message.ts'
import { advanceClock } from '../../handlers/advance-clock.ts'
import { type AccountUnderTest, openAccount } from '../wechat/account-under-test.ts'
import type { Seen } from '../wechat/fake-wechat.ts'
import type { Heard, HospitalUnderTest } from './hospital-under-test.ts'
import { messageInWords } from './in-words.ts'

const PATIENT = 'demo:'
const followerOf = (chat: string): string => `oPatient${chat.slice(PATIENT.length)}`
const chatOf = (follower: string): string => `${PATIENT}${follower.slice('oPatient'.length)}`

/** What WeChat posts where somebody sends no words. */
const CONTENT: Record<string, Record<string, string>> = {
  sticker: { MsgType: 'image', MediaId: 'lost' },
  image: { MsgType: 'image', MediaId: 'lost' },
  voice: { MsgType: 'voice', MediaId: 'lost' },
  video: { MsgType: 'video', MediaId: 'lost' },
  location: { MsgType: 'location', Label: '某路' },
}

const NUMBER = /^\d+\) /u

const tappable = (options: NonNullable<Seen['options']>): Pick<OutboundMessage, 'options' | 'numbered'> => ({
  options: options.map(({ id, content }) => ({ id, label: content.replace(NUMBER, '') })),
  numbered: options.every(({ content }) => NUMBER.test(content)),
})

const messageOf = ({ text, options, picture }: Seen, list: string): OutboundMessage => ({
  ...(options ? { text, list, ...tappable(options) } : messageInWords(text, 'private', list)),
  ...(picture ? { attachments: [{ kind: 'image' as const }] } : {}),
})

/** What a follower sends for a message of the transcript: words, a tap, or a number where there is nothing to tap. */
const contentOf = (message: InboundMessage, lists: Map<string, OutboundMessage>): Record<string, string> => {
  const { text, attachments: [attachment] = [], press, externalId } = message
  const id = { MsgId: String(60_000_000_000_000_000n + BigInt(externalId.split('/')[1] ?? '0')) }
  if (attachment) return { ...id, ...(CONTENT[attachment.kind] ?? { MsgType: 'file' }) }
  const words = { ...id, MsgType: 'text' }
  const list = press && lists.get(press.list)
  const index = list?.options?.findIndex((each) => each.id === press?.option) ?? -1
  if (!press || !list || index === -1) return { ...words, Content: text }
  const number = list.numbered ? `${index + 1}) ` : ''
  if (/^\d+:\d+$/.test(press.option))
    return { ...words, Content: `${number}${text}`, bizmsgmenuid: press.option }
  return { ...words, Content: list.numbered ? String(index + 1) : text }
}

/** Opens a hospital at `at` whose patients are followers. */
export const openOnAccount = async (at: number): Promise<HospitalUnderTest> => {
  const account: AccountUnderTest = await openAccount({ at, answerMs: 600 })
  const { under, wechat } = account
  const lists = new Map<string, OutboundMessage>()
  return {
    ...under,
    settle: account.settle,
    pass: async (ms) => {
      await advanceClock(under.kit.database, (await under.now()) + ms, account.settle)
    },
    say: async (message) => {
      if (message.chatKind === 'group') await under.say(message)
      else await wechat.writes(followerOf(message.chat), contentOf(message, lists))
      await account.settle()
    },
    heard: async (): Promise<Heard[]> => {
      const groups = (await under.heard()).filter(({ channel }) => channel === 'web')
      const followers = wechat.seen.splice(0).map((seen, index): Heard => {
        const list = `${lists.size}/${index}`
        const message = messageOf(seen, list)
        if (message.list !== undefined) lists.set(list, message)
        return { id: index, channel: 'wechat', chat: chatOf(seen.to), message }
      })
      return [...groups, ...followers]
    },
    close: account.close,
  }
}
