/** What nearly every turn needs, read in one statement for all turns of the moment. */
import { batched } from '../batched.ts'
import { rows } from '../sql.ts'
import type { ConversationRow } from './conversations.ts'
import type { InboxRow } from './inbox.ts'
import { PERSONS_OF, type SealedPerson } from './people.ts'

/** The oldest waiting arrival of a conversation with all that taking it needs. */
export interface WaitingTurn {
  conversation: ConversationRow
  row: InboxRow
  /** When the newest messages of the chat arrived, up to this one and at most `LATEST`; newest first. */
  latest: number[]
  /** People the account books for. */
  persons: SealedPerson[]
  /** Hospital time, epoch milliseconds. */
  now: number
  /** The hospital revision in force. */
  revision: number
}

interface WaitingRow extends ConversationRow {
  arrival: number
  source: string
  arrivalSealed: Buffer
  at: number
  attempts: number
  offset: number
  revision: number
  latest: number[]
  persons: SealedPerson[]
}

export const LATEST = 32

const turnOf = (found: WaitingRow): WaitingTurn => {
  const { arrival, source, arrivalSealed, at, attempts, offset, revision, latest, persons, ...conversation } =
    found
  return {
    conversation,
    row: { id: arrival, conversation: conversation.id, source, sealed: arrivalSealed, at, attempts },
    latest: latest.map(Math.round),
    persons,
    now: Date.now() + offset,
    revision,
  }
}

/** The next turn of a conversation; null if none waits. */
export const waitingTurn = batched<number, WaitingTurn | null>(async (pool, conversations) => {
  const found = await rows<WaitingRow>(
    pool,
    `SELECT c.*, i.*, k.offset_ms AS offset, (SELECT max(revision) FROM hospital_revision) AS revision,
       ARRAY(SELECT extract(epoch FROM at)::float8 * 1000 FROM inbox
         WHERE conversation_id = wanted.id AND id <= i.arrival AND source NOT IN ('due', 'event')
         ORDER BY id DESC LIMIT ${LATEST}) AS latest,
       ${PERSONS_OF('c.account')} AS persons
     FROM unnest($1::int[]) AS wanted(id)
     CROSS JOIN LATERAL (SELECT inbox.id AS arrival, source, inbox.sealed AS "arrivalSealed", at, attempts FROM inbox
       WHERE conversation_id = wanted.id AND status = 'waiting' ORDER BY inbox.id LIMIT 1) AS i
     CROSS JOIN LATERAL (SELECT id, channel, chat, kind, account_id AS account, version, sealed FROM conversation
       WHERE conversation.id = wanted.id LIMIT 1) AS c
     CROSS JOIN clock AS k`,
    [conversations],
  )
  const turns = new Map(found.map((row) => [row.id, turnOf(row)]))
  return conversations.map((id) => turns.get(id) ?? null)
})
