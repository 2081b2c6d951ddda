import { useEffect, useState } from 'preact/hooks'

/** A value that changes, and those who want to know. */
export interface Store<T> {
  get(): T
  subscribe(listener: () => void): () => void
}

export interface WritableStore<T> extends Store<T> {
  set(change: Partial<T>): void
}

export const createStore = <T extends object>(initial: T): WritableStore<T> => {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (change) => {
      value = { ...value, ...change }
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The store's value in a component, which is drawn again at each change. */
export const useStore = <T>(store: Store<T>): T => {
  const [, redraw] = useState({})
  useEffect(() => {
    // Something may have changed between drawing and subscribing.
    redraw({})
    return store.subscribe(() => redraw({}))
  }, [store])
  return store.get()
}
