/** Maps what Telegram reports to messages of the product, and accepts them. */
import { Bot, type Context, type Filter } from 'grammy'
import type { Message, UserFromGetMe } from 'grammy/types'
import type { InboundMessage, OutboundMessage } from '../../../domain/message.ts'
import { groupChatLost, groupChatMoved } from '../../../handlers/group-chats.ts'
import type { Kit } from '../../../handlers/kit.ts'
import { conversationOf } from '../../../prisma/queries/conversations.ts'
import { wasAccepted } from '../../../prisma/queries/inbox.ts'
import { messageById } from '../../../prisma/queries/outbox.ts'
import { accountOf } from '../../../prisma/queries/people.ts'
import type { Answered } from './answered.ts'
import type { TelegramApi } from './api.ts'
import { chatOf } from './chats.ts'
import { wordsOf } from './commands.ts'
import { type AnnouncedFile, filesOf, keepFile } from './files.ts'
import { readPressData } from './render.ts'
import type { Typing } from './typing.ts'

export const TELEGRAM = 'telegram'

export interface Receiving {
  kit: Kit
  accept(message: InboundMessage): Promise<boolean>
  api: TelegramApi
  typing: Typing
  answered: Answered
  /** Does something that nobody waits for. */
  aside(work: () => Promise<unknown>): void
}

/** Words corrected later than this are no longer what is talked about. */
const CORRECTED_SECONDS = 300

type Pressed = Filter<Context, 'callback_query:data'>
type Membership = Filter<Context, 'my_chat_member'>

type ChatKind = InboundMessage['chatKind']

const kindOf = ({ type }: { type: string }): ChatKind | null =>
  type === 'private' ? 'private' : type === 'group' || type === 'supergroup' ? 'group' : null

/** Ids of messages begin anew with another bot, those of chats do not. */
const uniqueId = (me: UserFromGetMe, ...parts: (string | number)[]): string => [me.id, ...parts].join('/')

const fetched = async ({ kit, api }: Receiving, message: InboundMessage, files: AnnouncedFile[]) => {
  const { pool } = kit.database
  if (await wasAccepted(pool, TELEGRAM, message.externalId)) return []
  const now = new Date()
  const { chat, chatKind: kind, sender } = message
  const account = kind === 'private' ? await accountOf(pool, TELEGRAM, sender, now) : null
  const conversation = await conversationOf(pool, { channel: TELEGRAM, chat, kind, account, now })
  return Promise.all(files.map((file) => keepFile(kit, api, file, conversation)))
}

const take = async (
  receiving: Receiving,
  message: InboundMessage,
  files: AnnouncedFile[] = [],
): Promise<boolean> => {
  const attachments = files.length === 0 ? {} : { attachments: await fetched(receiving, message, files) }
  const fresh = await receiving.accept({ ...message, ...attachments })
  if (fresh && message.chatKind === 'private') receiving.typing.begin(message.chat)
  return fresh
}

/** What a message says, in words; a shared contact is its number. */
const writtenIn = ({ text, caption, contact }: Message): string =>
  text ?? caption ?? contact?.phone_number ?? ''

const hear = async (receiving: Receiving, me: UserFromGetMe, msg: Message): Promise<void> => {
  const kind = kindOf(msg.chat)
  // A group, a channel or an administrator in disguise is nobody who could be known again.
  if (kind === null || msg.from === undefined || msg.from.is_bot || msg.sender_chat) return
  const { hospital } = await receiving.kit.hospital()
  const text = wordsOf(writtenIn(msg), { hospital, username: me.username, kind })
  // What staff show each other stays among them, unless it comes with a command.
  if (text === null || (kind === 'group' && text === '')) return
  const edited = msg.edit_date === undefined ? [] : [msg.edit_date]
  const quoted = msg.reply_to_message?.message_id
  await take(
    receiving,
    {
      channel: TELEGRAM,
      chat: chatOf(msg),
      chatKind: kind,
      sender: String(msg.from.id),
      externalId: uniqueId(me, msg.chat.id, msg.message_id, ...edited),
      text,
      ...(quoted === undefined ? {} : { quotes: String(quoted) }),
    },
    filesOf(msg),
  )
}

interface Choice {
  label: string
  /** Our message that offered it, where it is still kept. */
  message?: number
  press?: InboundMessage['press']
}

/** What a button stands for: as our message offered it, or what is written on it where that message is no longer kept. */
const choiceOf = async ({ kit }: Receiving, ctx: Pressed, chat: string): Promise<Choice | null> => {
  const { data, message } = ctx.callbackQuery
  const read = readPressData(data)
  const sent = read ? await messageById(kit.database.pool, read.message) : null
  if (read && sent?.channel === TELEGRAM && sent.chat === chat) {
    const { list, options } = kit.database.vault.open<OutboundMessage>(sent.sealed)
    const option = options?.[read.index]
    return list && option
      ? { label: option.label, message: read.message, press: { list, option: option.id } }
      : null
  }
  const rows = message && 'reply_markup' in message ? (message.reply_markup?.inline_keyboard ?? []) : []
  const button = rows.flat().find((each) => 'callback_data' in each && each.callback_data === data)
  return button ? { label: button.text.replace(/^\d+\) /u, '') } : null
}

const LONGEST_TEXT = 4_096

/** A patient's list, once answered, shows what was chosen and offers nothing more. */
const settle = async ({ callbackQuery: { message }, api }: Pressed, label: string): Promise<void> => {
  if (!message || message.chat.type !== 'private' || !('text' in message)) return
  const text = `${message.text ?? ''}\n\n✓ ${label}`
  if (message.text === undefined || text.length > LONGEST_TEXT)
    await api.editMessageReplyMarkup(message.chat.id, message.message_id)
  else await api.editMessageText(message.chat.id, message.message_id, text)
}

const press = async (receiving: Receiving, ctx: Pressed): Promise<void> => {
  const { id, from, message } = ctx.callbackQuery
  const kind = message ? kindOf(message.chat) : null
  if (!message || kind === null) return
  const chat = chatOf(message)
  const choice = await choiceOf(receiving, ctx, chat)
  if (choice?.message !== undefined && kind === 'private') receiving.answered.pressed(choice.message)
  const fresh =
    choice !== null &&
    (await take(receiving, {
      channel: TELEGRAM,
      chat,
      chatKind: kind,
      sender: String(from.id),
      externalId: uniqueId(ctx.me, 'press', id),
      text: choice.label,
      ...(choice.press ? { press: choice.press } : {}),
    }))
  receiving.aside(() => ctx.answerCallbackQuery(choice ? {} : { text: '这个按钮过期了，请直接说要办的事。' }))
  if (fresh) receiving.aside(() => settle(ctx, choice.label))
}

/** Somebody took the bot into a group, or out of one; a patient who blocks it is found out when something is to be sent. */
const join = async (receiving: Receiving, ctx: Membership): Promise<void> => {
  const { chat, from, new_chat_member: now, old_chat_member: before, date } = ctx.myChatMember
  if (kindOf(chat) !== 'group') return
  const isIn = (status: string): boolean => ['member', 'administrator', 'restricted'].includes(status)
  const id = String(chat.id)
  if (!isIn(now.status)) await groupChatLost(receiving.kit, TELEGRAM, id)
  else if (!isIn(before.status))
    await take(receiving, {
      channel: TELEGRAM,
      chat: id,
      chatKind: 'group',
      sender: String(from.id),
      externalId: uniqueId(ctx.me, id, 'joined', date),
      text: '帮助',
    })
}

/** A bot that takes what Telegram reports; whatever it throws means that it was not accepted. */
export const createReceiver = (me: UserFromGetMe, receiving: Receiving): Bot => {
  const { token, client } = receiving.api
  const bot = new Bot(token, { botInfo: me, client })
  bot.on(':migrate_to_chat_id', (ctx) =>
    groupChatMoved(receiving.kit, TELEGRAM, String(ctx.chat.id), String(ctx.msg.migrate_to_chat_id)),
  )
  // The new group reports the same once more.
  bot.on(':migrate_from_chat_id', () => undefined)
  bot.on('message', ({ msg }) => hear(receiving, me, msg))
  bot
    .on('edited_message')
    .filter(({ msg }) => writtenIn(msg) !== '' && (msg.edit_date ?? 0) - msg.date <= CORRECTED_SECONDS)
    .use(({ msg }) => hear(receiving, me, msg))
  bot.on('callback_query:data', (ctx) => press(receiving, ctx))
  bot.on('my_chat_member', (ctx) => join(receiving, ctx))
  return bot
}
