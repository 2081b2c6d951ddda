import { setTimeout as pause } from 'node:timers/promises'

/** Something that is done again and again, with rests that can be cut short. */
export interface Rounds {
  /** Ends the present rest, or allows none after the present round. */
  poke(): void
  /** Resolves after the present round; there is no other. */
  stop(): Promise<void>
}

const createNap = () => {
  let wake = (): void => undefined
  let woken = false
  return {
    wake: (): void => {
      woken = true
      wake()
    },
    sleep: async (ms: number): Promise<void> => {
      await new Promise<void>((resolve) => {
        if (woken) return resolve()
        const timer = setTimeout(resolve, ms)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      woken = false
    },
  }
}

/** Repeats `round`, which answers for how many milliseconds to rest; at least `gap` passes between two, poked or not. */
export const createRounds = (round: () => Promise<number>, gap: number): Rounds => {
  const nap = createNap()
  const stopping = new AbortController()
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const rest = await round()
      if (stopping.signal.aborted) return
      await pause(gap)
      await nap.sleep(rest - gap)
    }
  }
  const running = run()
  return {
    poke: nap.wake,
    stop: async () => {
      stopping.abort()
      nap.wake()
      await running
    },
  }
}
