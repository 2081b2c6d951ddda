import type { Temporal } from 'temporal-polyfill'
import type { Hospital } from '../domain/hospital.ts'
import type { Policy } from '../rules/policy.ts'
import type { Db } from '../prisma/sql.ts'
import type { Vault } from '../prisma/vault.ts'
import type { Texts } from '../texts/load-texts.ts'

/** The hospital as its newest file says. */
export interface HospitalInForce {
  revision: number
  hospital: Hospital
  policy: Policy
  texts: Texts
}

/** What everything that happens inside a turn's commit works with; `db` is the turn's own transaction. */
export interface CommitContext extends HospitalInForce {
  db: Db
  vault: Vault
  now: Temporal.Instant
  /** Unique to the turn. */
  turn: string
  /** Nobody waits for what this turn says: it goes out after replies. */
  bulk?: boolean
}
