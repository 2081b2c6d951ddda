/** Derives once from each thing that nobody changes: lists of periods are shared between turns. */
export const onceEach = <T extends object, D>(derive: (from: T) => D): ((from: T) => D) => {
  const derived = new WeakMap<T, { is: D }>()
  return (from) => {
    const known = derived.get(from) ?? { is: derive(from) }
    derived.set(from, known)
    return known.is
  }
}
