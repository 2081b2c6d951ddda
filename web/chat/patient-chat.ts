import type { Entry } from '../../domain/web-api.ts'
import { get, post, upload } from '../shared/api.ts'
import { type ChatRoom, createChatRoom, type Uploaded } from '../shared/chat-room.ts'
import { createStore, type Store } from '../shared/store.ts'
import { openStream } from '../shared/stream.ts'
import { untilDone } from '../shared/until-done.ts'

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
  let stop = () => {}
  let known: () => void = () => {}
  /** What is asked or written while the page still opens waits until the server knows the visitor. */
  const visitorKnown = new Promise<void>((resolve) => (known = resolve))

  const room = createChatRoom({
    key: 'chat',
    history: async () => {
      await visitorKnown
      return get<{ entries: Entry[] }>('/api/chat/history')
    },
    post: async (message) => {
      await visitorKnown
      return post('/api/chat/messages', message)
    },
    upload: (file) => upload<Uploaded>('/api/chat/attachments', file),
    answers: 'always',
    signedOut: () => void openSession(),
  })
  const tellAbout = untilDone(async () => {
    const answer = await get<{ hospital: string; phone: string }>('/api/chat/about')
    if (answer.ok) store.set({ about: answer.value })
    return answer.ok
  })
  const follow = () => {
    known()
    stop()
    stop = openStream('/api/chat/stream', {
      on: { entry: (data) => room.receive(data as Entry) },
      hello: () => void room.load(),
      connected: (connected) => store.set({ connected }),
    })
    void room.load()
  }
  const openSession = untilDone(async () => {
    const session = await post('/api/chat/session', {})
    // A browser that refuses the cookie would be sent here again and again: the history tells.
    const answer = session.ok ? await get('/api/chat/history') : session
    const noCookie = session.ok && !answer.ok && answer.status === 401
    if (answer.ok) follow()
    store.set({
      trouble: answer.ok
        ? undefined
        : noCookie
          ? '浏览器不让本站保存 Cookie，请允许后再打开'
          : answer.message,
    })
    return answer.ok
  })

  void tellAbout()
  void openSession()
  return { ...store, room }
}
