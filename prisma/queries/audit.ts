import { createHash } from 'node:crypto'
import { at, type Db, first, touched } from '../sql.ts'

export interface AuditEntry {
  actor: string
  action: string
  subject: string
  detail?: Record<string, string | number | boolean | null>
}

const LOCK = 7_227_001

/** Appends to the trail; each row carries the hash of the one before, so nothing can be cut out unseen. Source: DU-4. */
export const record = async (db: Db, entry: AuditEntry, now: number): Promise<void> => {
  await touched(db, 'SELECT pg_advisory_xact_lock($1)', [LOCK])
  const last = await first<{ hash: string }>(db, 'SELECT hash FROM audit ORDER BY id DESC LIMIT 1')
  const body = JSON.stringify([
    last?.hash ?? '',
    now,
    entry.actor,
    entry.action,
    entry.subject,
    entry.detail ?? {},
  ])
  const hash = createHash('sha256').update(body).digest('base64url')
  await touched(
    db,
    'INSERT INTO audit (at, actor, action, subject, detail, hash) VALUES ($1, $2, $3, $4, $5, $6)',
    [at(now), entry.actor, entry.action, entry.subject, JSON.stringify(entry.detail ?? {}), hash],
  )
}
