import type { Entry, StaffState, StreamEntry } from '../../domain/web-api.ts'
import { type Answer, get, post, upload } from '../shared/api.ts'
import { tabStorage } from '../shared/browser-storage.ts'
import type { Uploaded } from '../shared/chat-room.ts'
import { createRooms, type Rooms } from '../shared/rooms.ts'
import { createStore, type Store } from '../shared/store.ts'
import { openStream } from '../shared/stream.ts'
import { untilDone } from '../shared/until-done.ts'

export interface StaffPageState {
  /** Not yet known while opening. */
  signedIn?: boolean
  staff?: StaffState
  connected: boolean
  trouble?: string
}

export interface StaffDesk extends Store<StaffPageState> {
  rooms: Rooms
  signIn(code: string): Promise<Answer<unknown>>
  signOut(): Promise<void>
}

const ownerAt = 'staff-name'

const isSomebodyElse = (name: string): boolean => (tabStorage.getItem(ownerAt) ?? name) !== name

/** Drafts and unsent messages of one colleague are never shown to the next, nor sent in their name. */
const startAfresh = (name: string) => {
  tabStorage.clear()
  tabStorage.setItem(ownerAt, name)
  location.reload()
}

/** One member of staff's groups, from sign-in to sign-out. */
export const createStaffDesk = (): StaffDesk => {
  const store = createStore<StaffPageState>({ connected: true })
  let stop: (() => void) | undefined

  const leave = () => {
    stop?.()
    stop = undefined
    store.set({ signedIn: false, staff: undefined, connected: true, trouble: undefined })
  }
  const rooms = createRooms('staff', (chat) => {
    const base = `/api/staff/groups/${encodeURIComponent(chat.slice('group:'.length))}`
    return {
      history: () => get<{ entries: Entry[] }>(`${base}/history`),
      post: (message) => post(`${base}/messages`, message),
      upload: (file) => upload<Uploaded>(`${base}/attachments`, file),
      answers: 'buttons',
      signedOut: leave,
    }
  })
  const follow = () =>
    openStream('/api/staff/stream', {
      on: { entry: (data) => rooms.receive(data as StreamEntry) },
      hello: () => void load(),
      connected: (connected) => {
        store.set({ connected })
        // A refused stream does not say why: the session may have ended.
        if (!connected) void load()
      },
    })
  const enter = (staff: StaffState) => {
    tabStorage.setItem(ownerAt, staff.name)
    for (const { key } of staff.groups) rooms.room(`group:${key}`)
    store.set({ signedIn: true, staff, trouble: undefined })
    stop ??= follow()
    rooms.refresh()
  }
  const load = untilDone(async () => {
    const answer = await get<StaffState>('/api/staff/state')
    if (answer.ok && isSomebodyElse(answer.value.name)) startAfresh(answer.value.name)
    else if (answer.ok) enter(answer.value)
    else if (answer.status === 401) leave()
    else store.set({ trouble: answer.message })
    return answer.ok || answer.status === 401
  })

  void load()
  return {
    ...store,
    rooms,
    signIn: async (code) => {
      const answer = await post('/api/staff/sign-in', { code })
      if (answer.ok) await load()
      return answer
    },
    signOut: async () => {
      await post('/api/staff/sign-out', {})
      tabStorage.clear()
      location.reload()
    },
  }
}
