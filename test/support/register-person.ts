/** Somebody whom the hospital knew before: a person of an account, as a booking leaves them. */
import type { Identity } from '../../domain/records.ts'
import { newPerson } from '../../prisma/queries/people.ts'
import { at, type Db, touched } from '../../prisma/sql.ts'
import type { Vault } from '../../prisma/vault.ts'

export const registerPerson = async (
  db: Db,
  vault: Vault,
  { identity, account, now }: { identity: Identity; account: number; now: number },
): Promise<string> => {
  const { person, made } = newPerson(vault, identity)
  await touched(
    db,
    'INSERT INTO person (id, id_hash, data_key, sealed, created_at) VALUES ($1, $2, $3, $4, $5)',
    [person, made.idHash, made.dataKey, made.sealed, at(now)],
  )
  await touched(
    db,
    `INSERT INTO relation (account_id, person_id, kind, created_at) VALUES ($1, $2, 'self', $3)`,
    [account, person, at(now)],
  )
  await touched(
    db,
    `INSERT INTO consent (person_id, purpose, text_version, given_by, given_at) VALUES ($1, 'booking', '1', $2, $3)`,
    [person, account, at(now)],
  )
  return person
}
