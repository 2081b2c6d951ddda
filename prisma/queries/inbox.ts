import { batched } from '../batched.ts'
import { type Db, first, rows, touched } from '../sql.ts'

export interface InboxRow {
  id: number
  conversation: number
  source: string
  sealed: Buffer
  at: number
  attempts: number
}

/** Accepts something that arrived; false if it is a repeat. */
export const acceptArrival = async (
  db: Db,
  row: { conversation: number; source: string; externalId: string; sealed: Buffer; at: Date },
): Promise<boolean> =>
  (await touched(
    db,
    `INSERT INTO inbox (conversation_id, source, external_id, sealed, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (source, external_id) DO NOTHING`,
    [row.conversation, row.source, row.externalId, row.sealed, row.at],
  )) === 1

/** Accepts what became due; a repeat is accepted once. */
export const acceptDue = (
  db: Db,
  arrivals: { conversation: number; due: number; sealed: Buffer }[],
  at: Date,
): Promise<number> =>
  touched(
    db,
    `INSERT INTO inbox (conversation_id, source, external_id, sealed, at)
     SELECT a.conversation, 'due', 'due:' || a.due, a.sealed, $4
     FROM unnest($1::int[], $2::int[], $3::bytea[]) WITH ORDINALITY AS a(conversation, due, sealed, n) ORDER BY a.n
     ON CONFLICT (source, external_id) DO NOTHING`,
    [
      arrivals.map(({ conversation }) => conversation),
      arrivals.map(({ due }) => due),
      arrivals.map(({ sealed }) => sealed),
      at,
    ],
  )

export const wasAccepted = async (db: Db, source: string, externalId: string): Promise<boolean> =>
  (await first(db, 'SELECT 1 FROM inbox WHERE source = $1 AND external_id = $2', [source, externalId])) !==
  null

/** False if somebody else has taken it. */
export const finishArrival = async (db: Db, id: number, status: 'done' | 'parked'): Promise<boolean> =>
  (await touched(db, `UPDATE inbox SET status = $2 WHERE id = $1 AND status = 'waiting'`, [id, status])) === 1

/** Keeps it for this transaction; false if somebody else has taken it. */
export const holdArrival = async (db: Db, id: number): Promise<boolean> =>
  (await first(db, `SELECT 1 FROM inbox WHERE id = $1 AND status = 'waiting' FOR UPDATE`, [id])) !== null

export const countAttempt = async (db: Db, id: number): Promise<number> =>
  (
    await first<{ attempts: number }>(
      db,
      'UPDATE inbox SET attempts = attempts + 1 WHERE id = $1 RETURNING attempts',
      [id],
    )
  )?.attempts ?? 0

/** What a chat's page shows of what was written to us, newest first. */
export const arrivalsOf = (
  db: Db,
  conversation: number,
  after: number,
  limit: number,
): Promise<{ id: number; sealed: Buffer; at: number; acceptedAt: number }[]> =>
  rows(
    db,
    `SELECT id, sealed, at, accepted_at AS "acceptedAt" FROM inbox
     WHERE conversation_id = $1 AND id > $2 AND source NOT IN ('due', 'event') AND sealed IS NOT NULL ORDER BY id DESC LIMIT $3`,
    [conversation, after, limit],
  )

/** More than this of one chat are not counted. */
export const MOST_COUNTED = 200

/** When the messages of a chat arrived, up to `id`, since an instant. */
export const arrivedSince = batched<{ conversation: number; id: number; since: Date }, number[]>(
  async (pool, asked) =>
    (
      await rows<{ arrived: number[] }>(
        pool,
        `SELECT ARRAY(
           SELECT extract(epoch FROM at)::float8 * 1000 FROM inbox
           WHERE conversation_id = asked.conversation AND id <= asked.id AND at > asked.since AND source NOT IN ('due', 'event')
           ORDER BY id DESC LIMIT ${MOST_COUNTED}
         ) AS arrived
         FROM unnest($1::int[], $2::int[], $3::timestamptz[]) WITH ORDINALITY AS asked(conversation, id, since, n) ORDER BY n`,
        [
          asked.map(({ conversation }) => conversation),
          asked.map(({ id }) => id),
          asked.map(({ since }) => since),
        ],
      )
    ).map(({ arrived }) => arrived.map(Math.round)),
)
