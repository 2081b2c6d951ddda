/** Telegraf with a wizard scene; its session lies in Redis. Nothing is deduplicated, nothing waits to be sent. */
import { Redis } from 'ioredis'
import { type Context, Scenes, session, Telegraf } from 'telegraf'
import { STEPS } from '../bookings.ts'
import { bookedBy, type Facts, makeBookings, step } from './by-hand.ts'
import { messageUpdate } from './grammy.ts'
import type { OpenSide } from './side.ts'

type Talking = Scenes.WizardContext

const wordsOf = ({ message }: Context): string => (message && 'text' in message ? message.text : '')

/** A session store as the guide writes it. */
const inRedis = (redis: Redis) => ({
  get: async (key: string) => {
    const found = await redis.get(key)
    return found === null ? undefined : (JSON.parse(found) as object)
  },
  set: (key: string, value: object) => redis.set(key, JSON.stringify(value)),
  delete: (key: string) => redis.del(key),
})

export const telegrafOnRedis: OpenSide = async ({ hospital, redisUrl, understand, tag }) => {
  const { pool } = hospital.database
  await makeBookings(pool)
  const name = 'Telegraf wizard + Redis'
  const redis = new Redis(redisUrl, { keyPrefix: `telegraf-${tag}:` })
  const take = async (ctx: Talking, n: number): Promise<void> => {
    const state = ctx.wizard.state as { facts?: Facts }
    const stepped = await step({ pool, understand }, name, n, wordsOf(ctx), state.facts ?? {})
    state.facts = stepped.facts
    await ctx.reply(stepped.reply)
    if (n === STEPS.length - 1) await ctx.scene.leave()
    else ctx.wizard.next()
  }
  const wizard = new Scenes.WizardScene<Talking>(
    'booking',
    ...STEPS.map((_, n) => (ctx: Talking) => take(ctx, n)),
  )
  const bot = new Telegraf<Talking>('1:bench')
  bot.botInfo = { id: 1, is_bot: true, first_name: 'bot', username: 'bench_bot' } as NonNullable<
    typeof bot.botInfo
  >
  bot.use((ctx, next) => {
    ctx.telegram.callApi = () => Promise.resolve({ message_id: 1 } as never) // in place of the network
    return next()
  })
  bot.use(session({ store: inRedis(redis) }))
  bot.use(new Scenes.Stage<Talking>([wizard]).middleware())
  bot.on('message', (ctx) => ctx.scene.enter('booking'))
  let id = 0
  return {
    name,
    say: (patient, text) => bot.handleUpdate(messageUpdate(patient, text, (id += 1))),
    booked: () => bookedBy(pool, name),
    close: async () => redis.disconnect(),
  }
}
