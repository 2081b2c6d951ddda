import type { NewMessage } from '../../domain/web-api.ts'
import type { Answer } from './api.ts'
import { backOffMs } from './back-off.ts'
import { type KeyValue, readStored } from './browser-storage.ts'

/** A message of this page that has not come back as an entry yet. */
export interface Unsent {
  message: NewMessage
  /** Names of the attached files, for the bubble. */
  files: string[]
  state: 'waiting' | 'sending' | 'accepted' | 'refused'
  /** Why it waits or was refused. */
  notice?: string
}

export interface OutboxLink {
  storage: KeyValue
  key: string
  post(message: NewMessage): Promise<Answer<unknown>>
  changed(): void
  /** The server has just taken this message. */
  accepted?(id: string): void
  /** The server no longer knows who we are; sending rests until `nudge`. */
  signedOut?(): void
}

export interface Outbox {
  list(): readonly Unsent[]
  add(message: NewMessage, files?: string[]): void
  /** These came back as entries. */
  settle(ids: ReadonlySet<string>): void
  retry(id: string): void
  discard(id: string): void
  /** Tries again now: the network is back, or somebody signed in. */
  nudge(): void
}

const isPassing = (status: number): boolean =>
  status === 0 || status === 408 || status === 425 || status === 429 || status >= 500

/** The messages as the tab's storage keeps them; what the server has accepted is in its history and needs no keeping. */
const createUnsentList = ({ storage, key, changed }: Pick<OutboxLink, 'storage' | 'key' | 'changed'>) => {
  let list: readonly Unsent[] = readStored<Unsent[]>(storage, key, []).map((unsent) =>
    unsent.state === 'refused' ? unsent : { ...unsent, state: 'waiting' },
  )
  const replace = (next: readonly Unsent[]) => {
    list = next
    const kept = list.filter(({ state }) => state !== 'accepted')
    if (kept.length > 0) storage.setItem(key, JSON.stringify(kept))
    else storage.removeItem(key)
    changed()
  }
  return {
    all: () => list,
    add: (unsent: Unsent) => replace([...list, unsent]),
    change: (id: string, part: Pick<Unsent, 'state' | 'notice'>) =>
      replace(list.map((it) => (it.message.id === id ? { ...it, notice: undefined, ...part } : it))),
    drop: (ids: ReadonlySet<string>) => {
      if (list.some(({ message }) => ids.has(message.id))) {
        replace(list.filter(({ message }) => !ids.has(message.id)))
      }
    },
  }
}

/** What an answer makes of the message that was sent. */
const outcomeOf = (answer: Answer<unknown>): Pick<Unsent, 'state' | 'notice'> => {
  if (answer.ok) return { state: 'accepted' }
  const waits = answer.status === 401 || isPassing(answer.status)
  return { state: waits ? 'waiting' : 'refused', notice: answer.message }
}

/** Sends one chat's messages in order, again and again under the same id until the server has taken each. */
export const createOutbox = (link: OutboxLink): Outbox => {
  const unsent = createUnsentList(link)
  let busy = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const sendNext = async () => {
    const next = unsent.all().find(({ state }) => state === 'waiting')
    if (busy || timer !== undefined || !next) return
    const { message } = next
    busy = true
    unsent.change(message.id, { state: 'sending' })
    const answer = await link.post(message)
    busy = false
    unsent.change(message.id, outcomeOf(answer))
    if (answer.ok) link.accepted?.(message.id)
    else if (answer.status === 401) return link.signedOut?.()
    if (answer.ok || !isPassing(answer.status)) failures = 0
    else
      timer = setTimeout(
        nudge,
        Math.max(backOffMs(failures++, Math.random()), (answer.waitSeconds ?? 0) * 1000),
      )
    void sendNext()
  }
  const nudge = () => {
    clearTimeout(timer)
    timer = undefined
    void sendNext()
  }

  return {
    list: unsent.all,
    add: (message, files = []) => {
      unsent.add({ message, files, state: 'waiting' })
      void sendNext()
    },
    settle: unsent.drop,
    retry: (id) => {
      unsent.change(id, { state: 'waiting' })
      nudge()
    },
    discard: (id) => unsent.drop(new Set([id])),
    nudge,
  }
}
