import { first } from '../../prisma/sql.ts'
import type { HospitalUnderTest } from './hospital-under-test.ts'

const BUSY = `SELECT (SELECT count(*) FROM inbox WHERE status = 'waiting')
  + (SELECT count(*) FROM outbox WHERE status IN ('waiting', 'sending') AND channel = $1)
  + (SELECT count(*) FROM due, clock WHERE status = 'waiting' AND due_at <= now() + offset_ms * interval '1 millisecond') AS count`

/** Whether something waits to be taken, to happen, or to be sent over a channel. */
export const isBusy = async ({ kit }: HospitalUnderTest, channel: string): Promise<boolean> =>
  (await first<{ count: number }>(kit.database.pool, BUSY, [channel]))?.count !== 0
