/** Tells open pages of news: PostgreSQL's NOTIFY reaches every process, each tells the pages it serves. */
import pg from 'pg'

type Listener = (conversation: number) => void

export interface Live {
  /** Tells every process that a conversation has something new. */
  tell(conversation: number): Promise<void>
  /** Hears of news; answers how to stop. */
  hear(listener: Listener): () => void
  stop(): Promise<void>
}

const CHANNEL = 'yiguanjia_news'
const RETRY_MS = 1_000

/** `url` gets one listening connection of its own, opened again whenever it breaks. */
export const openLive = async (url: string, pool: pg.Pool): Promise<Live> => {
  const listeners = new Set<Listener>()
  let stopped = false
  let client: pg.Client | undefined

  const reopen = (): void => {
    client = undefined
    if (!stopped) setTimeout(() => void listen().catch(reopen), RETRY_MS).unref()
  }

  const listen = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true })
    fresh.on('error', reopen)
    fresh.on('notification', ({ payload }) => {
      for (const listener of listeners) listener(Number(payload))
    })
    await fresh.connect()
    await fresh.query(`LISTEN ${CHANNEL}`)
    client = fresh
  }

  await listen()
  return {
    tell: async (conversation) => {
      await pool.query('SELECT pg_notify($1, $2)', [CHANNEL, String(conversation)])
    },
    hear: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stop: async () => {
      stopped = true
      await client?.end()
    },
  }
}
