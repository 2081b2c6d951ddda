import { readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'
import { createSieve } from '../phrases/sieve.ts'
import { respell } from './respell.ts'

/** A concept's word in the text, half-open in UTF-16 units. */
export interface ConceptHit {
  concept: string
  start: number
  end: number
}

interface Node {
  next: Map<string, Node>
  concepts: string[]
}

const MAX_GAP = 8
const isLatin = (c: string | undefined): boolean => c !== undefined && c >= 'a' && c <= 'z'

const newNode = (): Node => ({ next: new Map(), concepts: [] })

const insert = (root: Node, word: string, concept: string): void => {
  let node = root
  for (const c of word) {
    const child = node.next.get(c) ?? newNode()
    node.next.set(c, child)
    node = child
  }
  if (!node.concepts.includes(concept)) node.concepts.push(concept)
}

const gapPattern = (word: string): RegExp => new RegExp(word.split('…').join(`.{1,${MAX_GAP}}?`), 'g')

/** Words are parted by spaces; a space inside an English phrase is written `_`. */
const wordsOf = (line: string): string[] => line.split(' ').map((word) => word.replaceAll('_', ' '))

const readLexicon = (): { root: Node; gaps: [RegExp, string][] } => {
  const text = readFileSync(projectFile('nlu', 'corpus', 'concepts.json'), 'utf8')
  const root = newNode()
  const gaps: [RegExp, string][] = []
  for (const [concept, line] of Object.entries(JSON.parse(text) as Record<string, string>))
    for (const word of wordsOf(line)) {
      if (word.includes('…')) gaps.push([gapPattern(respell(word)), concept])
      else insert(root, respell(word), concept)
    }
  return { root, gaps }
}

const { root, gaps } = readLexicon()
const gapsIn = createSieve(gaps, ([pattern]) => pattern.source)

const hitsAt = (text: string, start: number): ConceptHit[] => {
  const hits: ConceptHit[] = []
  let node: Node | undefined = root
  for (let i = start; i < text.length; i++) {
    node = node.next.get(text.charAt(i))
    if (!node) break
    const cutsWord = isLatin(text[i]) && isLatin(text[i + 1])
    if (!cutsWord) for (const concept of node.concepts) hits.push({ concept, start, end: i + 1 })
  }
  return hits
}

const gapHits = (text: string): ConceptHit[] =>
  gapsIn(text).flatMap(([pattern, concept]) =>
    [...text.matchAll(pattern)].map((m) => ({ concept, start: m.index, end: m.index + m[0].length })),
  )

/** The concepts of a respelled text, in order; a word inside a longer word of the lexicon does not count. */
export const conceptsIn = (text: string): ConceptHit[] => {
  const hits: ConceptHit[] = []
  let covered = 0
  for (let i = 0; i < text.length; i++) {
    if (isLatin(text[i]) && isLatin(text[i - 1])) continue
    const here = hitsAt(text, i)
    const end = here.at(-1)?.end ?? 0
    if (end <= covered) continue
    covered = end
    for (const hit of here) if (hit.end === end) hits.push(hit)
  }
  return [...hits, ...gapHits(text)].sort((a, b) => a.start - b.start)
}
