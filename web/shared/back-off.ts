const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000

/** How long to wait after the `attempt`-th failure (from 0); `chance` in [0, 1) spreads a crowd of pages. */
export const backOffMs = (attempt: number, chance: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.75 + chance / 2)
