/** Who holds a channel that allows one connection only, and whether staff know that it is down. Wall time. */
import { type Db, first, touched } from '../sql.ts'

/** Takes or keeps a channel for `seconds`: its fence, which grows with every new holder; null while somebody else holds it. */
export const takeLease = async (
  db: Db,
  channel: string,
  holder: string,
  seconds: number,
): Promise<number | null> =>
  (
    await first<{ fence: number }>(
      db,
      `INSERT INTO channel_lease (channel, holder, fence, held_until)
       VALUES ($1, $2, 1, now() + make_interval(secs => $3))
       ON CONFLICT (channel) DO UPDATE SET holder = $2, held_until = EXCLUDED.held_until,
         fence = channel_lease.fence + CASE WHEN channel_lease.holder = $2 THEN 0 ELSE 1 END
       WHERE channel_lease.holder = $2 OR channel_lease.held_until < now()
       RETURNING fence`,
      [channel, holder, seconds],
    )
  )?.fence ?? null

/** Lets the next one have it at once. */
export const leaveLease = (db: Db, channel: string, holder: string): Promise<number> =>
  touched(
    db,
    'UPDATE channel_lease SET holder = NULL, held_until = now() WHERE channel = $1 AND holder = $2',
    [channel, holder],
  )

/** True for the one process that is to tell staff that a channel is down; false where they know. */
export const raiseAlarm = async (db: Db, channel: string): Promise<boolean> =>
  (await touched(
    db,
    `INSERT INTO channel_lease (channel, held_until, alarmed_at) VALUES ($1, now(), now())
     ON CONFLICT (channel) DO UPDATE SET alarmed_at = now() WHERE channel_lease.alarmed_at IS NULL`,
    [channel],
  )) === 1

/** True for the one process that is to tell staff that a channel is well again; false where they never heard otherwise. */
export const endAlarm = async (db: Db, channel: string): Promise<boolean> =>
  (await touched(
    db,
    'UPDATE channel_lease SET alarmed_at = NULL WHERE channel = $1 AND alarmed_at IS NOT NULL',
    [channel],
  )) === 1
