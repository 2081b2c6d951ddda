/** Browsers that came back: a random cookie whose hash is kept. */
import { createHash, randomBytes } from 'node:crypto'
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

/** No key is needed to hide 256 random bits; so a browser is known again after DATA_KEY was changed. */
const hashOf = (token: string): string => createHash('sha256').update(`session:${token}`).digest('base64url')

/** Whose browser this is, or null. */
export const subjectOf = (
  { kit }: WebContext,
  c: Context,
  { cookie, kind }: SessionKind,
): Promise<string | null> => {
  const token = getCookie(c, cookie)
  return token === undefined ? Promise.resolve(null) : webSession(kit.database.pool, hashOf(token), kind)
}

/** Always a fresh cookie: one that somebody planted is worth nothing. */
export const beginSession = async (
  web: WebContext,
  c: Context,
  session: SessionKind,
  subject: string,
): Promise<void> => {
  const token = randomBytes(32).toString('base64url')
  const { cookie, kind, path, sameSite, days } = session
  await insertWebSession(web.kit.database.pool, { hash: hashOf(token), kind, subject, days })
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
  if (token !== undefined) await deleteWebSession(kit.database.pool, hashOf(token))
  deleteCookie(c, cookie, { path })
}
