import { useState } from 'preact/hooks'
import { readStored, tabStorage } from './browser-storage.ts'

/** State that a reload of the tab keeps. */
export const useTabState = <T>(key: string, initial: T): [T, (value: T) => void] => {
  const at = `page:${key}`
  const [value, setValue] = useState<T>(() => readStored(tabStorage, at, initial))
  return [
    value,
    (next) => {
      tabStorage.setItem(at, JSON.stringify(next))
      setValue(next)
    },
  ]
}
