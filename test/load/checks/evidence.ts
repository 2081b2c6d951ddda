/** What the checks go by: the database, opened with the hospital's key, and what was seen from outside. */
import type { OutboundMessage } from '../../../domain/message.ts'
import { type Db, rows } from '../../../prisma/sql.ts'
import type { Vault } from '../../../prisma/vault.ts'
import type { Witness } from '../witness.ts'

export interface Broken {
  invariant: string
  /** Ids and times, for people. */
  what: string
  /** Chat whose words tell the story. */
  chat?: string
}

export interface Said {
  id: number
  conversation: number
  seq: number
  chat: string
  kind: 'private' | 'group'
  channel: string
  status: string
  at: number
  tx: number
  text: string
}

export interface Evidence {
  db: Db
  vault: Vault
  witness: Witness
  /** End of the rehearsal, hospital time. */
  now: number
  said: Said[]
}

export type Check = (evidence: Evidence) => Promise<Broken[]>

export const gather = async (db: Db, vault: Vault, witness: Witness, now: number): Promise<Evidence> => {
  const found = await rows<Omit<Said, 'text'> & { sealed: Buffer }>(
    db,
    `SELECT o.id, o.conversation_id AS conversation, o.seq, c.chat, c.kind, c.channel, o.status, o.at, o.sealed, w.tx
     FROM outbox o JOIN conversation c ON c.id = o.conversation_id
     LEFT JOIN rehearsal.written w ON w.what = 'outbox insert' AND w.id = o.id ORDER BY o.id`,
  )
  const said = found.map(({ sealed, ...row }) => {
    const { text, options } = vault.open<OutboundMessage>(sealed)
    return { ...row, text: [text, ...(options ?? []).map(({ label }) => label)].join('\n') }
  })
  return { db, vault, witness, now, said }
}

export const isoOf = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** Every row of a query is something broken. */
export const brokenRows = async (
  { db }: Evidence,
  invariant: string,
  sql: string,
  values: unknown[] = [],
): Promise<Broken[]> =>
  (await rows<{ chat?: string }>(db, sql, values)).map(({ chat, ...what }) => ({
    invariant,
    what: JSON.stringify(what),
    ...(chat === undefined ? {} : { chat }),
  }))

export const grouped = <T, K>(all: T[], keyOf: (one: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>()
  for (const one of all) {
    const key = keyOf(one)
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return groups
}
