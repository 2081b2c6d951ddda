/** A sealed value by which a database knows the key that it was encrypted with. */
import { type Db, first, touched } from '../sql.ts'
import type { Vault } from '../vault.ts'

const WORD = 'yiguanjia'

/** The database was encrypted under another key. */
export class WrongKey extends Error {}

const opens = (vault: Vault, sealed: Buffer): boolean => {
  try {
    return vault.open<string>(sealed) === WORD
  } catch {
    return false // another key does not open it
  }
}

/** Whether the database was encrypted under this vault's key. */
export const isKeyOf = async (db: Db, vault: Vault): Promise<boolean> => {
  const held = await first<{ sealed: Buffer }>(db, 'SELECT sealed FROM key_check WHERE id = 1')
  return held !== null && opens(vault, held.sealed)
}

/** Seals the value at the first call; throws where it was sealed under another key than this vault's. */
export const checkKey = async (db: Db, vault: Vault): Promise<void> => {
  await touched(db, 'INSERT INTO key_check (id, sealed) VALUES (1, $1) ON CONFLICT (id) DO NOTHING', [
    vault.seal(WORD),
  ])
  if (!(await isKeyOf(db, vault)))
    throw new WrongKey(
      'this database was encrypted with another key: bring back the right DATA_KEY (or the file data-key in DATA_DIR) ' +
        'from your copy. Without it nothing that patients told can be read. Was the key just being changed? ' +
        'Then do npm run admin -- rotate-key again',
    )
}
