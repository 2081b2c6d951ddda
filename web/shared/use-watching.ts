import { useEffect } from 'preact/hooks'
import type { ChatRoom } from './chat-room.ts'

/** Tells the room whether somebody is looking at it. */
export const useWatching = (room: ChatRoom, shown: boolean): void => {
  useEffect(() => {
    const tell = () => room.watch(shown && !document.hidden)
    tell()
    document.addEventListener('visibilitychange', tell)
    return () => {
      document.removeEventListener('visibilitychange', tell)
      room.watch(false)
    }
  }, [room, shown])
}
