import type { Span } from '../../domain/understanding.ts'
import { keyOf, NO_LETTERS, withLetter } from '../intents/feature-key.ts'
import { vocabulary } from './vocabulary.ts'

const LONGEST = 300
const EDGE = '^'.charCodeAt(0)
const SKIP = '_'.charCodeAt(0)
const ZERO = '0'.charCodeAt(0)
const LETTER = /[\p{L}\p{N}]/u
const MOST_PAIRS = 20

/** A feature that was seen at a place. */
type Seen = (feature: number, start: number, end: number) => void

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39
/** Common characters and a–z are known without asking the expression. */
const isLetter = (unit: number): boolean =>
  (unit >= 0x4e00 && unit <= 0x9fff) ||
  (unit >= 0x61 && unit <= 0x7a) ||
  LETTER.test(String.fromCharCode(unit))

/** The letters of a text and their places, every number as one, every gap between them as an edge. */
const lettersOf = (text: string): { units: number[]; places: number[] } => {
  const [units, places] = [[EDGE], [0]]
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const is = isDigit(unit) ? ZERO : isLetter(unit) ? unit : EDGE
    if (is === units.at(-1) && (is === EDGE || is === ZERO)) continue
    units.push(is)
    places.push(at)
  }
  if (units.at(-1) !== EDGE) {
    units.push(EDGE)
    places.push(text.length)
  }
  return { units, places }
}

const seeGrams = (text: string, seen: Seen): void => {
  const { units, places } = lettersOf(text)
  units.forEach((unit, i) => {
    const [start = 0, second, third] = [places[i], units[i + 1], units[i + 2]]
    const first = withLetter(NO_LETTERS, unit)
    if (unit !== EDGE) seen(first, start, start + 1)
    if (second === undefined) return
    const pair = withLetter(first, second)
    seen(pair, start, (places[i + 1] ?? 0) + 1)
    if (third === undefined) return
    const end = (places[i + 2] ?? 0) + 1
    seen(withLetter(pair, third), start, end)
    seen(withLetter(withLetter(first, SKIP), third), start, end)
  })
}

/** The parts of the body and the complaints that a text names, by themselves and in pairs, whatever the words. */
const seeConcepts = (text: string, seen: Seen): void => {
  const parts = vocabulary.findParts(text)
  const complaints = vocabulary.findComplaints(text)
  for (const { of, start, end } of [...parts, ...complaints]) seen(keyOf(`@${of}`), start, end)
  const pairs = parts.flatMap((part) => complaints.map((complaint) => [part, complaint] as const))
  for (const [part, complaint] of pairs.slice(0, MOST_PAIRS))
    seen(
      keyOf(`@${part.of}+${complaint.of}`),
      Math.min(part.start, complaint.start),
      Math.max(part.end, complaint.end),
    )
}

const see = (text: string, seen: Seen): void => {
  const lower = text.toLowerCase().slice(0, LONGEST)
  seeGrams(lower, seen)
  seeConcepts(lower, seen)
}

/** What a normalised text is made of, each feature once: n-grams and skip-grams of its letters, parts and complaints. */
export const symptomFeatures = (text: string): number[] => {
  const once = new Set<number>()
  see(text, (feature) => once.add(feature))
  return [...once]
}

/** The features of a text with the places that each was first seen at. */
export const placedSymptomFeatures = (text: string): Map<number, Span> => {
  const placed = new Map<number, Span>()
  see(text, (feature, start, end) => {
    if (!placed.has(feature)) placed.set(feature, { start, end })
  })
  return placed
}
