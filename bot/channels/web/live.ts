/** Tells open pages of news: PostgreSQL's NOTIFY reaches every process, each tells the pages it serves. */
import pg from 'pg'

/** Hears which conversation has something new; null where news may have been missed in any. */
type Listener = (conversation: number | null) => void

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

  const spread = (conversation: number | null): void => {
    for (const listener of listeners) listener(conversation)
  }

  const reopen = (): void => {
    client = undefined
    if (!stopped) setTimeout(() => void listen().then(() => spread(null), reopen), RETRY_MS).unref()
  }

  const listen = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true })
    fresh.on('error', () => {
      if (client === fresh) reopen() // before it listens, the failed call tells
    })
    fresh.on('notification', ({ payload }) => spread(Number(payload)))
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
