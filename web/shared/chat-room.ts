import type { Entry, EntryAttachment, NewMessage } from '../../domain/web-api.ts'
import type { Answer } from './api.ts'
import { deviceStorage, tabStorage } from './browser-storage.ts'
import { mergeEntries, mergeHistory, unreadAfter } from './entry-list.ts'
import { newId } from './new-id.ts'
import { createOutbox, type Unsent } from './outbox.ts'
import { createStore, type Store } from './store.ts'

/** A file that the server has taken and that waits for its message. */
export type Uploaded = Pick<EntryAttachment, 'id' | 'kind' | 'name'>

/** Where a chat reads and writes. */
export interface ChatLink {
  /** Unique among the chats of this site; names what is kept in the browser. */
  key: string
  history(): Promise<Answer<{ entries: Entry[] }>>
  post(message: NewMessage): Promise<Answer<unknown>>
  upload?(file: File): Promise<Answer<Uploaded>>
  /** A reply is to be expected after every message (patients), or after pressed buttons only (groups). */
  answers: 'always' | 'buttons'
  signedOut?(): void
}

export interface ChatState {
  entries: readonly Entry[]
  unsent: readonly Unsent[]
  loaded: boolean
  /** Why the history could not be fetched. */
  trouble?: string
  /** A reply is on its way, as far as one can know. */
  typing: boolean
  unread: number
}

export interface ChatRoom extends Store<ChatState> {
  readonly key: string
  readonly upload?: (file: File) => Promise<Answer<Uploaded>>
  load(): Promise<void>
  receive(entry: Entry): void
  send(part: Omit<NewMessage, 'id'>, files?: string[]): void
  retry(id: string): void
  discard(id: string): void
  nudge(): void
  /** Whether somebody is looking: then nothing is unread. */
  watch(watched: boolean): void
}

/** "正在输入" goes away after this even if nobody answers. */
const TYPING_MS = 8000

/** Counts what came since somebody last looked; remembered on this device. */
const createReadMark = (key: string) => {
  const at = `seen:${key}`
  let watched = false
  return {
    unread: (entries: readonly Entry[]) =>
      watched ? 0 : unreadAfter(entries, deviceStorage.getItem(at) ?? undefined),
    watch: (is: boolean) => {
      watched = is
    },
    see: (entries: readonly Entry[]) => {
      const last = entries.at(-1)
      if (watched && last) deviceStorage.setItem(at, last.id)
    },
  }
}

/** One conversation as a page holds it: what was said, what is still to be sent, and whether an answer is coming. */
export const createChatRoom = (link: ChatLink): ChatRoom => {
  const mark = createReadMark(link.key)
  let typingEnds: ReturnType<typeof setTimeout> | undefined
  const outbox = createOutbox({
    storage: tabStorage,
    key: `outbox:${link.key}`,
    post: link.post,
    signedOut: link.signedOut,
    changed: () => store.set({ unsent: outbox.list() }),
    accepted: (id) => expectReply(id),
  })
  const store = createStore<ChatState>({
    entries: [],
    unsent: outbox.list(),
    loaded: false,
    typing: false,
    unread: 0,
  })

  const setTyping = (typing: boolean) => {
    clearTimeout(typingEnds)
    if (typing) typingEnds = setTimeout(() => store.set({ typing: false }), TYPING_MS)
    if (store.get().typing !== typing) store.set({ typing })
  }
  const expectReply = (id: string | undefined) => {
    const own = outbox.list().find(({ message }) => message.id === id)
    if (own && (link.answers === 'always' || own.message.press)) setTyping(true)
  }
  const show = (entries: readonly Entry[], rest: Partial<ChatState> = {}) => {
    mark.see(entries)
    store.set({ entries, unread: mark.unread(entries), ...rest })
    outbox.settle(new Set(entries.flatMap(({ clientId }) => clientId ?? [])))
  }

  return {
    ...store,
    key: link.key,
    upload: link.upload,
    load: async () => {
      const answer = await link.history()
      if (answer.ok)
        show(mergeHistory(store.get().entries, answer.value.entries), { loaded: true, trouble: undefined })
      else if (answer.status === 401) link.signedOut?.()
      else store.set({ trouble: answer.message })
      outbox.nudge()
    },
    receive: (entry) => {
      const own = outbox.list().some(({ message }) => message.id === entry.clientId)
      if (own) expectReply(entry.clientId)
      else setTyping(false)
      show(mergeEntries(store.get().entries, [entry]))
    },
    send: (part, files) => outbox.add({ id: newId(), ...part }, files),
    retry: outbox.retry,
    discard: outbox.discard,
    nudge: outbox.nudge,
    watch: (watched) => {
      mark.watch(watched)
      show(store.get().entries)
    },
  }
}
