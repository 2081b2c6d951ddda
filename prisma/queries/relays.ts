import type { RelayRecord } from '../../domain/records.ts'
import { at, type Db, first, touched } from '../sql.ts'

const COLUMNS = `id, conversation_id AS conversation, group_key AS group, status, accepted_by AS "acceptedBy", opened_at AS "openedAt", last_at AS "lastAt"`

export const nextRelayNumber = async (db: Db): Promise<number> =>
  (await first<{ n: number }>(db, `SELECT nextval(pg_get_serial_sequence('relay', 'id')) AS n`))?.n ?? 0

/** False if the patient is already talking with a person. */
export const insertRelay = async (
  db: Db,
  relay: { id: number; conversation: number; group: string; now: number; effectKey: string },
): Promise<boolean> =>
  (await touched(
    db,
    `INSERT INTO relay (id, conversation_id, group_key, status, opened_at, last_at, effect_key)
     VALUES ($1, $2, $3, 'waiting', $4, $4, $5) ON CONFLICT DO NOTHING`,
    [relay.id, relay.conversation, relay.group, at(relay.now), relay.effectKey],
  )) === 1

export const lockRelay = (db: Db, id: number): Promise<RelayRecord | null> =>
  first(db, `SELECT ${COLUMNS} FROM relay WHERE id = $1 FOR UPDATE`, [id])

export const acceptRelay = (db: Db, id: number, staff: string, now: number): Promise<number> =>
  touched(
    db,
    `UPDATE relay SET status = 'on', accepted_by = $2, last_at = $3 WHERE id = $1 AND status = 'waiting'`,
    [id, staff, at(now)],
  )

export const touchRelay = (db: Db, id: number, now: number): Promise<number> =>
  touched(db, `UPDATE relay SET last_at = $2 WHERE id = $1 AND status <> 'ended'`, [id, at(now)])

export const endRelay = (db: Db, id: number, by: string, now: number): Promise<number> =>
  touched(
    db,
    `UPDATE relay SET status = 'ended', ended_at = $3, ended_by = $2 WHERE id = $1 AND status <> 'ended'`,
    [id, by, at(now)],
  )
