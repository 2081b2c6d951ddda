/** Everything that is encrypted, encrypted again under another DATA_KEY. Source: DU-3. */
import type pg from 'pg'
import { ok } from '../domain/result.ts'
import type { Identity } from '../domain/records.ts'
import { beAlone } from './presence.ts'
import { record } from './queries/audit.ts'
import { isKeyOf } from './queries/key-check.ts'
import { type Db, rows, touched, transaction } from './sql.ts'
import { ownTables, quoted } from './tables.ts'
import type { Vault } from './vault.ts'

/** Files of some megabytes may be among the rows that are read at once. */
const AT_ONCE = 20

interface Row {
  ctid: string
  sealed: Buffer
}

/** Each row once: the cursor does not see what is written meanwhile. */
const resealTable = async (db: Db, table: string, from: Vault, to: Vault): Promise<number> => {
  const name = quoted(table)
  await db.query({
    text: `DECLARE sealed_rows NO SCROLL CURSOR FOR SELECT ctid::text, sealed FROM ${name} WHERE sealed IS NOT NULL`,
  })
  let resealed = 0
  for (;;) {
    const { rows: found } = (await db.query({ text: `FETCH ${AT_ONCE} FROM sealed_rows` })) as { rows: Row[] }
    if (found.length === 0) break
    resealed += await touched(
      db,
      `UPDATE ${name} SET sealed = fresh.sealed FROM unnest($1::tid[], $2::bytea[]) AS fresh (at, sealed) WHERE ${name}.ctid = fresh.at`,
      [found.map(({ ctid }) => ctid), found.map(({ sealed }) => to.seal(from.open(sealed)))],
    )
  }
  await db.query({ text: 'CLOSE sealed_rows' })
  return resealed
}

/** People keep nothing of the old key: their data keys are new too, and so is the hash of the ID number. */
const resealPeople = async (db: Db, from: Vault, to: Vault): Promise<number> => {
  const people = await rows<{ id: string; dataKey: Buffer; sealed: Buffer }>(
    db,
    'SELECT id, data_key AS "dataKey", sealed FROM person WHERE data_key IS NOT NULL',
  )
  for (const { id, dataKey, sealed } of people) {
    const identity = from.openFor<Identity>(dataKey, sealed)
    const fresh = to.newPersonKey()
    await touched(db, 'UPDATE person SET data_key = $2, sealed = $3, id_hash = $4 WHERE id = $1', [
      id,
      fresh,
      to.sealFor(fresh, identity),
      to.hashOf(identity.idNumber),
    ])
  }
  return people.length
}

const sealedTables = async (db: Db): Promise<string[]> =>
  (await ownTables(db)).flatMap(({ name, columns }) =>
    columns.includes('sealed') && name !== 'person' ? [name] : [],
  )

/**
 * Encrypts everything again, whole or not at all; answers how many rows, or null where `to` is the key already.
 *
 * One-time codes that were not used lapse; who is signed in stays so. Throws where a server is running.
 */
export const rotateKey = async (
  pool: pg.Pool,
  from: Vault,
  to: Vault,
  now: number,
): Promise<number | null> => {
  const result = await transaction<number | null, never>(pool, async (db) => {
    await beAlone(db)
    if (await isKeyOf(db, to)) return ok(null)
    let resealed = await resealPeople(db, from, to)
    for (const table of await sealedTables(db)) resealed += await resealTable(db, table, from, to)
    await touched(db, 'DELETE FROM one_time_code')
    await record(
      db,
      { actor: 'cli', action: 'key.rotate', subject: 'database', detail: { rows: resealed } },
      now,
    )
    return ok(resealed)
  })
  return result.ok ? result.value : null
}
