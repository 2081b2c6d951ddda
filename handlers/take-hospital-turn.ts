import { ok, refused } from '../domain/result.ts'
import { HOSPITAL_DUES } from '../jobs/due/kinds.ts'
import { finishArrival } from '../prisma/queries/inbox.ts'
import { transaction } from '../prisma/sql.ts'
import { commitContext, type Taking } from './taking.ts'

/** Takes a due thing of the hospital itself: an escalation, the daily list, new sessions. */
export const takeHospitalTurn = async (taking: Taking): Promise<void> => {
  const { arrival, kit, row } = taking
  if (arrival.kind !== 'due') return
  const happens = HOSPITAL_DUES[arrival.due.kind]
  if (!happens) throw new Error(`nobody knows what to do about ${arrival.due.kind}`)
  await transaction(kit.database.pool, async (db) => {
    if (!(await finishArrival(db, row.id, 'done'))) return refused('lost')
    await happens(arrival.due, commitContext(taking, db))
    return ok(undefined)
  })
}
