/** The part of Storage that the pages use. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear'>

const inMemory = (): KeyValue => {
  const values = new Map<string, string>()
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    clear: () => values.clear(),
  }
}

/** The tab's storage, or the page's memory where the browser forbids it; a value too large to keep is dropped. */
const keepIn = (open: () => Storage): KeyValue => {
  try {
    const storage = open()
    const fallback = inMemory()
    return {
      getItem: (key) => fallback.getItem(key) ?? storage.getItem(key),
      setItem: (key, value) => {
        try {
          storage.setItem(key, value)
          fallback.removeItem(key)
        } catch {
          // Full: it lives as long as the page.
          fallback.setItem(key, value)
        }
      },
      removeItem: (key) => {
        fallback.removeItem(key)
        storage.removeItem(key)
      },
      clear: () => {
        fallback.clear()
        storage.clear()
      },
    }
  } catch {
    return inMemory()
  }
}

/** Kept for this tab: unsent messages, drafts, what is on show. */
export const tabStorage = keepIn(() => sessionStorage)

/** Kept on this device: what was read. */
export const deviceStorage = keepIn(() => localStorage)

/** A JSON value read back, or `otherwise` when there is none or it is damaged. */
export const readStored = <T>(storage: KeyValue, key: string, otherwise: T): T => {
  try {
    const text = storage.getItem(key)
    return text === null ? otherwise : (JSON.parse(text) as T)
  } catch {
    return otherwise
  }
}
