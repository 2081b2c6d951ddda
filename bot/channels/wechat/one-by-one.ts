/** Work on each key in order, one at a time; other keys do not wait. */
export const oneByOne = (): (<T>(key: string, work: () => Promise<T>) => Promise<T>) => {
  const tails = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const next = (tails.get(key) ?? Promise.resolve()).then(work, work)
    tails.set(key, next)
    const clear = (): void => {
      if (tails.get(key) === next) tails.delete(key)
    }
    next.then(clear, clear)
    return next
  }
}
