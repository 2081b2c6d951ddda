/** A hospital in a database of the bench's own, with room for any number of patients. */
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import type { Hospital } from '../domain/hospital.ts'
import { importHospital } from '../handlers/import-hospital.ts'
import { hospitalReader, type Kit } from '../handlers/kit.ts'
import { type Database, openDatabase } from '../prisma/database.ts'
import { setHospitalClock } from '../prisma/queries/clock.ts'
import { freshDatabase } from '../test/support/database.ts'
import { demoHospital } from '../test/support/hospital-under-test.ts'

/** A Monday morning, hospital time. */
export const OPENS = Date.parse('2026-11-23T09:00:00+08:00')

export interface BenchHospital {
  url: string
  dataKey: Buffer
  hospital: Hospital
  database: Database
  kit: Kit
  close(): Promise<void>
}

const fail = (error: Error): void => {
  throw error
}

/** What a process of the hospital works with. */
export const kitOf = (database: Database): Kit => {
  const log = pino({ level: process.env.LOG_LEVEL ?? 'error' }, process.stderr)
  return { database, log, hospital: hospitalReader(database, log), wake: () => undefined }
}

/** `policy` replaces parts of the demo hospital's. */
export const openBenchHospital = async (policy: Hospital['policy'] = {}): Promise<BenchHospital> => {
  const fresh = await freshDatabase()
  const dataKey = randomBytes(32)
  const database = openDatabase(fresh.url, dataKey, fail)
  await setHospitalClock(database.pool, OPENS)
  const demo = demoHospital()
  const hospital = { ...demo, policy: { ...demo.policy, ...policy } }
  const imported = await importHospital(database, hospital, 'bench')
  if (!imported.ok) throw new Error(`import refused: ${imported.reason}`)
  await database.pool.query('UPDATE period SET capacity = 1000000')
  return {
    url: fresh.url,
    dataKey,
    hospital,
    database,
    kit: kitOf(database),
    close: async () => {
      await database.close()
      await fresh.drop()
    },
  }
}
