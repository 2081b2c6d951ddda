import type { Hospital } from '../../domain/hospital.ts'
import { at, type Db, first } from '../sql.ts'

export const currentRevision = async (db: Db): Promise<number> =>
  (await first<{ revision: number | null }>(db, 'SELECT max(revision) AS revision FROM hospital_revision'))
    ?.revision ?? 0

export const currentHospital = (db: Db): Promise<{ revision: number; document: Hospital } | null> =>
  first(db, 'SELECT revision, document FROM hospital_revision ORDER BY revision DESC LIMIT 1')

export const insertRevision = async (db: Db, hospital: Hospital, by: string, now: number): Promise<number> =>
  (
    await first<{ revision: number }>(
      db,
      'INSERT INTO hospital_revision (document, imported_at, imported_by) VALUES ($1, $2, $3) RETURNING revision',
      [JSON.stringify(hospital), at(now), by],
    )
  )?.revision ?? 0
