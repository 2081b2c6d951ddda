import type { Span } from '../../domain/understanding.ts'
import { vocabulary } from './vocabulary.ts'

/** A feature of a text with the place that it was seen at. */
export interface SymptomFeature extends Span {
  name: string
}

const EDGE = '^'
const LETTER = /[\p{L}\p{N}]/u
const DIGIT = /\d/

interface Letter {
  is: string
  at: number
}

/** The letters of a text, every number as one, every gap between them as an edge. */
const lettersOf = (text: string): Letter[] => {
  const letters: Letter[] = [{ is: EDGE, at: 0 }]
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    const is = DIGIT.test(character) ? '0' : LETTER.test(character) ? character : EDGE
    const before = letters.at(-1)?.is
    if (!(is === before && (is === EDGE || is === '0'))) letters.push({ is, at })
  }
  if (letters.at(-1)?.is !== EDGE) letters.push({ is: EDGE, at: text.length })
  return letters
}

const grams = (letters: readonly Letter[]): SymptomFeature[] =>
  letters.flatMap(({ is, at }, i) => {
    const [b, c] = [letters[i + 1], letters[i + 2]]
    const found: SymptomFeature[] = is === EDGE ? [] : [{ name: is, start: at, end: at + 1 }]
    if (b) found.push({ name: is + b.is, start: at, end: b.at + 1 })
    if (b && c)
      found.push(
        { name: `${is}${b.is}${c.is}`, start: at, end: c.at + 1 },
        { name: `${is}_${c.is}`, start: at, end: c.at + 1 },
      )
    return found
  })

/** The parts of the body and the complaints that a text names, by themselves and in pairs, whatever the words. */
const concepts = (text: string): SymptomFeature[] => {
  const parts = vocabulary.findParts(text)
  const complaints = vocabulary.findComplaints(text)
  const pairs = parts.flatMap((part) =>
    complaints.map((complaint) => ({
      name: `@${part.of}+${complaint.of}`,
      start: Math.min(part.start, complaint.start),
      end: Math.max(part.end, complaint.end),
    })),
  )
  const single = [...parts, ...complaints].map(({ of, start, end }) => ({ name: `@${of}`, start, end }))
  return [...single, ...pairs.slice(0, 20)]
}

/** What a normalised text is made of, each feature once: n-grams and skip-grams of its letters, parts and complaints. */
export const symptomFeatures = (text: string): SymptomFeature[] => {
  const lower = text.toLowerCase().slice(0, 300)
  const once = new Map<string, SymptomFeature>()
  for (const feature of [...grams(lettersOf(lower)), ...concepts(lower)])
    if (!once.has(feature.name)) once.set(feature.name, feature)
  return [...once.values()]
}
