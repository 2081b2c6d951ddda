import type { StreamEntry } from '../../domain/web-api.ts'
import { readStored, tabStorage } from './browser-storage.ts'
import { type ChatLink, type ChatRoom, createChatRoom } from './chat-room.ts'
import { createStore, type Store } from './store.ts'

export interface Rooms extends Store<object> {
  /** The room of `patient:<key>` or `group:<key>`, made when first asked for. */
  room(chat: string): ChatRoom
  receive(arrived: StreamEntry): void
  /** Fetches again what this tab has seen or heard of. */
  refresh(): void
  unread(chat: string): number
  /** Time of the newest entry known here, `''` when none is. */
  newest(chat: string): string
}

/** All chats of a page that plays or serves several; its subscribers hear of a change in any. */
export const createRooms = (site: string, linkOf: (chat: string) => Omit<ChatLink, 'key'>): Rooms => {
  const touchedAt = `rooms:${site}`
  const rooms = new Map<string, ChatRoom>()
  const news = createStore({})

  const room = (chat: string): ChatRoom => {
    const known = rooms.get(chat)
    if (known) return known
    const made = createChatRoom({ ...linkOf(chat), key: `${site}:${chat}` })
    rooms.set(chat, made)
    tabStorage.setItem(touchedAt, JSON.stringify([...rooms.keys()]))
    made.subscribe(() => news.set({}))
    return made
  }
  for (const chat of readStored<string[]>(tabStorage, touchedAt, [])) room(chat)

  return {
    ...news,
    room,
    receive: ({ chat, entry }) => room(chat).receive(entry),
    refresh: () => {
      for (const it of rooms.values()) void it.load()
    },
    unread: (chat) => rooms.get(chat)?.get().unread ?? 0,
    newest: (chat) => rooms.get(chat)?.get().entries.at(-1)?.at ?? '',
  }
}
