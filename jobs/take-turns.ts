import { faultPoint } from '../domain/fault-point.ts'
import type { Database } from '../prisma/database.ts'
import { claimConversations, extendClaim, releaseConversation } from '../prisma/queries/conversations.ts'

/** Takes the oldest waiting turn of a conversation; false when none waits. */
export type TakeTurn = (conversation: number) => Promise<boolean>

const AT_ONCE = 32
/** A killed worker's conversations are free again after this; whoever works on renews. */
const CLAIM_SECONDS = 5
const RENEW_MS = (CLAIM_SECONDS / 2) * 1_000

/** All waiting turns of one conversation, in order. */
const takeAll = async ({ pool }: Database, conversation: number, takeTurn: TakeTurn): Promise<number> => {
  let taken = 0
  let renewed = Date.now()
  try {
    while (await takeTurn(conversation)) {
      taken += 1
      if (Date.now() - renewed < RENEW_MS) continue
      await extendClaim(pool, conversation, CLAIM_SECONDS)
      renewed = Date.now()
    }
  } finally {
    await releaseConversation(pool, conversation)
  }
  return taken
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
