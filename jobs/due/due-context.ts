import type { Temporal } from 'temporal-polyfill'
import type { ConversationState } from '../../domain/conversation.ts'
import type { Effect } from '../../domain/effect.ts'
import type { DueArrival } from '../../domain/message.ts'
import type { Say } from '../../domain/say.ts'
import type { Understand } from '../../domain/understanding.ts'
import type { Db } from '../../prisma/sql.ts'
import type { Vault } from '../../prisma/vault.ts'
import type { CommitContext, HospitalInForce } from '../commit-context.ts'

/** What a due thing in a patient's conversation may read when its time has come. */
export interface PatientDueContext extends HospitalInForce {
  db: Db
  vault: Vault
  now: Temporal.Instant
  /** A dialog is under way: what is pushed now offers words, never numerals. */
  busy: boolean
  account: number
  conversation: number
  state: ConversationState
  understand: Understand
}

/** Reads its subject again and says what is left to say; nothing, where it no longer applies. `state` where that changes. */
export type PatientDue = (
  due: DueArrival,
  context: PatientDueContext,
) => Promise<{ says: Say[]; effects: Effect[]; state?: ConversationState }>

/** A due thing of the hospital itself, carried out in the commit of its turn. */
export type HospitalDue = (due: DueArrival, context: CommitContext) => Promise<void>

export const nothing = { says: [], effects: [] }

/** `appointment:12` → 12 */
export const subjectId = ({ subject }: DueArrival): number => Number(subject.split(':')[1])
