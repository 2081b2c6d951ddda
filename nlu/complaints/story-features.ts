import { NO_LETTERS, withLetter } from '../intents/feature-key.ts'

const EDGE = '^'
const LONGEST = 300
const NUMBER = /\d+(?:\.\d+)?/g
const GAP = /[^\p{L}\p{N}]+/gu
const EDGE_UNIT = EDGE.charCodeAt(0)
const SKIP_UNIT = '_'.charCodeAt(0)

/** What a normalised story is made of, each once: n-grams and skip-grams of its letters; every number is one letter. */
export const storyFeatures = (text: string): number[] => {
  const letters = `${EDGE}${text.toLowerCase().slice(0, LONGEST).replace(NUMBER, '0').replace(GAP, EDGE)}${EDGE}`
  const features = new Set<number>()
  for (let at = 0; at + 1 < letters.length; at++) {
    const unit = letters.charCodeAt(at)
    const first = withLetter(NO_LETTERS, unit)
    const pair = withLetter(first, letters.charCodeAt(at + 1))
    if (unit !== EDGE_UNIT) features.add(first)
    features.add(pair)
    if (at + 2 === letters.length) break
    const third = letters.charCodeAt(at + 2)
    features.add(withLetter(pair, third)).add(withLetter(withLetter(first, SKIP_UNIT), third))
  }
  return [...features]
}
