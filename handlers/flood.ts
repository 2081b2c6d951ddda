import { Temporal } from 'temporal-polyfill'
import { arrivedSince } from '../prisma/queries/inbox.ts'
import { floodVerdict } from '../rules/flood.ts'
import type { Taking } from './taking.ts'

/** What to do with this message of a chat that may be writing too fast; `warn` is for the first one too many. */
export const floodOf = async ({
  kit,
  inForce,
  conversation,
  row,
  now,
}: Taking): Promise<'answer' | 'warn' | 'ignore'> => {
  const { policy } = inForce
  const since = new Date(now - policy.flood.windowSeconds * 1_000)
  const arrived = await arrivedSince(kit.database.pool, {
    conversation: conversation.id,
    id: row.id,
    since,
  })
  const at = arrived.map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
  const verdict = floodVerdict(at, Temporal.Instant.fromEpochMilliseconds(now), policy)
  if (verdict === 'answer') return 'answer'
  return arrived.length === policy.flood.slowDownAbove + 1 ? 'warn' : 'ignore'
}
