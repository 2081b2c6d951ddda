/** Lists that were answered in words lose their buttons too. */
import type { Api } from 'grammy'
import { waitingLists } from '../../../dialogs/engine/waiting-lists.ts'
import type { Delivery } from '../../../domain/channel.ts'
import { type ConversationState, newConversation } from '../../../domain/conversation.ts'
import type { OutboundMessage } from '../../../domain/message.ts'
import type { Database } from '../../../prisma/database.ts'
import { conversationById } from '../../../prisma/queries/conversations.ts'
import { arrivedBefore } from '../../../prisma/queries/outbox.ts'
import { addressOf } from './chats.ts'

export interface Answered {
  /** A button of our message `id` was pressed: it is taken care of there. */
  pressed(id: number): void
  /** A reply has arrived: takes away the buttons above it whose questions no longer wait. */
  replied(delivery: Delivery): Promise<void>
}

const LOOKED_BACK = 3
const MOST_REMEMBERED = 5_000

const hasButtons = ({ list, options = [] }: OutboundMessage): boolean =>
  list !== undefined && options.length > 0

export const createAnswered = (api: Api, { pool, vault }: Database): Answered => {
  /** Messages of ours whose buttons are gone. */
  const bare = new Set<number>()
  const pressed = (id: number): void => {
    bare.add(id)
    const [oldest] = bare
    if (bare.size > MOST_REMEMBERED && oldest !== undefined) bare.delete(oldest)
  }

  const withButtons = async ({ conversation, id }: Delivery) =>
    (await arrivedBefore(pool, conversation, id, LOOKED_BACK))
      .filter((sent) => !bare.has(sent.id))
      .map(({ sealed, ...sent }) => ({ ...sent, message: vault.open<OutboundMessage>(sealed) }))
      .filter(({ message }) => hasButtons(message))

  const waiting = async (conversation: number): Promise<Set<string>> => {
    const row = await conversationById(pool, conversation)
    return waitingLists(row?.sealed ? vault.open<ConversationState>(row.sealed) : newConversation())
  }

  return {
    pressed,
    replied: async (delivery) => {
      if (delivery.kind === 'group' || delivery.bulk) return
      const lists = await withButtons(delivery)
      if (lists.length === 0) return
      const open = await waiting(delivery.conversation)
      for (const { id, channelId } of lists.filter(({ message }) => !open.has(message.list ?? ''))) {
        pressed(id)
        await api.editMessageReplyMarkup(addressOf(delivery.chat).chat_id, Number(channelId))
      }
    },
  }
}
