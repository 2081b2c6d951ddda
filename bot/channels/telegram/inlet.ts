import type { UserFromGetMe } from 'grammy/types'
import type { Health } from '../health.ts'
import { createIntake, type Intake } from './intake.ts'
import type { Lease } from './lease.ts'
import { startPolling } from './poll.ts'
import { createReceiver, type Receiving } from './receive.ts'

export interface Inlet {
  /** Begins to take in, once the bot knows who it is. */
  open(me: UserFromGetMe): void
  /** Undefined before that. */
  taker(): Intake['take'] | undefined
  stop(): Promise<void>
}

/** The way in: polls under the lease, or is called. */
export const createInlet = (receiving: Receiving, health: Health, lease: Lease | undefined): Inlet => {
  let intake: Intake | undefined
  const polling =
    lease &&
    startPolling({
      api: receiving.api,
      health,
      mayPoll: () => intake !== undefined && lease.fence() !== null,
      take: async (updates) => intake?.take(updates),
    })
  return {
    open: (me: UserFromGetMe): void => {
      intake = createIntake(createReceiver(me, receiving), receiving.kit.database.pool, receiving.kit.log)
      polling?.poke()
    },
    taker: () => intake?.take,
    stop: async () => polling?.stop(),
  }
}
