import type { Logger } from 'pino'
import type { Hospital } from '../domain/hospital.ts'
import { englishNames, englishTexts, lexiconOf } from '../domain/hospital.ts'
import type { Understand } from '../domain/understanding.ts'
import type { HospitalInForce } from '../jobs/commit-context.ts'
import type { Database } from '../prisma/database.ts'
import { currentHospital, currentRevision } from '../prisma/queries/hospital-revisions.ts'
import { policyWith } from '../rules/policy-with.ts'
import { createUnderstand } from '../nlu/understand.ts'
import { createTexts } from '../texts/load-texts.ts'

/** The hospital with an ear for its names. */
export interface ListeningHospital extends HospitalInForce {
  understand: Understand
}

/** What whoever handles something that arrived needs from outside. */
export interface Kit {
  database: Database
  log: Logger
  /** The hospital as its newest revision says; reloaded when another process imported one. Who knows its number spares the look. */
  hospital(revision?: number): Promise<ListeningHospital>
  /** Wakes whoever takes turns and delivers. */
  wake(): void
}

const listening = (revision: number, hospital: Hospital, log: Logger): ListeningHospital => {
  const policy = policyWith(hospital.policy)
  if (!policy.ok) throw new Error(`the policy of hospital revision ${revision} is not valid`)
  const report = ({ key, message }: { key: string; message: string }) => log.error({ key, message }, 'text')
  return {
    revision,
    hospital,
    policy: policy.value,
    texts: createTexts(hospital.texts, {
      report,
      names: englishNames(hospital),
      written: englishTexts(hospital),
      people: hospital.doctors.map(({ name }) => name),
    }),
    understand: createUnderstand(lexiconOf(hospital)),
  }
}

/** Reads the hospital in force, and again whenever its revision number has changed. */
export const hospitalReader = ({ pool }: Database, log: Logger): Kit['hospital'] => {
  let held: ListeningHospital | undefined
  let reading: Promise<ListeningHospital> | undefined
  const read = async (): Promise<ListeningHospital> => {
    const found = await currentHospital(pool)
    if (!found) throw new Error('no hospital has been imported')
    held = listening(found.revision, found.document, log)
    return held
  }
  return async (known) => {
    const revision = known ?? (await currentRevision(pool))
    if (held?.revision === revision) return held
    // Turns that meet a new revision at the same moment read it once.
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }
}
