/** Importing a hospital file while the hospital runs. */
import { Temporal } from 'temporal-polyfill'
import type { Hospital } from '../domain/hospital.ts'
import { ok, refused, type Result } from '../domain/result.ts'
import { scheduleForgetting } from '../jobs/due/forget-messages.ts'
import { followRosterNow, makeSessions, scheduleSessions } from '../jobs/due/make-sessions.ts'
import { scheduleTriageList } from '../jobs/due/triage-list.ts'
import type { Database } from '../prisma/database.ts'
import { bindGroup } from '../prisma/queries/access.ts'
import { futureVisits } from '../prisma/queries/appointments.ts'
import { record } from '../prisma/queries/audit.ts'
import { hospitalNow } from '../prisma/queries/clock.ts'
import { conversationOf } from '../prisma/queries/conversations.ts'
import { insertRevision } from '../prisma/queries/hospital-revisions.ts'
import { type Db, transaction } from '../prisma/sql.ts'
import { dayOf } from '../rules/calendar.ts'
import { policyWith } from '../rules/policy-with.ts'

/** Chat of a staff group on our own pages. */
export const webChatOfGroup = (group: string): string => `group:${group}`

/** Who still has visits with a department or doctor that the file no longer has. */
const orphans = async (db: Db, { departments, doctors }: Hospital, day: string): Promise<string[]> => {
  const known = new Set([...departments, ...doctors].map(({ key }) => key))
  const missing = (await futureVisits(db, day)).flatMap(({ department, doctor }) => [
    department,
    ...(doctor ? [doctor] : []),
  ])
  return [...new Set(missing.filter((key) => !known.has(key)))]
}

const openGroups = async (db: Db, hospital: Hospital, now: number): Promise<void> => {
  for (const { key } of hospital.groups) {
    const chat = webChatOfGroup(key)
    await conversationOf(db, { channel: 'web', chat, kind: 'group', account: null, now: new Date(now) })
    await bindGroup(db, 'web', chat, key, now)
  }
}

export type ImportRefusal = 'policy-invalid' | 'still-has-visits'

/** Puts a checked hospital in force and answers its revision; refused when somebody with future visits would vanish. */
export const importHospital = async (
  { pool }: Pick<Database, 'pool'>,
  hospital: Hospital,
  by: string,
): Promise<Result<number, ImportRefusal>> => {
  const policy = policyWith(hospital.policy)
  if (!policy.ok) return refused('policy-invalid')
  return transaction<number, ImportRefusal>(pool, async (db) => {
    const ms = await hospitalNow(db)
    const now = Temporal.Instant.fromEpochMilliseconds(ms)
    const missing = await orphans(db, hospital, dayOf(now, policy.value).toString())
    if (missing.length > 0) return refused('still-has-visits', { keys: missing.join(', ') })
    const making = { db, now, hospital, policy: policy.value }
    const revision = await insertRevision(db, hospital, by, ms)
    await openGroups(db, hospital, ms)
    await makeSessions(making)
    await followRosterNow(making)
    await scheduleSessions(making)
    await scheduleTriageList(making)
    await scheduleForgetting(making)
    await record(db, { actor: by, action: 'hospital.import', subject: `revision:${revision}` }, ms)
    return ok(revision)
  })
}
