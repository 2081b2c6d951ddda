import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCorpus } from '../../../nlu/intents/corpus.ts'
import { HELD_OUT } from './scores.ts'

export interface NearDuplicate {
  file: string
  text: string
  corpus: string
  /** Jaccard of the character trigrams, 0…1. */
  likeness: number
}

/** Below this many characters two people write the same words without having read each other. */
const SHORTEST = 8

const letters = (text: string): string => text.toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, '')

const trigrams = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => text.slice(i, i + 3)))

/** Trigram Jaccard of two texts, punctuation and case aside. */
export const likeness = (a: string, b: string): number => {
  const [x, y] = [trigrams(letters(a)), trigrams(letters(b))]
  const common = [...x].filter((gram) => y.has(gram)).length
  return common === 0 ? 0 : common / (x.size + y.size - common)
}

/** All utterances of the sets in a folder. */
export const textsIn = (folder: string): { file: string; text: string }[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((file) => {
      const cases = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { text: string }[]
      return cases.map(({ text }) => ({ file, text }))
    })

/** Held-out utterances that a line of the corpora gives away. */
export const nearDuplicates = (threshold: number, heldOut = textsIn(HELD_OUT)): NearDuplicate[] => {
  const corpus = readCorpus().map(({ text }) => ({ text, grams: trigrams(letters(text)) }))
  const byGram = new Map<string, number[]>()
  corpus.forEach(({ grams }, i) => {
    for (const gram of grams) byGram.set(gram, [...(byGram.get(gram) ?? []), i])
  })
  return heldOut
    .filter(({ text }) => letters(text).length >= SHORTEST)
    .flatMap(({ file, text }) => {
      const candidates = new Set([...trigrams(letters(text))].flatMap((gram) => byGram.get(gram) ?? []))
      const nearest = [...candidates]
        .map((i) => ({
          file,
          text,
          corpus: corpus[i]?.text ?? '',
          likeness: likeness(text, corpus[i]?.text ?? ''),
        }))
        .sort((a, b) => b.likeness - a.likeness)[0]
      return nearest && nearest.likeness >= threshold ? [nearest] : []
    })
}
