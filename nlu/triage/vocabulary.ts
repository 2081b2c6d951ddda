import { projectFile } from '../../domain/project-root.ts'
import type { Span } from '../../domain/understanding.ts'
import { createPhraseBook, type PhraseReading } from '../phrases/compile-phrases.ts'
import { buildRules } from '../phrases/rule-files.ts'

/** Departments by common name with their weights. */
export type Weights = ReadonlyMap<string, number>

interface Entry {
  to: string
  say: string
}

interface SymptomsFile {
  people: Record<'child' | 'not-child' | 'elder' | 'male' | 'pregnant' | 'asking', string>
  'children-too': string
  emergencies: Record<string, string>
  parts: Record<string, string>
  complaints: Record<string, string>
  combinations: Record<string, string>
  symptoms: Entry[]
  alone: Entry[]
  together: Entry[]
}

/** A word of a list as it stands in a text. */
export interface Found extends Span {
  /** What the word stands for: a part, a complaint, the number of a symptom. */
  of: string
}

const words = (list: string): string[] => list.split(/\s+/u).filter((word) => word !== '')

const weightsOf = (list: string): Weights => {
  const tokens = words(list)
  const weights = new Map<string, number>()
  for (let i = 0; i + 1 < tokens.length; i += 2) weights.set(tokens[i] ?? '', Number(tokens[i + 1]))
  return weights
}

const LATIN = /[a-z]/

/** NT is not in appointment: letters end where a word does. */
const standsAt = (text: string, word: string, at: number): boolean =>
  text.startsWith(word, at) &&
  !(LATIN.test(word.charAt(0)) && LATIN.test(text.charAt(at - 1))) &&
  !(LATIN.test(word.charAt(word.length - 1)) && LATIN.test(text.charAt(at + word.length)))

interface Word {
  word: string
  of: string
}

const BITS = 15
const LOW = 2 ** BITS - 1

const keyOfLetter = (text: string, at: number): number => (text.charCodeAt(at) & LOW) << BITS

/** A small number for a letter and the next, under which words that begin so are looked up; some pairs share one. */
const keyOfPair = (text: string, at: number): number =>
  keyOfLetter(text, at) | (text.charCodeAt(at + 1) & LOW)

const byKey = (lists: Iterable<readonly [of: string, list: string]>): Map<number, Word[]> => {
  const entries = new Map<number, Word[]>()
  for (const [of, list] of lists)
    for (const word of words(list)) {
      const key = word.length === 1 ? keyOfLetter(word, 0) : keyOfPair(word, 0)
      const listed = entries.get(key)
      if (listed) listed.push({ word, of })
      else entries.set(key, [{ word, of }])
    }
  for (const listed of entries.values()) listed.sort((a, b) => b.word.length - a.word.length)
  return entries
}

/** Finds words of the lists in a text, leftmost and longest first, none overlapping. */
const createFinder = (lists: Iterable<readonly [of: string, list: string]>): ((text: string) => Found[]) => {
  const entries = byKey(lists)
  const longestAt = (text: string, at: number): Word | undefined => {
    const stands = ({ word }: Word): boolean => standsAt(text, word, at)
    return entries.get(keyOfPair(text, at))?.find(stands) ?? entries.get(keyOfLetter(text, at))?.find(stands)
  }
  return (text) => {
    const found: Found[] = []
    let at = 0
    while (at < text.length) {
      const hit = longestAt(text, at)
      if (hit) found.push({ of: hit.of, start: at, end: at + hit.word.length })
      at += hit ? hit.word.length : 1
    }
    return found
  }
}

/** How many pairs of a part and a complaint stand for all that are one combination. */
const PAIRS = 6

const wordingsOf = ({ parts, complaints, combinations, symptoms }: SymptomsFile): [string, Weights][] => [
  ...symptoms.flatMap(({ to, say }) => words(say).map((word): [string, Weights] => [word, weightsOf(to)])),
  ...Object.entries(combinations).flatMap(([pair, to]) => {
    const [part = '', complaint = ''] = words(pair)
    const [first, second] = [words(parts[part] ?? ''), words(complaints[complaint] ?? '')]
    return Array.from({ length: PAIRS }, (_, i): [string, Weights] => [
      `${first[i % first.length] ?? ''}${second[(i * 3) % second.length] ?? ''}`,
      weightsOf(to),
    ])
  }),
]

const readVocabulary = ([contents]: unknown[], readings: Record<string, PhraseReading>) => {
  const file = contents as SymptomsFile
  const { people } = file
  const { compile, open } = createPhraseBook({}, readings)
  return {
    open,
    people: {
      child: compile(people.child),
      notChild: compile(people['not-child']),
      elder: compile(people.elder),
      male: compile(people.male),
      pregnant: compile(people.pregnant),
      asking: compile(people.asking),
    },
    childrenToo: new Set(words(file['children-too'])),
    afterEmergency: new Map(Object.entries(file.emergencies)),
    findParts: createFinder(Object.entries(file.parts)),
    findComplaints: createFinder(Object.entries(file.complaints)),
    combinations: new Map(Object.entries(file.combinations).map(([pair, to]) => [pair, weightsOf(to)])),
    findSymptoms: createFinder(file.symptoms.map(({ say }, number) => [String(number), say])),
    symptoms: file.symptoms.map(({ to }) => weightsOf(to)),
    findAlone: createFinder(file.alone.map(({ say }, number) => [String(number), say])),
    alone: file.alone.map(({ to }) => weightsOf(to)),
    /** Every word or pair of words that stands for a symptom by itself, with its departments. */
    wordings: () => wordingsOf(file),
    together: file.together.map(({ to, say }) => ({ to: weightsOf(to), phrases: compile(say) })),
  }
}

/** The words of symptoms.yaml, read once. */
export const vocabulary = buildRules(
  'triage',
  [projectFile('nlu', 'triage', 'symptoms.yaml')],
  readVocabulary,
)
