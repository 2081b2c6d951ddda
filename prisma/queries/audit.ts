import { at, type Db, touched } from '../sql.ts'

export interface AuditEntry {
  actor: string
  action: string
  subject: string
  detail?: Record<string, string | number | boolean | null>
}

/**
 * Appends to the trail. When the transaction commits, a trigger gives the row the hash of the one before, so that nothing
 * can be cut out unseen. Source: DU-4.
 */
export const record = async (db: Db, entry: AuditEntry, now: number): Promise<void> => {
  await touched(
    db,
    `INSERT INTO audit (at, actor, action, subject, detail, hash) VALUES ($1, $2, $3, $4, $5, '')`,
    [at(now), entry.actor, entry.action, entry.subject, JSON.stringify(entry.detail ?? {})],
  )
}
