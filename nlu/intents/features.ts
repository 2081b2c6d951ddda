import { soundOf } from '../names/syllables.ts'
import { keyOf, NO_LETTERS, withLetters } from './feature-key.ts'
import type { Units } from './units.ts'

const EDGE = '^'
/** Concepts of what no hospital serves; together they make one feature more. */
const FOREIGN = 'OOS'
const LENGTH_STEPS = [1, 2, 4, 7, 12, 20, 40]

const lengthStep = (units: string[]): number =>
  keyOf(`#${LENGTH_STEPS.filter((step) => units.length > step).length}`)

const unitGrams = (units: string[]): number[] => {
  const framed = [EDGE, ...units, EDGE]
  const grams: number[] = []
  framed.forEach((a, i) => {
    const b = framed[i + 1]
    const c = framed[i + 2]
    const first = keyOf(a)
    if (a !== EDGE) grams.push(first)
    if (b === undefined) return
    const pair = withLetters(first, b)
    grams.push(pair)
    if (c !== undefined) grams.push(withLetters(pair, c), withLetters(withLetters(first, '_'), c))
  })
  return grams
}

const conceptGrams = (concepts: string[]): number[] => {
  const distinct = [...new Set(concepts)]
  const singles = distinct.map((concept) => `@${concept}`)
  if (distinct.some((concept) => concept.startsWith(FOREIGN))) singles.push(`@${FOREIGN}`)
  const pairs = distinct.flatMap((a, i) =>
    distinct.slice(i + 1).map((b) => (a < b ? `@${a}+${b}` : `@${b}+${a}`)),
  )
  return [...singles, ...pairs.slice(0, 60)].map(keyOf)
}

/** Pairs of syllables without tones: 挂耗 sounds like 挂号. */
const soundGrams = (units: string[]): number[] => {
  const pair = withLetters(NO_LETTERS, '~')
  const sounds = units.map(soundOf)
  return sounds
    .slice(1)
    .map((sound, i) => withLetters(withLetters(withLetters(pair, sounds[i] ?? ''), ' '), sound))
}

/** The features of an utterance, each once: n-grams, skip-grams, concepts and their pairs, and its length. */
export const featuresOf = ({ units, concepts }: Units): number[] => [
  ...new Set([...unitGrams(units), ...soundGrams(units), ...conceptGrams(concepts), lengthStep(units)]),
]
