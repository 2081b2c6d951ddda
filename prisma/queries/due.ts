import { at, type Db, first, rows, touched } from '../sql.ts'

export interface DueRow {
  id: number
  kind: string
  subject: string
  conversation: number | null
  data: Record<string, unknown>
}

export interface NewDue {
  kind: string
  subject: string
  /** Epoch milliseconds, hospital time. */
  dueAt: number
  conversation: number | null
  data?: Record<string, unknown>
}

/** Schedules; a waiting one of the same kind and subject is moved there. No two of one call may be alike. */
export const schedule = (db: Db, ...dues: NewDue[]): Promise<number> =>
  touched(
    db,
    `INSERT INTO due (kind, subject, due_at, status, conversation_id, data)
     SELECT kind, subject, due_at, 'waiting', conversation, data
     FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[], $5::jsonb[]) AS d(kind, subject, due_at, conversation, data)
     ON CONFLICT (kind, subject) WHERE status = 'waiting'
     DO UPDATE SET due_at = EXCLUDED.due_at, conversation_id = EXCLUDED.conversation_id, data = EXCLUDED.data`,
    [
      dues.map(({ kind }) => kind),
      dues.map(({ subject }) => subject),
      dues.map(({ dueAt }) => at(dueAt)),
      dues.map(({ conversation }) => conversation),
      dues.map(({ data }) => (data ? JSON.stringify(data) : null)),
    ],
  )

/** Schedules unless one of the same kind and subject is waiting already. */
export const scheduleOnce = (db: Db, due: NewDue): Promise<number> =>
  touched(
    db,
    `INSERT INTO due (kind, subject, due_at, status, conversation_id, data) VALUES ($1, $2, $3, 'waiting', $4, $5)
     ON CONFLICT (kind, subject) WHERE status = 'waiting' DO NOTHING`,
    [due.kind, due.subject, at(due.dueAt), due.conversation, due.data ? JSON.stringify(due.data) : null],
  )

/** Withdraws what waits for a subject; `kinds` limits it. */
export const withdraw = (db: Db, subject: string, kinds?: string[]): Promise<number> =>
  touched(
    db,
    `UPDATE due SET status = 'withdrawn' WHERE subject = $1 AND status = 'waiting' AND ($2::text[] IS NULL OR kind = ANY($2))`,
    [subject, kinds ?? null],
  )

/** At most so many become arrivals in one transaction. */
const AT_ONCE = 1_000

/**
 * Marks what is due at `now` as happened, at most a thousand in order of their time; what another process is at is left to it.
 * Thousands are due at the same instant, so that a batch ends among equals, and only within it do their ids give the order.
 */
export const takeDue = (db: Db, now: number): Promise<DueRow[]> =>
  rows(
    db,
    `WITH next AS MATERIALIZED (
       SELECT id FROM due WHERE status = 'waiting' AND due_at <= $1 ORDER BY due_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
     ), taken AS (
       UPDATE due SET status = 'done', happened_at = $1 WHERE id = ANY (ARRAY(SELECT id FROM next))
       RETURNING id, kind, subject, due_at, conversation_id AS conversation, coalesce(data, '{}') AS data
     )
     SELECT id, kind, subject, conversation, data FROM taken ORDER BY due_at, id`,
    [at(now)],
  )

/** The hospital's now in epoch milliseconds, and whether something is due by then. */
export const dueNow = async (db: Db): Promise<{ now: number; due: boolean }> => {
  const found = await first<{ offset: number; next: number | null }>(
    db,
    `SELECT offset_ms AS offset, (SELECT min(due_at) FROM due WHERE status = 'waiting') AS next FROM clock WHERE id = 1`,
  )
  const now = Date.now() + (found?.offset ?? 0)
  return { now, due: typeof found?.next === 'number' && found.next <= now }
}

/** The next instant at which something is due, epoch milliseconds. */
export const nextDueAt = async (db: Db): Promise<number | null> =>
  (await first<{ next: number | null }>(db, `SELECT min(due_at) AS next FROM due WHERE status = 'waiting'`))
    ?.next ?? null
