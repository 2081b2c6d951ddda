import { backOffMs } from './back-off.ts'

/**
 * Runs `attempt` now and, while it says false, again after longer and longer waits; a call in between runs it at once.
 * One attempt runs at a time: whoever calls during it waits for the same outcome.
 */
export const untilDone = (attempt: () => Promise<boolean>): (() => Promise<boolean>) => {
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | undefined
  const run = async () => {
    clearTimeout(timer)
    const done = await attempt()
    running = undefined
    if (done) failures = 0
    else timer = setTimeout(() => void start(), backOffMs(failures++, Math.random()))
    return done
  }
  const start = () => {
    running ??= run()
    return running
  }
  return start
}
