/** Browsers that came back: a random cookie whose hash is kept. */
import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { deleteWebSession, insertWebSession, webSession } from '../../../prisma/queries/access.ts'
import type { WebContext } from './web-context.ts'

export interface SessionKind {
  cookie: string
  kind: 'patient' | 'staff'
  path: string
  sameSite: 'Lax' | 'Strict'
  days: number
}

const SECONDS_A_DAY = 86_400

/** Whose browser this is, or null. */
export const subjectOf = (
  { kit }: WebContext,
  c: Context,
  { cookie, kind }: SessionKind,
): Promise<string | null> => {
  const token = getCookie(c, cookie)
  const { pool, vault } = kit.database
  return token === undefined ? Promise.resolve(null) : webSession(pool, vault.tokenHash(token), kind)
}

/** Always a fresh cookie: one that somebody planted is worth nothing. */
export const beginSession = async (
  web: WebContext,
  c: Context,
  session: SessionKind,
  subject: string,
): Promise<void> => {
  const { pool, vault } = web.kit.database
  const token = randomBytes(32).toString('base64url')
  const { cookie, kind, path, sameSite, days } = session
  await insertWebSession(pool, { hash: vault.tokenHash(token), kind, subject, days })
  setCookie(c, cookie, token, {
    httpOnly: true,
    sameSite,
    secure: web.secure,
    path,
    maxAge: days * SECONDS_A_DAY,
  })
}

export const endSession = async (
  { kit }: WebContext,
  c: Context,
  { cookie, path }: SessionKind,
): Promise<void> => {
  const token = getCookie(c, cookie)
  if (token !== undefined) await deleteWebSession(kit.database.pool, kit.database.vault.tokenHash(token))
  deleteCookie(c, cookie, { path })
}
