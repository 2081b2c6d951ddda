/** One process's share of the work: what is due, waiting turns, deliveries, until nothing is left to do. */
export interface Pump {
  /** Starts working, or works on once more after the present round. */
  poke(): void
  /** Works until nothing is left; resolves then. */
  settle(): Promise<void>
  /** Finishes the present round and works no more. */
  stop(): Promise<void>
}

/** A piece of work: answers how much it did. */
export type Work = () => Promise<number>

/** `failed` hears of a piece that threw; the others go on, and it is tried again at the next poke. */
export const createPump = (works: Work[], failed: (error: unknown) => void): Pump => {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false

  const once = async (): Promise<number> => {
    let done = 0
    for (const work of works) {
      if (stopped) return 0
      try {
        done += await work()
      } catch (error) {
        failed(error)
      }
    }
    return done
  }

  const run = async (): Promise<void> => {
    do {
      again = false
      while ((await once()) > 0);
    } while (again && !stopped)
  }

  const poke = (): void => {
    if (stopped) return
    if (running) again = true
    else
      running = run().finally(() => {
        running = undefined
      })
  }

  const settle = async (): Promise<void> => {
    poke()
    while (running) await running
  }

  return {
    poke,
    settle,
    stop: async () => {
      stopped = true
      await running
    },
  }
}
