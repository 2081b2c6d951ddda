import { randomUUID } from 'node:crypto'
import type { Identity, KnownPerson } from '../../domain/records.ts'
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

/** People an account books for; erased ones are gone. */
export const personsOf = async (db: Db, vault: Vault, account: number): Promise<KnownPerson[]> => {
  const found = await rows<{
    id: string
    relation: string
    dataKey: Buffer
    sealed: Buffer
    consented: boolean
  }>(
    db,
    `SELECT p.id, r.kind AS relation, p.data_key AS "dataKey", p.sealed,
       EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.withdrawn_at IS NULL) AS consented
     FROM relation r JOIN person p ON p.id = r.person_id
     WHERE r.account_id = $1 AND p.erased_at IS NULL ORDER BY r.created_at, p.id`,
    [account],
  )
  return found.map(({ dataKey, sealed, ...person }) => ({
    ...person,
    ...vault.openFor<Identity>(dataKey, sealed),
  }))
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

/** Finds or makes the person of an identity and joins it to the account with the consent given. */
export const registerPerson = async (
  db: Db,
  vault: Vault,
  {
    identity,
    relation,
    consent,
    account,
    now,
  }: { identity: Identity; relation: string; consent: string; account: number; now: number },
): Promise<string> => {
  const dataKey = vault.newPersonKey()
  const made = await first<{ id: string }>(
    db,
    `INSERT INTO person (id, id_hash, data_key, sealed, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id_hash) DO NOTHING RETURNING id`,
    [randomUUID(), vault.hashOf(identity.idNumber), dataKey, vault.sealFor(dataKey, identity), at(now)],
  )
  const id = made?.id ?? (await personByHash(db, vault.hashOf(identity.idNumber)))
  if (!id) throw new Error('a person could not be registered')
  await touched(
    db,
    `INSERT INTO relation (account_id, person_id, kind, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (account_id, person_id) DO NOTHING`,
    [account, id, relation, at(now)],
  )
  await touched(
    db,
    `INSERT INTO consent (person_id, purpose, text_version, given_by, given_at)
     SELECT $1, 'booking', $2, $3, $4 WHERE NOT EXISTS
       (SELECT 1 FROM consent WHERE person_id = $1 AND purpose = 'booking' AND withdrawn_at IS NULL)`,
    [id, consent, account, at(now)],
  )
  return id
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
