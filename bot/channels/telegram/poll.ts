/** Long polling: what is not accepted is not acknowledged, and so comes again. */
import type { Api } from 'grammy'
import type { Update } from 'grammy/types'
import { createRounds, type Rounds } from '../../../jobs/rounds.ts'
import type { Health } from '../health.ts'
import type { TelegramApi } from './api.ts'
import { outage } from './failures.ts'
import { REPORTS } from './reports.ts'

export interface Polling {
  api: TelegramApi
  health: Health
  /** Whether this process may poll now. */
  mayPoll(): boolean
  take(updates: Update[]): Promise<void>
}

/** grammY speaks of the signals of an older library; it takes those of Node. */
type Signal = Parameters<Api['getUpdates']>[1]

const HOLD_SECONDS = 25
const STANDBY_MS = 500
const NOT_ACCEPTED_MS = 1_000
/** After nothing came: a server that does not hold requests is not asked without a pause. */
const HURRIED_MS = 50

export const startPolling = ({ api, health, mayPoll, take }: Polling): Rounds => {
  const polling = api.polling(HOLD_SECONDS)
  const stopping = new AbortController()
  let offset = 0

  const fetchUpdates = async (): Promise<Update[] | null> => {
    try {
      // After an outage the first call asks for an answer at once, which tells that it is over.
      const timeout = health.downSince() === null ? HOLD_SECONDS : 0
      const options = { offset, timeout, allowed_updates: [...REPORTS] }
      const updates = await polling.getUpdates(options, stopping.signal as Signal)
      health.well()
      return updates
    } catch (error) {
      if (!stopping.signal.aborted)
        health.failing(outage(error) ?? 'Telegram answers what nobody understands')
      return null
    }
  }

  const round = async (): Promise<number> => {
    if (!mayPoll()) return STANDBY_MS
    const updates = await fetchUpdates()
    if (!updates) return health.pause()
    if (updates.length === 0) return HURRIED_MS
    try {
      await take(updates)
    } catch {
      // Not acknowledged: the next call asks for the same again. Why it failed is in the log of whoever took it.
      return NOT_ACCEPTED_MS
    }
    offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
    return 0
  }
  const rounds = createRounds(round, 0)
  return {
    poke: rounds.poke,
    stop: async () => {
      stopping.abort()
      await rounds.stop()
    },
  }
}
