/** How much waits, and since when: for those who watch. Every query walks an index of what waits, not the history. */
import { TICKETS_UNDER_WAY } from '../../domain/records.ts'
import { at, type Db, first, rows } from '../sql.ts'

/** `oldest`: epoch milliseconds, null where nothing waits. */
export interface Waiting {
  count: number
  oldest: number | null
}

export const BACKLOG_SQL = {
  inbox: `SELECT count(*) AS count, min(accepted_at) AS oldest FROM inbox WHERE status = 'waiting'`,
  outbox: `SELECT channel, bulk, count(*) AS count, min(at) AS oldest FROM outbox
    WHERE status IN ('waiting', 'sending') GROUP BY channel, bulk`,
  due: `SELECT count(*) AS count, min(due_at) AS oldest FROM due WHERE status = 'waiting' AND due_at <= $1`,
  tickets: `SELECT status, count(*) AS count FROM ticket WHERE status = ANY($1) GROUP BY status`,
}

const NOTHING: Waiting = { count: 0, oldest: null }

/** What was accepted and has not had its turn; `oldest` is wall time. */
export const waitingArrivals = async (db: Db): Promise<Waiting> =>
  (await first<Waiting>(db, BACKLOG_SQL.inbox)) ?? NOTHING

/** What is to be sent, by channel, replies apart from what was pushed to many; `oldest` is hospital time. */
export const waitingMessages = (db: Db): Promise<(Waiting & { channel: string; bulk: boolean })[]> =>
  rows(db, BACKLOG_SQL.outbox)

/** What should have happened by `now` (epoch milliseconds, hospital time, as `oldest`). */
export const overdue = async (db: Db, now: number): Promise<Waiting> =>
  (await first<Waiting>(db, BACKLOG_SQL.due, [at(now)])) ?? NOTHING

export const ticketsUnderWay = (db: Db): Promise<{ status: string; count: number }[]> =>
  rows(db, BACKLOG_SQL.tickets, [TICKETS_UNDER_WAY])
