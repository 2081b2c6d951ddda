import { type Matched, type OneOf, requiredWords } from './required-words.ts'

/** Letters of most messages: phrases are not found by them where they need another. */
const COMMON = new Set('我么了的吗,个不一号能医怎科什要哪有约看人你诊在院下天多好是没几上挂到生想时们')
const LETTER_COST = 12
const COMMON_COST = 40

/** How often a letter alone finds a phrase in vain. */
export const costOfLetter = (letter: string): number => (COMMON.has(letter) ? COMMON_COST : LETTER_COST)

/** How often a pair of letters or a letter alone finds a phrase in vain. */
const costOf = (key: string): number => {
  const [first, second] = [key.charAt(0), key.charAt(1)]
  if (second === '') return costOfLetter(first)
  return COMMON.has(first) && COMMON.has(second) ? 3 : 1
}

/** The rarest pair of a word's letters; a letter where it has only one. */
const keyOf = (word: string): string => {
  if (word.length <= 2) return word
  let best = word.slice(0, 2)
  for (let i = 1; i + 1 < word.length && costOf(best) > 1; i++) {
    const pair = word.slice(i, i + 2)
    if (costOf(pair) < costOf(best)) best = pair
  }
  return best
}

const keysOf = (words: OneOf): OneOf => [...new Set(words.map(keyOf))]

const costOfAll = (keys: OneOf): number => keys.reduce((sum, key) => sum + costOf(key), 0)

/** Words of which a text must hold one, with letters or pairs of them that are in every such text. */
export interface Need {
  words: OneOf
  keys: OneOf
}

/** All that a text must hold, what finds an expression with the fewest false alarms first. */
export const rankedNeeds = (matched: Matched): Need[] =>
  requiredWords(matched)
    .map((words) => ({ words, keys: keysOf(words) }))
    .sort((a, b) => costOfAll(a.keys) - costOfAll(b.keys))
