import { at, type Db, first } from '../sql.ts'
import type { Vault } from '../vault.ts'

export interface TaskRecord {
  id: number
  kind: string
  group: string
  subject: string
  status: 'open' | 'done'
}

export interface TaskContent {
  text: string
  phone: string | null
  /** Conversation that waits for the result, if any. */
  conversation: number | null
}

/** Id of the new task; null if it exists already. */
export const insertTask = async (
  db: Db,
  vault: Vault,
  task: {
    kind: string
    group: string
    subject: string
    content: TaskContent
    now: number
    effectKey: string
  },
): Promise<number | null> =>
  (
    await first<{ id: number }>(
      db,
      `INSERT INTO task (kind, group_key, subject, sealed, opened_at, effect_key) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (effect_key) DO NOTHING RETURNING id`,
      [task.kind, task.group, task.subject, vault.seal(task.content), at(task.now), task.effectKey],
    )
  )?.id ?? null

export const lockTask = async (
  db: Db,
  vault: Vault,
  id: number,
): Promise<(TaskRecord & { content: TaskContent }) | null> => {
  const found = await first<TaskRecord & { sealed: Buffer }>(
    db,
    'SELECT id, kind, group_key AS group, subject, status, sealed FROM task WHERE id = $1 FOR UPDATE',
    [id],
  )
  if (!found) return null
  const { sealed, ...task } = found
  return { ...task, content: vault.open<TaskContent>(sealed) }
}

export const finishTask = (db: Db, id: number, staff: string, now: number): Promise<{ id: number } | null> =>
  first(
    db,
    `UPDATE task SET status = 'done', done_at = $3, done_by = $2 WHERE id = $1 AND status = 'open' RETURNING id`,
    [id, staff, at(now)],
  )
