import { type Db, first, touched } from '../sql.ts'

/** The hospital's now, epoch milliseconds. */
export const hospitalNow = async (db: Db): Promise<number> => {
  const row = await first<{ offset: number }>(db, 'SELECT offset_ms AS offset FROM clock WHERE id = 1')
  return Date.now() + (row?.offset ?? 0)
}

/** Sets the hospital clock to `now` (epoch milliseconds); it goes on from there. */
export const setHospitalClock = async (db: Db, now: number): Promise<void> => {
  await touched(db, 'UPDATE clock SET offset_ms = $1 WHERE id = 1', [Math.round(now - Date.now())])
}
