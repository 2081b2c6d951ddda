/** Server-sent events of one page: every entry of the chats it may see, as they come. */
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { type Cursor, entriesAfter, type Reading } from './entries.ts'
import type { Live } from './live.ts'

/** A chat that a page follows, under the name it knows it by. */
export interface Followed {
  conversation: number
  chat: string
}

const PING_MS = 15_000

const START: Cursor = { inbox: 0, outbox: 0 }

/**
 * Streams new entries of the chats that `followed` lists (read again at every news of a chat not yet known).
 * `shape` makes the event's data of a chat and its entry. `also` may send further events.
 */
export const streamEntries = (
  c: Context,
  live: Live,
  reading: Reading,
  followed: () => Promise<Followed[]>,
  shape: (chat: string, entry: unknown) => unknown,
  also?: (send: (event: string, data: unknown) => void) => () => void,
) =>
  streamSSE(c, async (stream) => {
    const cursors = new Map<number, { chat: string; cursor: Cursor }>()
    let queue: Promise<void> = Promise.resolve()
    const send = (event: string, data: unknown): void => {
      queue = queue.then(() => stream.writeSSE({ event, data: JSON.stringify(data) }))
    }

    const follow = async (): Promise<void> => {
      for (const { conversation, chat } of await followed())
        if (!cursors.has(conversation)) {
          const { cursor } = await entriesAfter(reading, conversation, START, 1)
          cursors.set(conversation, { chat, cursor })
        }
    }

    const news = async (conversation: number): Promise<void> => {
      if (!cursors.has(conversation)) await follow()
      const known = cursors.get(conversation)
      if (!known) return
      const { entries, cursor } = await entriesAfter(reading, conversation, known.cursor)
      known.cursor = cursor
      for (const entry of entries) await stream.writeSSE({ event: 'entry', data: JSON.stringify(shape(known.chat, entry)) })
    }

    await follow()
    const deaf = live.hear((conversation) => {
      queue = queue.then(() => news(conversation)).catch(() => stream.abort())
    })
    const stopAlso = also?.(send)
    send('hello', {})
    const ended = new Promise<void>((resolve) => stream.onAbort(resolve))
    while (!stream.aborted) {
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, PING_MS).unref())])
      if (!stream.aborted) send('ping', {})
    }
    deaf()
    stopAlso?.()
  })
