/** What will happen, in order of hospital time, and at one time in the order in which it was planned. */
export interface Planned {
  /** Epoch milliseconds, hospital time. */
  at: number
  act: () => Promise<void> | void
}

export interface Agenda {
  plan(at: number, act: Planned['act']): void
  /** Takes the next thing out; undefined when nothing is left before `until`. */
  next(until: number): Planned | undefined
}

type Entry = Planned & { n: number }

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.n < b.n)

const swap = (heap: Entry[], i: number, j: number): void => {
  const [a, b] = [heap[i], heap[j]]
  if (a && b) {
    heap[i] = b
    heap[j] = a
  }
}

const isBefore = (heap: Entry[], i: number, j: number): boolean => {
  const [a, b] = [heap[i], heap[j]]
  return a !== undefined && b !== undefined && before(a, b)
}

const rise = (heap: Entry[], from: number): void => {
  for (let at = from; at > 0; ) {
    const parent = (at - 1) >> 1
    if (!isBefore(heap, at, parent)) return
    swap(heap, at, parent)
    at = parent
  }
}

const sink = (heap: Entry[]): void => {
  for (let at = 0; ; ) {
    const [left, right] = [2 * at + 1, 2 * at + 2]
    const child = isBefore(heap, right, left) ? right : left
    if (!isBefore(heap, child, at)) return
    swap(heap, at, child)
    at = child
  }
}

export const createAgenda = (): Agenda => {
  const heap: Entry[] = []
  let planned = 0
  return {
    plan: (at, act) => {
      heap.push({ at, act, n: (planned += 1) })
      rise(heap, heap.length - 1)
    },
    next: (until) => {
      const [first] = heap
      if (!first || first.at > until) return undefined
      swap(heap, 0, heap.length - 1)
      heap.pop()
      sink(heap)
      return first
    },
  }
}
