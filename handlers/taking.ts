import { Temporal } from 'temporal-polyfill'
import type { ConversationState } from '../domain/conversation.ts'
import type { Arrival } from '../domain/message.ts'
import type { CommitContext } from '../jobs/commit-context.ts'
import type { ConversationRow } from '../prisma/queries/conversations.ts'
import type { InboxRow } from '../prisma/queries/inbox.ts'
import type { Db } from '../prisma/sql.ts'
import type { SealedPerson } from '../prisma/queries/people.ts'
import type { Kit, ListeningHospital } from './kit.ts'

/** One arrival with everything that taking it needs. */
export interface Taking {
  kit: Kit
  inForce: ListeningHospital
  conversation: ConversationRow
  row: InboxRow
  arrival: Arrival
  state: ConversationState
  now: number
  /** When the chat's newest messages arrived, newest first; at most `LATEST`. */
  latest: number[]
  /** People the account books for. */
  persons: SealedPerson[]
}

export const commitContext = ({ kit, inForce, row, now, arrival }: Taking, db: Db): CommitContext => ({
  ...inForce,
  db,
  vault: kit.database.vault,
  now: Temporal.Instant.fromEpochMilliseconds(now),
  turn: String(row.id),
  bulk: arrival.kind === 'due',
})
