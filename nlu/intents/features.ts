import { soundOf } from '../names/syllables.ts'
import type { Units } from './units.ts'

const EDGE = '^'
/** Concepts of what no hospital serves; together they make one feature more. */
const FOREIGN = 'OOS'
const LENGTH_STEPS = [1, 2, 4, 7, 12, 20, 40]

const lengthStep = (units: string[]): string =>
  `#${LENGTH_STEPS.filter((step) => units.length > step).length}`

const unitGrams = (units: string[]): string[] => {
  const framed = [EDGE, ...units, EDGE]
  const grams: string[] = []
  framed.forEach((a, i) => {
    const b = framed[i + 1]
    const c = framed[i + 2]
    if (a !== EDGE) grams.push(a)
    if (b !== undefined) grams.push(a + b)
    if (c !== undefined) grams.push(`${a}${b}${c}`, `${a}_${c}`)
  })
  return grams
}

const conceptGrams = (concepts: string[]): string[] => {
  const distinct = [...new Set(concepts)]
  const singles = distinct.map((concept) => `@${concept}`)
  if (distinct.some((concept) => concept.startsWith(FOREIGN))) singles.push(`@${FOREIGN}`)
  const pairs = distinct.flatMap((a, i) => distinct.slice(i + 1).map((b) => `@${[a, b].sort().join('+')}`))
  return [...singles, ...pairs.slice(0, 60)]
}

/** Pairs of syllables without tones: 挂耗 sounds like 挂号. */
const soundGrams = (units: string[]): string[] => {
  const sounds = units.map(soundOf)
  return sounds.slice(1).map((sound, i) => `~${sounds[i]} ${sound}`)
}

/** Names of the features of an utterance, each once: n-grams, skip-grams, concepts and their pairs, and its length. */
export const featuresOf = ({ units, concepts }: Units): string[] => [
  ...new Set([...unitGrams(units), ...soundGrams(units), ...conceptGrams(concepts), lengthStep(units)]),
]
