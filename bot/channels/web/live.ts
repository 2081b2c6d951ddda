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

type Greet = (connection: pg.Client) => Promise<void>

/** A connection that listens; `onError` hears of whatever breaks it, before and after. */
const listening = async (
  url: string,
  greet: Greet,
  heard: Listener,
  onError: (client: pg.Client) => void,
): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, keepAlive: true })
  client.on('error', () => onError(client))
  client.on('notification', ({ payload }) => heard(Number(payload)))
  try {
    await client.connect()
    await greet(client)
    await client.query(`LISTEN ${CHANNEL}`)
    return client
  } catch (error) {
    void client.end()
    throw error
  }
}

/**
 * `url` gets one listening connection of its own, opened again whenever it breaks; `greet` is called with each before it listens.
 */
export const openLive = async (url: string, pool: pg.Pool, greet: Greet): Promise<Live> => {
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
    client = await listening(url, greet, spread, (broken) => {
      if (client === broken) reopen() // before it listens, the failed call tells
    })
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
