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

interface Round {
  works: Work[]
  failed: (error: unknown) => void
  stopped: () => boolean
}

/** One piece after the other, once. */
const once = async ({ works, failed, stopped }: Round): Promise<number> => {
  let done = 0
  for (const work of works) {
    if (stopped()) return 0
    try {
      done += await work()
    } catch (error) {
      failed(error)
    }
  }
  return done
}

const untilQuiet = async (round: Round): Promise<void> => {
  while ((await once(round)) > 0);
}

/** `failed` hears of a piece that threw; the others go on, and it is tried again at the next poke. */
export const createPump = (works: Work[], failed: (error: unknown) => void): Pump => {
  const state: { running?: Promise<void>; again: boolean; stopped: boolean } = {
    again: false,
    stopped: false,
  }
  const round: Round = { works, failed, stopped: () => state.stopped }

  const run = async (): Promise<void> => {
    do {
      state.again = false
      await untilQuiet(round)
    } while (state.again && !state.stopped)
    delete state.running
  }

  const poke = (): void => {
    if (state.stopped) return
    if (state.running) state.again = true
    else state.running = run()
  }

  return {
    poke,
    settle: async () => {
      poke()
      while (state.running) await state.running
    },
    stop: async () => {
      state.stopped = true
      await state.running
    },
  }
}
