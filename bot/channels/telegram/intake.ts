/** Hands reports to the bot: one after the other within a chat, side by side across chats. */
import type { Bot } from 'grammy'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import type pg from 'pg'

export interface Intake {
  /** Resolves once everything is accepted; rejects if something could not be, and has to be reported again. */
  take(updates: Update[]): Promise<void>
}

const MOST_ATTEMPTS = 3
const MOST_REMEMBERED = 1_000

const chatIn = (update: Update): number => {
  const { message, edited_message: edited, callback_query: pressed, my_chat_member: member } = update
  return (message ?? edited ?? pressed?.message ?? member)?.chat.id ?? 0
}

const nameOf = (error: unknown): string => {
  const { name, error: inner } = error as { name?: string; error?: { name?: string; code?: string } }
  return inner?.code ?? inner?.name ?? name ?? 'unknown'
}

/** Takes one report; what fails again and again though the database is there would block what is behind it, and is left out. */
const createTakeOne = (bot: Bot, pool: pg.Pool, log: Logger) => {
  const attempts = new Map<number, number>()
  const isHopeless = async (id: number): Promise<boolean> => {
    await pool.query('SELECT 1')
    const tried = (attempts.get(id) ?? 0) + 1
    if (attempts.size >= MOST_REMEMBERED) attempts.clear()
    attempts.set(id, tried)
    return tried >= MOST_ATTEMPTS
  }
  return async (update: Update): Promise<void> => {
    try {
      await bot.handleUpdate(update)
    } catch (error) {
      log.error({ update: update.update_id, error: nameOf(error) }, 'a report could not be taken')
      if (!(await isHopeless(update.update_id))) throw error
      log.error({ update: update.update_id }, 'a report was left out')
    }
  }
}

/** Runs work of one key after the other, whether it failed or not. */
const createQueues = () => {
  const last = new Map<number, Promise<void>>()
  return (key: number, work: () => Promise<void>): Promise<void> => {
    const done = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, done)
    const forget = (): void => {
      if (last.get(key) === done) last.delete(key)
    }
    done.then(forget, forget)
    return done
  }
}

const byChat = (updates: Update[]): Map<number, Update[]> => {
  const chats = new Map<number, Update[]>()
  for (const update of updates) chats.set(chatIn(update), [...(chats.get(chatIn(update)) ?? []), update])
  return chats
}

export const createIntake = (bot: Bot, pool: pg.Pool, log: Logger): Intake => {
  const takeOne = createTakeOne(bot, pool, log)
  const inTurn = createQueues()
  const takeAll = async (updates: Update[]): Promise<void> => {
    for (const update of updates) await takeOne(update)
  }
  return {
    take: async (updates) => {
      const chats = [...byChat(updates)]
      const taken = await Promise.allSettled(chats.map(([chat, each]) => inTurn(chat, () => takeAll(each))))
      const failed = taken.find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
    },
  }
}
