/** Long polling allows one process: it holds a lease in the database, and its fence keeps a late one from delivering. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { createRounds } from '../../../jobs/rounds.ts'
import { leaveLease, takeLease } from '../../../prisma/queries/leases.ts'

export interface Lease {
  /** Null while another process holds it. */
  fence(): number | null
  stop(): Promise<void>
}

const SECONDS = 12
const RENEW_MS = 3_000

/** `taken` is told when this process becomes the holder. */
export const holdLease = (
  pool: pg.Pool,
  channel: string,
  taken: () => void,
  failed: (error: unknown) => void,
): Lease => {
  const holder = randomUUID()
  let held: { fence: number; until: number } | null = null
  const fence = (): number | null => (held && performance.now() < held.until ? held.fence : null)
  const renew = async (): Promise<void> => {
    const before = fence()
    const until = performance.now() + SECONDS * 1_000
    const got = await takeLease(pool, channel, holder, SECONDS)
    held = got === null ? null : { fence: got, until }
    if (got !== null && before === null) taken()
  }
  const rounds = createRounds(async () => {
    await renew().catch(failed)
    return RENEW_MS
  }, 10)
  return {
    fence,
    stop: async () => {
      await rounds.stop()
      held = null
      await leaveLease(pool, channel, holder).catch(failed)
    },
  }
}
