import { faultPoint } from '../domain/fault-point.ts'
import type { Arrival } from '../domain/message.ts'
import { ok } from '../domain/result.ts'
import type { Database } from '../prisma/database.ts'
import { conversationOf } from '../prisma/queries/conversations.ts'
import { type DueRow, dueNow, takeDue } from '../prisma/queries/due.ts'
import { acceptDue } from '../prisma/queries/inbox.ts'
import { type Db, transaction } from '../prisma/sql.ts'

/** The conversation in which the hospital's own due things take their turns, one after the other. */
const hospitalConversation = (db: Db, now: Date): Promise<number> =>
  conversationOf(db, { channel: 'hospital', chat: 'self', kind: 'group', account: null, now })

const arrivalOf = ({ id, kind, subject, data }: DueRow): Arrival => ({
  kind: 'due',
  due: { id, kind, subject, data },
})

/** Turns what has become due on the hospital clock into arrivals, in order of its time; answers how many. */
export const sweepDue = async ({ pool, vault }: Database): Promise<number> => {
  const { now, due: waits } = await dueNow(pool)
  if (!waits) return 0
  const at = new Date(now)
  const own = await hospitalConversation(pool, at)
  const swept = await transaction(pool, async (db) => {
    const due = await takeDue(db, now)
    const arrivals = due.map((row) => ({
      conversation: row.conversation ?? own,
      due: row.id,
      sealed: vault.seal(arrivalOf(row)),
    }))
    await acceptDue(db, arrivals, at)
    return ok(due.length)
  })
  const count = swept.ok ? swept.value : 0
  if (count > 0) faultPoint('swept')
  return count
}
