/** How a Telegram chat is called elsewhere in the product: its id, and in a group with topics `<id>/<topic>`. */
import type { Message } from 'grammy/types'

type Placed = Pick<Message, 'chat' | 'is_topic_message' | 'message_thread_id'>

export const chatOf = ({ chat, is_topic_message: inTopic, message_thread_id: topic }: Placed): string =>
  inTopic && topic !== undefined && chat.type === 'supergroup' ? `${chat.id}/${topic}` : String(chat.id)

export interface Address {
  chat_id: number
  message_thread_id?: number
}

export const addressOf = (chat: string): Address => {
  const [id, topic] = chat.split('/')
  return { chat_id: Number(id), ...(topic === undefined ? {} : { message_thread_id: Number(topic) }) }
}
