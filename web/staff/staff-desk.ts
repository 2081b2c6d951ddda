import type { Entry, StaffState, StreamEntry } from '../../domain/web-api.ts'
import { type Answer, get, post } from '../shared/api.ts'
import { createRooms, type Rooms } from '../shared/rooms.ts'
import { createStore, type Store } from '../shared/store.ts'
import { openStream } from '../shared/stream.ts'

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

/** One member of staff's groups, from sign-in to sign-out. */
export const createStaffDesk = (): StaffDesk => {
  const store = createStore<StaffPageState>({ connected: true })
  let stop = () => {}

  const leave = () => {
    stop()
    stop = () => {}
    store.set({ signedIn: false, staff: undefined, connected: true, trouble: undefined })
  }
  const rooms = createRooms('staff', (chat) => {
    const base = `/api/staff/groups/${encodeURIComponent(chat.slice('group:'.length))}`
    return {
      history: () => get<{ entries: Entry[] }>(`${base}/history`),
      post: (message) => post(`${base}/messages`, message),
      answers: 'buttons',
      signedOut: leave,
    }
  })
  const load = async () => {
    const answer = await get<StaffState>('/api/staff/state')
    if (answer.ok) {
      for (const { key } of answer.value.groups) rooms.room(`group:${key}`)
      store.set({ signedIn: true, staff: answer.value, trouble: undefined })
    } else if (answer.status === 401) leave()
    else store.set({ trouble: answer.message })
    return answer.ok
  }
  const enter = async () => {
    stop()
    stop = openStream('/api/staff/stream', {
      on: { entry: (data) => rooms.receive(data as StreamEntry) },
      hello: async () => {
        if (await load()) rooms.refresh()
      },
      connected: (connected) => {
        store.set({ connected })
        // A refused stream does not say why: the session may have ended.
        if (!connected) void load()
      },
    })
    if (await load()) rooms.refresh()
  }

  void enter()
  return {
    ...store,
    rooms,
    signIn: async (code) => {
      const answer = await post('/api/staff/sign-in', { code })
      if (answer.ok) await enter()
      return answer
    },
    signOut: async () => {
      await post('/api/staff/sign-out', {})
      leave()
    },
  }
}
