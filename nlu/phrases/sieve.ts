import { createLetterIndex } from './letter-index.ts'
import { rankedNeeds } from './letter-keys.ts'
import { matchedBy } from './required-words.ts'

const noGroup = (name: string): never => {
  throw new Error(`no group of words is called ${name}`)
}

/**
 * Of things with a regular expression each (without flags that change letters) those that may match a text or a part of it, in
 * their order: the others lack a word that they cannot do without.
 */
export const createSieve = <T>(
  things: readonly T[],
  sourceOf: (thing: T) => string,
): ((text: string) => T[]) => {
  const index = createLetterIndex()
  const always = things.map(() => false)
  things.forEach((thing, place) => {
    const [best] = rankedNeeds(matchedBy(sourceOf(thing), noGroup))
    if (!best) always[place] = true
    for (const key of best?.keys ?? []) index.add(key, place)
  })
  return (text) => {
    const found = index.find(text)
    return things.filter((_, place) => always[place] || found.includes(place))
  }
}
