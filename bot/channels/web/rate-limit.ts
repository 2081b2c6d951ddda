/** Requests a key may make in a window; old keys are forgotten. Wall time. */
export const rateLimit = (most: number, windowMs: number): ((key: string) => boolean) => {
  const seen = new Map<string, { from: number; count: number }>()
  return (key) => {
    const now = Date.now()
    if (seen.size > 10_000) for (const [old, { from }] of seen) if (now - from > windowMs) seen.delete(old)
    const held = seen.get(key)
    if (!held || now - held.from > windowMs) {
      seen.set(key, { from: now, count: 1 })
      return true
    }
    held.count += 1
    return held.count <= most
  }
}
