/** What is left to do at this moment, in one look. */
import { type Db, first } from '../../prisma/sql.ts'

export interface WorkLeft {
  /** Something is due by now. */
  due: boolean
  /** Something that arrived waits for its turn. */
  turns: boolean
  /** Channels on which something may be sent now. */
  channels: string[]
  /** The next instant at which something is due, epoch milliseconds. */
  nextDueAt: number | null
}

const LOOK = `SELECT offset_ms AS offset, (SELECT min(due_at) FROM due WHERE status = 'waiting') AS next,
    EXISTS (SELECT 1 FROM inbox WHERE status = 'waiting') AS turns,
    ARRAY(SELECT DISTINCT channel FROM outbox WHERE status IN ('waiting', 'sending') AND not_before <= now() ORDER BY 1) AS channels
  FROM clock WHERE id = 1`

export const workLeft = async (db: Db): Promise<WorkLeft> => {
  const seen = await first<{ offset: number; next: number | null; turns: boolean; channels: string[] }>(
    db,
    LOOK,
  )
  if (!seen) throw new Error('the database has no clock')
  const { offset, next, turns, channels } = seen
  return { due: next !== null && next <= Date.now() + offset, turns, channels, nextDueAt: next }
}
