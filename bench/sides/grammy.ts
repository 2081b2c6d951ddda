/** grammY with its conversations plugin; what it remembers lies in Redis or in PostgreSQL. Nothing is deduplicated, nothing waits to be sent. */
import {
  type Conversation,
  type ConversationFlavor,
  conversations,
  createConversation,
  type VersionedState,
} from '@grammyjs/conversations'
import { RedisAdapter } from '@grammyjs/storage-redis'
import { Bot, type Context, type StorageAdapter } from 'grammy'
import { Redis } from 'ioredis'
import type pg from 'pg'
import { first, touched } from '../../prisma/sql.ts'
import { STEPS } from '../bookings.ts'
import { bookedBy, type ByHand, type Facts, makeBookings, step } from './by-hand.ts'
import type { OpenSide, Side } from './side.ts'

type Talking = ConversationFlavor<Context>

type Store = StorageAdapter<VersionedState<object>>

/** `grammy` has its own idea of what the state is; it only has to come back as it was. */
type Adapter = Parameters<typeof conversations<Talking, Context>>[0]

const botInfo = {
  id: 1,
  is_bot: true as const,
  first_name: 'bot',
  username: 'bench_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  can_manage_bots: false,
  supports_inline_queries: false,
  supports_join_request_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
}

export const messageUpdate = (patient: number, text: string, id: number) => ({
  update_id: id,
  message: {
    message_id: id,
    date: 1_795_395_600,
    chat: { id: patient, type: 'private' as const, first_name: '患者' },
    from: { id: patient, is_bot: false, first_name: '患者' },
    text,
  },
})

/**
 * In place of the network. It lies beneath the client, since the conversations plugin writes down what the client answers
 * and would otherwise say everything again at each replay.
 */
const answered = (() =>
  Promise.resolve({
    json: () => Promise.resolve({ ok: true, result: { message_id: 1, date: 0, chat: { id: 1 }, text: '' } }),
  })) as unknown as typeof fetch

/** Asks for everything in turn; what reaches outside is done once and not at each replay, as the plugin's guide asks. */
const booking =
  (hand: ByHand, side: string) =>
  async (conversation: Conversation<Talking>, first: Context): Promise<void> => {
    let ctx = first
    let facts: Facts = {}
    for (let n = 0; n < STEPS.length; n += 1) {
      if (n > 0) ctx = await conversation.wait()
      const { text = '' } = ctx.message ?? {}
      const stepped = await conversation.external(() => step(hand, side, n, text, facts))
      facts = stepped.facts
      await ctx.reply(stepped.reply)
    }
  }

const open = (hand: ByHand, name: string, adapter: Store, end: () => Promise<void>): Side => {
  const bot = new Bot<Talking>('1:bench', { botInfo, client: { fetch: answered } })
  bot.use(conversations({ storage: { type: 'key', adapter } } as Adapter))
  bot.use(createConversation<Talking, Context>(booking(hand, name), 'booking'))
  bot.on('message', (ctx) => ctx.conversation.enter('booking'))
  let id = 0
  return {
    name,
    say: (patient, text) => bot.handleUpdate(messageUpdate(patient, text, (id += 1))),
    booked: () => bookedBy(hand.pool, name),
    close: end,
  }
}

const handOf = async ({ hospital, understand }: Parameters<OpenSide>[0]): Promise<ByHand> => {
  const { pool } = hospital.database
  await makeBookings(pool)
  return { pool, understand }
}

export const grammyOnRedis: OpenSide = async (settings) => {
  const redis = new Redis(settings.redisUrl, { keyPrefix: `grammy-${settings.tag}:` })
  const adapter = new RedisAdapter<VersionedState<object>>({ instance: redis })
  return open(await handOf(settings), 'grammY conversations + Redis', adapter, async () => redis.disconnect())
}

const inPostgres = (pool: pg.Pool): Store => ({
  read: async (key) =>
    (
      await first<{ state: VersionedState<object> }>(pool, 'SELECT state FROM grammy_state WHERE key = $1', [
        key,
      ])
    )?.state,
  write: async (key, state) => {
    await touched(
      pool,
      'INSERT INTO grammy_state (key, state) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET state = EXCLUDED.state',
      [key, JSON.stringify(state)],
    )
  },
  delete: async (key) => {
    await touched(pool, 'DELETE FROM grammy_state WHERE key = $1', [key])
  },
})

export const grammyOnPostgres: OpenSide = async (settings) => {
  const { pool } = settings.hospital.database
  await pool.query('CREATE TABLE IF NOT EXISTS grammy_state (key text PRIMARY KEY, state jsonb NOT NULL)')
  const hand = await handOf(settings)
  return open(hand, 'grammY conversations + PostgreSQL', inPostgres(pool), () => Promise.resolve())
}
