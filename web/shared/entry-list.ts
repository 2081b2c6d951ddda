import type { Entry } from '../../domain/web-api.ts'

/**
 * Both lists as one: each id once (the later version wins), in the order of time; entries of one second keep the order
 * in which they came, those of `known` first. The same array is returned when nothing changed.
 */
export const mergeEntries = (known: readonly Entry[], arrived: readonly Entry[]): readonly Entry[] => {
  if (arrived.length === 0) return known
  const byId = new Map(known.map((entry) => [entry.id, entry]))
  for (const entry of arrived) byId.set(entry.id, entry)
  return [...byId.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** A reload of the history: its order counts, entries that it does not hold (older, or just arrived) stay. */
export const mergeHistory = (known: readonly Entry[], history: readonly Entry[]): readonly Entry[] => {
  const held = new Set(history.map(({ id }) => id))
  return mergeEntries(
    history,
    known.filter(({ id }) => !held.has(id)),
  )
}

/** Id of the entry whose options may still be pressed: the newest that has any. */
export const liveListOf = (entries: readonly Entry[]): string | undefined =>
  entries.findLast(({ options }) => options?.length)?.id

/** How many came after the entry that was seen last; all of them when none was seen or it is no longer there. */
export const unreadAfter = (entries: readonly Entry[], seen: string | undefined): number =>
  entries.length - 1 - entries.findLastIndex(({ id }) => id === seen)
