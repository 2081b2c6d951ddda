/** The access token of a platform's API: fetched by one process at a time, used by all. Wall time. */
import { type Db, first, touched } from '../sql.ts'
import type { Vault } from '../vault.ts'

export const currentAccessToken = async (db: Db, vault: Vault, channel: string): Promise<string | null> => {
  const found = await first<{ sealed: Buffer }>(
    db,
    'SELECT sealed FROM access_token WHERE channel = $1 AND sealed IS NOT NULL AND expires_at > now()',
    [channel],
  )
  return found ? vault.open<string>(found.sealed) : null
}

/** True for the one process that is to fetch a token within `seconds`; false while another does, or where one is in force. */
export const claimAccessToken = async (db: Db, channel: string, seconds: number): Promise<boolean> =>
  (await touched(
    db,
    `INSERT INTO access_token (channel, expires_at, claimed_until)
     VALUES ($1, now(), now() + make_interval(secs => $2))
     ON CONFLICT (channel) DO UPDATE SET claimed_until = EXCLUDED.claimed_until
     WHERE (access_token.sealed IS NULL OR access_token.expires_at <= now())
       AND (access_token.claimed_until IS NULL OR access_token.claimed_until <= now())`,
    [channel, seconds],
  )) === 1

export const keepAccessToken = (
  db: Db,
  vault: Vault,
  { channel, token, seconds }: { channel: string; token: string; seconds: number },
): Promise<number> =>
  touched(
    db,
    `UPDATE access_token SET sealed = $2, expires_at = now() + make_interval(secs => $3), claimed_until = NULL
     WHERE channel = $1`,
    [channel, vault.seal(token), seconds],
  )

/** Lets the next one try to fetch it. */
export const leaveAccessToken = (db: Db, channel: string): Promise<number> =>
  touched(db, 'UPDATE access_token SET claimed_until = NULL WHERE channel = $1', [channel])

/** Drops a token that the platform no longer takes, unless another one has replaced it. */
export const dropAccessToken = async (
  db: Db,
  vault: Vault,
  channel: string,
  token: string,
): Promise<void> => {
  const found = await first<{ sealed: Buffer }>(
    db,
    'SELECT sealed FROM access_token WHERE channel = $1 AND sealed IS NOT NULL',
    [channel],
  )
  if (!found || vault.open<string>(found.sealed) !== token) return
  await touched(db, 'UPDATE access_token SET sealed = NULL WHERE channel = $1 AND sealed = $2', [
    channel,
    found.sealed,
  ])
}
