import type { Span } from '../../domain/understanding.ts'
import { type Found, vocabulary, type Weights } from './vocabulary.ts'

/** A symptom that was told, with the departments that see to it. */
export interface Symptom extends Span {
  /** The same for every wording of one symptom. */
  name: string
  to: Weights
}

/** How far a complaint may stand behind its part of the body (膝盖这几天上下楼的时候都疼) or before it (疼的是腰). */
const FAR_BEHIND = 14
const FAR_BEFORE = 5

const NEGATED = /(?:没有?|(?<!是|会|要|能|用)不|无|未|冇|唔|不是)(?:再|怎么|太|觉得|感觉|出现|什么|明显)?$/

/** A letter that each of these negations has. */
const NEGATION = /[没不无未冇唔]/

const toldAsAbsent = (text: string, at: number): boolean => NEGATED.test(text.slice(Math.max(0, at - 6), at))

const inOneSentence = (text: string, from: number, to: number): boolean =>
  !/[。!?;\n]/.test(text.slice(from, to))

/** The parts of the body a complaint is about: the nearest before it with those joined to it (手和脚都麻), or one behind. */
const partsOf = (text: string, complaint: Found, parts: readonly Found[]): Found[] => {
  const before = parts.filter(
    (part) =>
      part.end <= complaint.start &&
      complaint.start - part.end <= FAR_BEHIND &&
      inOneSentence(text, part.end, complaint.start),
  )
  const nearest = before.at(-1)
  if (nearest) {
    const joined = before.at(-2)
    const bridge = joined ? text.slice(joined.end, nearest.start) : null
    return joined && bridge !== null && /^[和跟与、还连]{0,2}$/.test(bridge) ? [nearest, joined] : [nearest]
  }
  const behind = parts.find(
    (part) =>
      part.start >= complaint.end &&
      part.start - complaint.end <= FAR_BEFORE &&
      inOneSentence(text, complaint.end, part.start),
  )
  return behind ? [behind] : []
}

const combined = (text: string): Symptom[] => {
  const complaints = vocabulary.findComplaints(text)
  if (complaints.length === 0) return []
  const parts = vocabulary.findParts(text)
  return complaints
    .filter((complaint) => !toldAsAbsent(text, complaint.start))
    .flatMap((complaint) =>
      partsOf(text, complaint, parts).flatMap((part): Symptom[] => {
        const name = `${part.of} ${complaint.of}`
        const to = vocabulary.combinations.get(name)
        const start = Math.min(part.start, complaint.start)
        return to ? [{ name, to, start, end: Math.max(part.end, complaint.end) }] : []
      }),
    )
}

const named = (
  text: string,
  find: (text: string) => Found[],
  weights: readonly Weights[],
  kind: string,
): Symptom[] =>
  find(text)
    .filter(({ start }) => !toldAsAbsent(text, start))
    .flatMap(({ of, start, end }) => {
      const to = weights[Number(of)]
      return to && to.size > 0 ? [{ name: `${kind} ${of}`, to, start, end }] : []
    })

const together = (text: string): Symptom[] => {
  const page = vocabulary.open(text)
  if (page.candidates.size === 0) return []
  return vocabulary.together.flatMap(({ to, phrases }, number) =>
    phrases.spans(page).map((span) => ({ name: `together ${number}`, to, ...span })),
  )
}

/** A normalised text with blanks in place of the symptoms that it denies. */
export const withoutDenied = (text: string): string => {
  if (!NEGATION.test(text)) return text
  const lower = text.toLowerCase()
  return [...vocabulary.findSymptoms(lower), ...vocabulary.findComplaints(lower)]
    .filter(({ start }) => toldAsAbsent(lower, start))
    .reduce((left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end), text)
}

/** The symptoms that a normalised text tells of, in its order, each once. */
export const readSymptoms = (text: string): Symptom[] => {
  const lower = text.toLowerCase()
  const { findSymptoms, symptoms, findAlone, alone } = vocabulary
  const whole = [...named(lower, findSymptoms, symptoms, 'symptom'), ...together(lower)]
  const parts = combined(lower).filter(
    (symptom) => !whole.some(({ start, end }) => start <= symptom.start && symptom.end <= end),
  )
  const told = [...whole, ...parts]
  const all = told.length > 0 ? told : named(lower, findAlone, alone, 'alone')
  const once = new Map<string, Symptom>()
  for (const symptom of all.sort((a, b) => a.start - b.start)) {
    if (!once.has(symptom.name)) once.set(symptom.name, symptom)
  }
  return [...once.values()]
}
