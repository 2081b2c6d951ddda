/** Who may come in: one-time codes, signed-in browsers, staff accounts, group chats. Lifetimes are wall time. */
import { at, type Db, first, touched } from '../sql.ts'

export type CodePurpose = 'bind-group' | 'bind-staff' | 'sign-in'

export const insertCode = (
  db: Db,
  code: { hash: string; purpose: CodePurpose; subject: string; minutes: number },
): Promise<number> =>
  touched(
    db,
    `INSERT INTO one_time_code (hash, purpose, subject, expires_at) VALUES ($1, $2, $3, now() + make_interval(mins => $4))`,
    [code.hash, code.purpose, code.subject, code.minutes],
  )

/** Uses a code up; null if it is unknown, used or expired. */
export const redeemCode = async (db: Db, hash: string, purpose: CodePurpose): Promise<string | null> =>
  (
    await first<{ subject: string }>(
      db,
      `UPDATE one_time_code SET used_at = now() WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > now()
       RETURNING subject`,
      [hash, purpose],
    )
  )?.subject ?? null

export const insertWebSession = (
  db: Db,
  session: { hash: string; kind: 'patient' | 'staff'; subject: string; days: number },
): Promise<number> =>
  touched(
    db,
    `INSERT INTO web_session (hash, kind, subject, expires_at) VALUES ($1, $2, $3, now() + make_interval(days => $4))`,
    [session.hash, session.kind, session.subject, session.days],
  )

export const webSession = async (db: Db, hash: string, kind: 'patient' | 'staff'): Promise<string | null> =>
  (
    await first<{ subject: string }>(
      db,
      'SELECT subject FROM web_session WHERE hash = $1 AND kind = $2 AND expires_at > now()',
      [hash, kind],
    )
  )?.subject ?? null

export const deleteWebSession = (db: Db, hash: string): Promise<number> =>
  touched(db, 'DELETE FROM web_session WHERE hash = $1', [hash])

export const staffOfAccount = async (db: Db, channel: string, externalId: string): Promise<string | null> =>
  (
    await first<{ staff: string }>(
      db,
      'SELECT staff FROM staff_account WHERE channel = $1 AND external_id = $2',
      [channel, externalId],
    )
  )?.staff ?? null

export const bindStaff = (
  db: Db,
  channel: string,
  externalId: string,
  staff: string,
  now: number,
): Promise<number> =>
  touched(
    db,
    `INSERT INTO staff_account (channel, external_id, staff, bound_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (channel, external_id) DO UPDATE SET staff = EXCLUDED.staff, bound_at = EXCLUDED.bound_at`,
    [channel, externalId, staff, at(now)],
  )

/** Key of the member of staff whose account it was; null if nobody's. */
export const unbindStaff = async (db: Db, channel: string, externalId: string): Promise<string | null> =>
  (
    await first<{ staff: string }>(
      db,
      'DELETE FROM staff_account WHERE channel = $1 AND external_id = $2 RETURNING staff',
      [channel, externalId],
    )
  )?.staff ?? null

export const bindGroup = (
  db: Db,
  channel: string,
  chat: string,
  group: string,
  now: number,
): Promise<number> =>
  touched(
    db,
    `INSERT INTO group_chat (channel, chat, group_key, bound_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (channel, chat) DO UPDATE SET group_key = EXCLUDED.group_key, bound_at = EXCLUDED.bound_at`,
    [channel, chat, group, at(now)],
  )

export const unbindGroup = (db: Db, channel: string, chat: string): Promise<number> =>
  touched(db, 'DELETE FROM group_chat WHERE channel = $1 AND chat = $2', [channel, chat])
