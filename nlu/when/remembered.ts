/** The years and minutes patients speak of are few; anything more is somebody playing. */
const MOST_KNOWN = 2_000

/** `compute` with its results kept, a bounded number of them. */
export const remembered = <T>(compute: (key: string) => T): ((key: string) => T) => {
  const known = new Map<string, T>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const value = compute(key)
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, value)
    return value
  }
}
