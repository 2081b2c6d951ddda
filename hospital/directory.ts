import { z } from 'zod'
import { nearestTo } from '../domain/nearest.ts'

/** Finds entries of one list by what the file calls them. */
export interface Names {
  /** Keys of the entries with this key or, where none has it, with this name. */
  keysOf: (word: string) => string[]
  /** The name that was probably meant. */
  meant: (word: string) => string | undefined
}

/** Departments and doctors by key and name. */
export interface Directory {
  departments: Names
  doctors: Names
}

/** The key of an entry that has none of its own: its name, without what may not stand in a key. */
export const keyFrom = (name: string): string =>
  name
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)

const nameParts = z.looseObject({
  key: z.string().trim().optional().catch(undefined),
  name: z.string().trim().min(1),
  aliases: z.array(z.string()).catch([]),
})

/** Entries that are wrong elsewhere still count, so that one mistake is not reported at every mention. */
const namesIn = (list: readonly unknown[]): Names => {
  const entries = list.flatMap((item) => {
    const { data } = nameParts.safeParse(item)
    return data ? [{ ...data, key: data.key ?? keyFrom(data.name) }] : []
  })
  const keys = new Set(entries.map(({ key }) => key))
  const spellings = new Map(entries.flatMap(({ name, aliases }) => aliases.map((alias) => [alias, name])))
  for (const { name } of entries) spellings.set(name, name)
  return {
    keysOf: (word) =>
      keys.has(word) ? [word] : entries.filter(({ name }) => name === word).map(({ key }) => key),
    meant: (word) => spellings.get(nearestTo(word, spellings.keys()) ?? ''),
  }
}

export const directoryOf = (departments: readonly unknown[], doctors: readonly unknown[]): Directory => ({
  departments: namesIn(departments),
  doctors: namesIn(doctors),
})
