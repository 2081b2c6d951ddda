import type { DemoState, Entry, StreamEntry } from '../../domain/web-api.ts'
import { get, LONG_TIMEOUT_MS, post, upload } from '../shared/api.ts'
import type { ChatLink, Uploaded } from '../shared/chat-room.ts'
import { readLocal } from '../shared/hospital-time.ts'
import { createRooms, type Rooms } from '../shared/rooms.ts'
import { createStore, type Store } from '../shared/store.ts'
import { openStream } from '../shared/stream.ts'
import { untilDone } from '../shared/until-done.ts'

export interface DemoPage {
  demo?: DemoState
  connected: boolean
  trouble?: string
  /** The hospital's clock (zoneless milliseconds) as told at `heardAt` of this page's own time. */
  clock?: { local: number; heardAt: number }
  /** The clock is being advanced. */
  moving: boolean
  /** How much happened while it was advanced last. */
  happened?: number
}

export type ClockMove = { advance: 'PT1H' | 'P1W' } | { until: string }

export interface DemoStore extends Store<DemoPage> {
  rooms: Rooms
  moveClock(move: ClockMove): Promise<boolean>
  /** Key of the new patient, if there is one now. */
  addPatient(): Promise<string | undefined>
}

const linkOf = (chat: string): Omit<ChatLink, 'key'> => {
  const isPatient = chat.startsWith('patient:')
  const key = encodeURIComponent(chat.slice(chat.indexOf(':') + 1))
  const base = `/demo/${isPatient ? 'patients' : 'groups'}/${key}`
  return {
    history: () => get<{ entries: Entry[] }>(`${base}/history`),
    post: (message) => post(`${base}/messages`, message),
    upload: isPatient ? (file) => upload<Uploaded>(`${base}/attachments`, file) : undefined,
    answers: isPatient ? 'always' : 'buttons',
  }
}

/** The hospital's time now, by the clock as last told. */
export const clockNow = ({ local, heardAt }: NonNullable<DemoPage['clock']>): number =>
  local + performance.now() - heardAt

/** Connects the page to the demo and keeps it connected. */
export const createDemo = (): DemoStore => {
  const store = createStore<DemoPage>({ connected: true, moving: false })
  const rooms = createRooms('demo', linkOf)

  const setClock = (now: string) =>
    store.set({ clock: { local: readLocal(now), heardAt: performance.now() } })
  const load = untilDone(async () => {
    const answer = await get<DemoState>('/demo/state')
    store.set(answer.ok ? { demo: answer.value, trouble: undefined } : { trouble: answer.message })
    if (answer.ok) setClock(answer.value.now)
    return answer.ok
  })
  const receive = (arrived: StreamEntry) => {
    const key = arrived.chat.slice('patient:'.length)
    const isNew =
      arrived.chat.startsWith('patient:') && !store.get().demo?.patients.some((it) => it.key === key)
    rooms.receive(arrived)
    if (isNew) void load()
  }

  void load()
  openStream('/demo/stream', {
    on: {
      entry: (data) => receive(data as StreamEntry),
      clock: (data) => setClock((data as { now: string }).now),
    },
    hello: () => {
      void load()
      rooms.refresh()
    },
    connected: (connected) => store.set({ connected }),
  })

  return {
    ...store,
    rooms,
    moveClock: async (move) => {
      store.set({ moving: true, happened: undefined, trouble: undefined })
      const answer = await post<{ now: string; happened: number }>('/demo/clock', move, LONG_TIMEOUT_MS)
      if (answer.ok) {
        setClock(answer.value.now)
        store.set({ moving: false, happened: answer.value.happened })
      } else store.set({ moving: false, trouble: answer.message })
      return answer.ok
    },
    addPatient: async () => {
      const answer = await post<{ key: string; name: string }>('/demo/patients', {})
      if (!answer.ok) store.set({ trouble: answer.message })
      else await load()
      return answer.ok ? answer.value.key : undefined
    },
  }
}
