import { schedule, scheduleOnce } from '../prisma/queries/due.ts'
import type { Db } from '../prisma/sql.ts'

export interface Drop {
  conversation: number
  /** Inbox row from which on identity may have been told. */
  from: number
  /** Epoch milliseconds, hospital time. */
  dueAt: number
  /** The patient wants it gone: not only what is old enough. */
  all?: boolean
}

const dueOf = ({ conversation, from, dueAt, all = false }: Drop) => ({
  kind: 'drop-unconsented',
  subject: `conversation:${conversation}`,
  dueAt,
  conversation,
  data: { from, all },
})

/** Identity was told: what of it has no consent by then is dropped. One that waits already comes first. Source: DU-3. */
export const scheduleDrop = (db: Db, drop: Drop): Promise<number> => scheduleOnce(db, dueOf(drop))

/** In place of one that waits. */
export const scheduleDropInstead = (db: Db, drop: Drop): Promise<number> => schedule(db, dueOf(drop))
