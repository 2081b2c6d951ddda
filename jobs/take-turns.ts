import { faultPoint } from '../domain/fault-point.ts'
import type { Database } from '../prisma/database.ts'
import { claimConversations, extendClaim, releaseConversation } from '../prisma/queries/conversations.ts'

/** None waited; one was taken; it was the last one, and the claim was given back in its commit. */
export type Taken = 'none' | 'taken' | 'last'

/** Takes the oldest waiting turn of a conversation. */
export type TakeTurn = (conversation: number) => Promise<Taken>

const AT_ONCE = 32
/** A killed worker's conversations are free again after this; whoever works on renews. */
const CLAIM_SECONDS = 5
const RENEW_MS = (CLAIM_SECONDS / 2) * 1_000

/** All waiting turns of one conversation, in order. */
const takeAll = async ({ pool }: Database, conversation: number, takeTurn: TakeTurn): Promise<number> => {
  let count = 0
  let renewed = Date.now()
  let taken: Taken = 'taken'
  try {
    while ((taken = await takeTurn(conversation)) === 'taken') {
      count += 1
      if (Date.now() - renewed < RENEW_MS) continue
      await extendClaim(pool, conversation, CLAIM_SECONDS)
      renewed = Date.now()
    }
  } finally {
    if (taken !== 'last') await releaseConversation(pool, conversation)
  }
  return taken === 'last' ? count + 1 : count
}

/** Takes waiting turns, many conversations side by side; answers how many. */
export const takeTurns = async (database: Database, takeTurn: TakeTurn): Promise<number> => {
  const claimed = await claimConversations(database.pool, AT_ONCE, CLAIM_SECONDS)
  if (claimed.length > 0) faultPoint('taken')
  const taken = await Promise.allSettled(claimed.map((id) => takeAll(database, id, takeTurn)))
  const failed = taken.find((result) => result.status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
  return taken.reduce((sum, result) => sum + (result.status === 'fulfilled' ? result.value : 0), 0)
}
