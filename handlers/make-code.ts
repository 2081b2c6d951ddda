import { randomInt } from 'node:crypto'
import type { Group, Hospital, StaffMember } from '../domain/hospital.ts'
import { ok } from '../domain/result.ts'
import type { Database } from '../prisma/database.ts'
import { type CodePurpose, insertCode } from '../prisma/queries/access.ts'
import { record } from '../prisma/queries/audit.ts'
import { hospitalNow } from '../prisma/queries/clock.ts'
import { transaction } from '../prisma/sql.ts'

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LENGTH = 10
const MINUTES = 30

const newCode = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')

export const groupNamed = ({ groups }: Hospital, name: string): Group | undefined =>
  groups.find((group) => group.key === name || group.name === name)

export const staffNamed = ({ staff }: Hospital, name: string): StaffMember | undefined =>
  staff.find((member) => member.key === name || member.name === name)

/** Makes a one-time code that holds for half an hour; only its hash is kept. */
export const makeCode = async (
  { pool, vault }: Database,
  purpose: CodePurpose,
  subject: string,
  by: string,
): Promise<{ code: string; minutes: number }> => {
  const code = newCode()
  await transaction(pool, async (db) => {
    await insertCode(db, { hash: vault.codeHash(code), purpose, subject, minutes: MINUTES })
    await record(db, { actor: by, action: `code.${purpose}`, subject }, await hospitalNow(db))
    return ok(undefined)
  })
  return { code, minutes: MINUTES }
}
