/** Server-sent events of one page: every entry of the chats it may see, as they come. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Entry } from '../../../domain/web-api.ts'
import { type Cursor, entriesAfter, type Reading } from './entries.ts'
import type { WebContext } from './web-context.ts'

/** A chat that a page follows, under the name it knows it by. */
export interface Followed {
  conversation: number
  chat: string
}

type Send = (event: string, data: unknown) => Promise<void>

const PING_MS = 15_000

/** Pages of a process that stops come back to another one after so long, not all at the same moment. */
const BACK_MS = { least: 200, spread: 1_300 }

/** After a database was away, connections of before may fail once more: a read is tried so often before the page is sent away. */
const READS = 5
const READ_AGAIN_MS = 500

const START: Cursor = { inbox: 0, outbox: 0 }

/** Where each followed chat was read to; one that appears later is sent whole. */
const follower = (reading: Reading, followed: () => Promise<Followed[]>) => {
  const cursors = new Map<number, { chat: string; cursor: Cursor }>()
  const begin = async (): Promise<void> => {
    for (const { conversation, chat } of await followed()) {
      const { cursor } = await entriesAfter(reading, conversation, START, 1)
      cursors.set(conversation, { chat, cursor })
    }
  }
  const discover = async (): Promise<void> => {
    for (const { conversation, chat } of await followed())
      if (!cursors.has(conversation)) cursors.set(conversation, { chat, cursor: START })
  }
  const newsOf = async (conversation: number): Promise<{ chat: string; entries: Entry[] }> => {
    const known = cursors.get(conversation)
    if (!known) return { chat: '', entries: [] }
    const { entries, cursor } = await entriesAfter(reading, conversation, known.cursor)
    known.cursor = cursor
    return { chat: known.chat, entries }
  }
  /** Of one conversation, or of all that are followed. */
  const news = async (conversation: number | null): Promise<{ chat: string; entries: Entry[] }[]> => {
    if (conversation === null || !cursors.has(conversation)) await discover()
    return Promise.all((conversation === null ? [...cursors.keys()] : [conversation]).map(newsOf))
  }
  return { begin, news }
}

const tried = async <T>(read: () => Promise<T>, left = READS): Promise<T> => {
  try {
    return await read()
  } catch (error) {
    if (left <= 1) throw error
    await sleep(READ_AGAIN_MS)
    return tried(read, left - 1)
  }
}

/** Streams new entries of the chats that `followed` lists; `shape` makes an event's data; `also` may send further events. */
export const streamEntries = (
  c: Context,
  { live, leaving }: Pick<WebContext, 'live' | 'leaving'>,
  reading: Reading,
  followed: () => Promise<Followed[]>,
  shape: (chat: string, entry: Entry) => unknown,
  also: (send: (event: string, data: unknown) => void) => () => void = () => () => undefined,
): Response =>
  streamSSE(c, async (stream) => {
    const { begin, news } = follower(reading, followed)
    const send: Send = (event, data) => stream.writeSSE({ event, data: JSON.stringify(data) })
    let queue: Promise<void> = begin()
    const inOrder = (work: () => Promise<void>): void => {
      queue = queue.then(work).catch(() => stream.abort())
    }
    const deaf = live.hear((conversation) =>
      inOrder(async () => {
        for (const { chat, entries } of await tried(() => news(conversation)))
          for (const entry of entries) await send('entry', shape(chat, entry))
      }),
    )
    const stopAlso = also((event, data) => inOrder(() => send(event, data)))
    inOrder(() => send('hello', {}))
    let end: () => void = () => undefined
    const ended = new Promise<void>((resolve) => (end = resolve))
    stream.onAbort(end)
    leaving.addEventListener('abort', end)
    while (!stream.aborted && !leaving.aborted) {
      await Promise.race([ended, stream.sleep(PING_MS)])
      if (!stream.aborted) inOrder(() => send('ping', {}))
    }
    leaving.removeEventListener('abort', end)
    deaf()
    stopAlso()
    const retry = BACK_MS.least + Math.floor(Math.random() * BACK_MS.spread)
    if (!stream.aborted) inOrder(() => stream.writeSSE({ event: 'bye', data: '{}', retry }))
    await queue
  })
