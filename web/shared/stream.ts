import { backOffMs } from './back-off.ts'

export interface StreamLink {
  /** Data of each named event, parsed. */
  on: Record<string, (data: unknown) => void>
  /** Connected, at first and again: what happened meanwhile must be fetched. */
  hello(): void
  /** Lost (false) or there (true). */
  connected(is: boolean): void
}

/** How long a page may sleep in the background before its connection is no longer trusted. */
const STALE_AFTER_MS = 30_000

/** Follows the server's events and connects again by itself, also where the browser gives up; returns how to stop. */
export const openStream = (url: string, { on, hello, connected }: StreamLink): (() => void) => {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let hiddenAt = 0

  const connect = () => {
    clearTimeout(timer)
    source?.close()
    const opened = new EventSource(url)
    source = opened
    opened.addEventListener('hello', () => {
      failures = 0
      connected(true)
      hello()
    })
    for (const [name, take] of Object.entries(on)) {
      opened.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data)))
    }
    opened.addEventListener('error', () => {
      connected(false)
      // The browser tries again itself after a cut line, but not after an answer such as 502.
      if (opened.readyState !== EventSource.CLOSED) return
      clearTimeout(timer)
      timer = setTimeout(connect, backOffMs(failures++, Math.random()))
    })
  }
  const wake = () => {
    if (document.hidden) hiddenAt = Date.now()
    else if (source?.readyState !== EventSource.OPEN || Date.now() - hiddenAt > STALE_AFTER_MS) connect()
  }

  connect()
  document.addEventListener('visibilitychange', wake)
  addEventListener('online', connect)
  return () => {
    clearTimeout(timer)
    source?.close()
    document.removeEventListener('visibilitychange', wake)
    removeEventListener('online', connect)
  }
}
