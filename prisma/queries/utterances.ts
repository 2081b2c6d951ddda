/** What was not understood, masked; no row leads to a patient, a conversation or a message. */
import type { LearntHow } from '../../domain/effect.ts'
import type { Intent } from '../../domain/understanding.ts'
import { at, type Db, rows, touched } from '../sql.ts'
import type { Vault } from '../vault.ts'

export interface UtteranceContent {
  text: string
  how: LearntHow
  /** Intents that were guessed, best first. */
  guesses: Intent[]
  /** What the patient then chose or said. */
  choice: Intent | null
}

export interface UtteranceRow extends UtteranceContent {
  id: number
  /** `YYYY-MM-DD` */
  heardOn: string
  status: 'new' | 'labelled' | 'dismissed'
  label: string | null
}

/** `heardOn` is a day and no more: an instant would lead to the message. */
export const insertUtterance = (
  db: Db,
  vault: Vault,
  { heardOn, ...content }: UtteranceContent & { heardOn: string },
): Promise<number> =>
  touched(db, 'INSERT INTO utterance (sealed, heard_on) VALUES ($1, $2)', [vault.seal(content), heardOn])

const MOST = 5_000

type Stored = Omit<UtteranceRow, keyof UtteranceContent> & { sealed: Buffer }

/** The newest of a status, at most 5,000; `since` is a day, inclusive. */
export const utterancesOf = async (
  db: Db,
  vault: Vault,
  status: UtteranceRow['status'],
  since = '0001-01-01',
): Promise<UtteranceRow[]> => {
  const found = await rows<Stored>(
    db,
    `SELECT id, sealed, heard_on::text AS "heardOn", status, label FROM utterance
     WHERE status = $1 AND heard_on >= $2 ORDER BY id DESC LIMIT ${MOST}`,
    [status, since],
  )
  return found.map(({ sealed, ...row }) => ({ ...row, ...vault.open<UtteranceContent>(sealed) }))
}

/** Labels utterances, or dismisses them where `label` is null; answers how many were still to be reviewed. */
export const reviewUtterances = (
  db: Db,
  review: { ids: number[]; label: string | null; by: string; now: number },
): Promise<number> =>
  touched(
    db,
    `UPDATE utterance SET status = $2, label = $3, reviewed_by = $4, reviewed_at = $5 WHERE id = ANY($1) AND status = 'new'`,
    [review.ids, review.label === null ? 'dismissed' : 'labelled', review.label, review.by, at(review.now)],
  )

/** Forgets what was heard before a day. */
export const forgetUtterances = (db: Db, before: string): Promise<number> =>
  touched(db, 'DELETE FROM utterance WHERE heard_on < $1', [before])
