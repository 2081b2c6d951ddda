/** Chance that can be repeated: the same seed and name give the same draws. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number
  /** Whole, from 0 up to, not including, `below`. */
  int(below: number): number
  /** True `share` of the time. */
  happens(share: number): boolean
  pick<T>(from: readonly [T, ...T[]]): T
  /** Whole seconds between two bounds, as milliseconds. */
  seconds(from: number, to: number): number
}

/** FNV-1a. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}

/** mulberry32. */
export const chance = (seed: number, name: string): Chance => {
  let state = hashOf(`${seed}/${name}`)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (below: number): number => Math.floor(next() * below)
  return {
    next,
    int,
    happens: (share) => next() < share,
    pick: (from) => from[int(from.length)] ?? from[0],
    seconds: (from, to) => (from + int(to - from + 1)) * 1_000,
  }
}
