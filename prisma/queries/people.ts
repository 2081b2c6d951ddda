import { randomUUID } from 'node:crypto'
import type { Identity, KnownPerson } from '../../domain/records.ts'
import { batched } from '../batched.ts'
import { at, type Db, first, rows, touched } from '../sql.ts'
import type { Vault } from '../vault.ts'

/** The account that writes on a channel, made if it is new. */
export const accountOf = async (db: Db, channel: string, externalId: string, now: Date): Promise<number> => {
  const known = await first<{ id: number }>(
    db,
    'SELECT id FROM account WHERE channel = $1 AND external_id = $2',
    [channel, externalId],
  )
  if (known) return known.id
  const made = await first<{ id: number }>(
    db,
    `INSERT INTO account (channel, external_id, created_at) VALUES ($1, $2, $3)
     ON CONFLICT (channel, external_id) DO UPDATE SET channel = account.channel RETURNING id`,
    [channel, externalId, now],
  )
  if (!made) throw new Error('an account could not be made')
  return made.id
}

/** A person as the database has them: key and identity in Base64. */
export interface SealedPerson {
  id: string
  relation: string
  dataKey: string
  sealed: string
  consented: boolean
}

/** People that the account of an SQL expression books for, as JSON; erased ones are gone. */
export const PERSONS_OF = (account: string): string => `(
  SELECT coalesce(json_agg(json_build_object('id', p.id, 'relation', r.kind, 'dataKey', encode(p.data_key, 'base64'),
    'sealed', encode(p.sealed, 'base64'),
    'consented', EXISTS (SELECT 1 FROM consent g WHERE g.person_id = p.id AND g.withdrawn_at IS NULL)
  ) ORDER BY r.created_at, p.id), '[]')
  FROM relation r JOIN person p ON p.id = r.person_id WHERE r.account_id = ${account} AND p.erased_at IS NULL)`

export const openPerson = (vault: Vault, { dataKey, sealed, ...person }: SealedPerson): KnownPerson => ({
  ...person,
  ...vault.openFor<Identity>(Buffer.from(dataKey, 'base64'), Buffer.from(sealed, 'base64')),
})

/** People an account books for; erased ones are gone. */
export const personsOf = async (db: Db, vault: Vault, account: number): Promise<KnownPerson[]> => {
  const found = await first<{ persons: SealedPerson[] }>(db, `SELECT ${PERSONS_OF('$1')} AS persons`, [
    account,
  ])
  return (found?.persons ?? []).map((person) => openPerson(vault, person))
}

export const identityOfPerson = async (db: Db, vault: Vault, person: string): Promise<Identity | null> => {
  const found = await first<{ dataKey: Buffer | null; sealed: Buffer | null }>(
    db,
    'SELECT data_key AS "dataKey", sealed FROM person WHERE id = $1',
    [person],
  )
  return found?.dataKey && found.sealed ? vault.openFor<Identity>(found.dataKey, found.sealed) : null
}

export const personByHash = async (db: Db, hash: string): Promise<string | null> =>
  (await first<{ id: string }>(db, 'SELECT id FROM person WHERE id_hash = $1', [hash]))?.id ?? null

/** Who has an ID number of this hash, and is not erased. */
export const ownerOfHash = batched<string, { id: string; dataKey: Buffer; sealed: Buffer } | null>(
  async (pool, hashes) => {
    const found = await rows<{ hash: string; id: string; dataKey: Buffer; sealed: Buffer }>(
      pool,
      `SELECT id_hash AS hash, id, data_key AS "dataKey", sealed FROM person WHERE id_hash = ANY($1) AND sealed IS NOT NULL`,
      [hashes],
    )
    const owners = new Map(found.map(({ hash, ...owner }) => [hash, owner]))
    return hashes.map((hash) => owners.get(hash) ?? null)
  },
)

/** A person as they are first kept. */
export const newPerson = (
  vault: Vault,
  identity: Identity,
): { person: string; made: { idHash: string; dataKey: Buffer; sealed: Buffer } } => {
  const dataKey = vault.newPersonKey()
  const made = { idHash: vault.hashOf(identity.idNumber), dataKey, sealed: vault.sealFor(dataKey, identity) }
  return { person: randomUUID(), made }
}

export const accountMayUse = async (db: Db, account: number, person: string): Promise<boolean> =>
  (await first(db, 'SELECT 1 FROM relation WHERE account_id = $1 AND person_id = $2', [account, person])) !==
  null

export const withdrawConsent = (db: Db, person: string, now: number): Promise<number> =>
  touched(db, 'UPDATE consent SET withdrawn_at = $2 WHERE person_id = $1 AND withdrawn_at IS NULL', [
    person,
    at(now),
  ])

/** Destroys a person's data key and everything under it; records of visits stay, pseudonymous. Source: DU-3. */
export const erasePerson = (db: Db, person: string, now: number): Promise<number> =>
  touched(
    db,
    'UPDATE person SET data_key = NULL, sealed = NULL, id_hash = NULL, erased_at = $2 WHERE id = $1 AND erased_at IS NULL',
    [person, at(now)],
  )
