/** A simulated hospital from its first day to its last, and then every check of it. */
import { randomBytes } from 'node:crypto'
import type { Hospital } from '../../domain/hospital.ts'
import { freshDatabase } from '../support/database.ts'
import { demoHospital } from '../support/hospital-under-test.ts'
import { chance } from './random.ts'
import { playPatients } from './patients.ts'
import { openStage, type Stage } from './stage.ts'
import { playStaff, stopClinic } from './staff.ts'

export interface Size {
  seed: number
  patients: number
  days: number
  /** Without deaths only where something else is looked into. */
  deaths?: boolean
}

/** Midnights in Anhe; the first has the National Day holidays within a month. */
const FIRST_DAYS = ['2026-09-14', '2026-11-02', '2026-04-20', '2026-06-01'] as const

/** Few places, so that patients take them from each other. */
const crowded = (hospital: Hospital): Hospital => ({
  ...hospital,
  roster: hospital.roster.map((entry) => ({ ...entry, capacity: entry.doctor ? 1 : 2 })),
})

/** The machine's clock stands still meanwhile: hospital time moves by its offset alone. */
const withoutWallClock = async <T>(work: () => Promise<T>): Promise<T> => {
  const wall = Date.now
  const still = Date.UTC(2026, 0, 1)
  Date.now = () => still
  try {
    return await work()
  } finally {
    Date.now = wall
  }
}

/** Plays a hospital to its last day and hands it over, everything at rest, before it is closed. */
export const rehearse = <T>(
  { seed, patients, days, deaths = true }: Size,
  examine: (stage: Stage) => Promise<T>,
): Promise<T> =>
  withoutWallClock(async () => {
    const database = await freshDatabase()
    const first = chance(seed, 'first day').pick(FIRST_DAYS)
    const midnight = Date.parse(`${first}T00:00:00+08:00`)
    const hospital = crowded(demoHospital())
    const stage = await openStage({
      url: database.url,
      dataKey: randomBytes(32),
      hospital,
      seed,
      startsAt: midnight,
      deaths,
    })
    try {
      await stage.importHospital(hospital)
      playPatients(stage, patients, midnight, days)
      playStaff(stage, midnight, days)
      stopClinic(stage, midnight, days)
      await stage.play(midnight + days * 86_400_000)
      return await examine(stage)
    } finally {
      await stage.close()
      await database.drop()
    }
  })
