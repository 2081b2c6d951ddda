import type { Side } from './sides/side.ts'

/** Far longer than any answer takes: whoever waits this long waits for ever. */
const MOST_MS = 10_000

/** Says it and waits for the answer; fails with what was said where none comes. */
export const sayTo = (side: Side, patient: number, text: string, n: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`${side.name} left patient ${patient}'s sentence ${n} unanswered: ${text}`)),
      MOST_MS,
    )
    side
      .say(patient, text, n)
      .then(resolve, reject)
      .finally(() => clearTimeout(late))
  })
