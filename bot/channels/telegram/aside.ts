import type { Logger } from 'pino'

export interface Aside {
  aside(work: () => Promise<unknown>): void
  settled(): Promise<unknown>
}

/** Work that nobody waits for, and whose failure harms nobody. */
export const createAside = (log: Logger): Aside => {
  const working = new Set<Promise<unknown>>()
  return {
    aside: (work: () => Promise<unknown>): void => {
      const done: Promise<unknown> = work()
        .catch(() => log.debug('Telegram did not take a trifle'))
        .finally(() => working.delete(done))
      working.add(done)
    },
    settled: () => Promise.all(working),
  }
}
