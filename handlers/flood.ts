import { Temporal } from 'temporal-polyfill'
import { arrivedSince, MOST_COUNTED } from '../prisma/queries/inbox.ts'
import { LATEST } from '../prisma/queries/turns.ts'
import { floodVerdict } from '../rules/flood.ts'
import type { Taking } from './taking.ts'

/** When the messages of the window arrived. More than came with the turn are asked for only where they could matter. */
const arrivedLately = ({
  kit,
  inForce,
  conversation,
  row,
  now,
  latest,
}: Taking): Promise<number[]> | number[] => {
  const { windowSeconds, slowDownAbove } = inForce.policy.flood
  const since = now - windowSeconds * 1_000
  const lately = latest.filter((at) => at > since)
  if (lately.length < LATEST || slowDownAbove >= MOST_COUNTED) return lately
  return arrivedSince(kit.database.pool, {
    conversation: conversation.id,
    id: row.id,
    since: new Date(since),
  })
}

/** What to do with this message of a chat that may be writing too fast; `warn` is for the first one too many. */
export const floodOf = async (taking: Taking): Promise<'answer' | 'warn' | 'ignore'> => {
  const { policy } = taking.inForce
  const arrived = await arrivedLately(taking)
  const at = arrived.map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
  const verdict = floodVerdict(at, Temporal.Instant.fromEpochMilliseconds(taking.now), policy)
  if (verdict === 'answer') return 'answer'
  return arrived.length === policy.flood.slowDownAbove + 1 ? 'warn' : 'ignore'
}
