import type { Db } from '../../../prisma/sql.ts'
import type { Vault } from '../../../prisma/vault.ts'
import type { Witness } from '../witness.ts'
import * as dues from './dues.ts'
import * as effects from './effects.ts'
import { type Broken, type Check, gather } from './evidence.ts'
import * as identity from './identity.ts'
import * as messages from './messages.ts'
import * as places from './places.ts'
import * as tickets from './tickets.ts'

const CHECKS: Check[] = [dues, effects, identity, messages, places, tickets].flatMap((file) =>
  Object.values<Check>(file),
)

/** Everything that is broken in a hospital at rest; `now` is hospital time. */
export const checkAll = async (db: Db, vault: Vault, witness: Witness, now: number): Promise<Broken[]> => {
  const evidence = await gather(db, vault, witness, now)
  const broken: Broken[] = []
  for (const check of CHECKS) broken.push(...(await check(evidence)))
  return broken
}
