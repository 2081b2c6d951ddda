/** A clean end: one part after the other, and none of them for ever. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerType } from '@hono/node-server'
import type { Logger } from 'pino'

export interface Ending {
  what: string
  end(): Promise<unknown>
  withinMs: number
}

/** Ends each in its time; one that does not, such as a queue out of reach, is left as a crash would leave it. */
export const endInOrder = async (log: Logger, endings: Ending[]): Promise<void> => {
  for (const { what, end, withinMs } of endings) {
    const ended = end().then(
      () => true,
      () => false,
    )
    if (await Promise.race([ended, sleep(withinMs, false)])) continue
    log.warn(
      { what },
      'did not end in time; what was under way is taken up by another process or at the next start',
    )
  }
}

const LOOK_MS = 50

/** Takes in nobody new and resolves when everybody is served; cuts off whoever is still there after `patienceMs`. */
export const closeServer = async (server: ServerType, patienceMs = 1_500): Promise<void> => {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  if (!('closeAllConnections' in server)) return closed
  // A connection that is kept alive becomes idle only after its last request.
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_MS)
  await Promise.race([closed, sleep(patienceMs)])
  clearInterval(idle)
  server.closeAllConnections()
  await closed
}
