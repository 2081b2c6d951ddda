import type { Entry } from '../../domain/web-api.ts'
import { get, post, upload } from '../shared/api.ts'
import { type ChatRoom, createChatRoom, type Uploaded } from '../shared/chat-room.ts'
import { createStore, type Store } from '../shared/store.ts'
import { openStream } from '../shared/stream.ts'
import { backOffMs } from '../shared/outbox.ts'

export interface ChatPageState {
  about?: { hospital: string; phone: string }
  connected: boolean
  trouble?: string
}

export interface PatientChat extends Store<ChatPageState> {
  room: ChatRoom
}

/** Opens the visitor's session (a cookie that only the server reads) and keeps the chat connected. */
export const createPatientChat = (): PatientChat => {
  const store = createStore<ChatPageState>({ connected: true })
  let failures = 0
  let opening = false

  const room = createChatRoom({
    key: 'chat',
    history: () => get<{ entries: Entry[] }>('/api/chat/history'),
    post: (message) => post('/api/chat/messages', message),
    upload: (file) => upload<Uploaded>('/api/chat/attachments', file),
    answers: 'always',
    signedOut: () => void openSession(),
  })
  const tellAbout = async () => {
    const answer = await get<{ hospital: string; phone: string }>('/api/chat/about')
    if (answer.ok) store.set({ about: answer.value })
  }
  const openSession = async () => {
    if (opening) return
    opening = true
    const answer = await post('/api/chat/session', {})
    opening = false
    if (answer.ok) {
      failures = 0
      store.set({ trouble: undefined })
      if (!store.get().about) void tellAbout()
      follow()
      return
    }
    store.set({ trouble: answer.message })
    setTimeout(
      () => void openSession(),
      Math.max(backOffMs(failures++, Math.random()), (answer.waitSeconds ?? 0) * 1000),
    )
  }
  let stop = () => {}
  const follow = () => {
    stop()
    stop = openStream('/api/chat/stream', {
      on: { entry: (data) => room.receive(data as Entry) },
      hello: () => void room.load(),
      connected: (connected) => store.set({ connected }),
    })
    void room.load()
  }

  void openSession()
  return { ...store, room }
}
