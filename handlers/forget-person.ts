/** Source: DU-3 (S1 第八条). */
import { scheduleDropInstead } from '../jobs/schedule-drop.ts'
import { record } from '../prisma/queries/audit.ts'
import { erasePerson, withdrawConsent } from '../prisma/queries/people.ts'
import type { Db } from '../prisma/sql.ts'

/** What was told of somebody who no longer consents is dropped at once. */
export const dropTold = (db: Db, conversation: number, now: number): Promise<number> =>
  scheduleDropInstead(db, { conversation, from: 0, dueAt: now, all: true })

/** Destroys a person's identity, and what was told of it in these conversations; visits stay, without a name. */
export const forgetPerson = async (
  db: Db,
  {
    person,
    conversations,
    actor,
    now,
  }: { person: string; conversations: number[]; actor: string; now: number },
): Promise<void> => {
  await withdrawConsent(db, person, now)
  await erasePerson(db, person, now)
  for (const conversation of conversations) await dropTold(db, conversation, now)
  await record(db, { actor, action: 'person.erase', subject: `person:${person}` }, now)
}
