import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readStoryCorpus } from '../../../nlu/complaints/train-stories.ts'
import { readEmergencyCorpus } from '../../../nlu/emergencies/sounds-like-danger.ts'
import { readCorpus } from '../../../nlu/intents/corpus.ts'
import { letters, nearestAmong } from '../../../nlu/intents/likeness.ts'
import { readTriageCorpus } from '../../../nlu/triage/train-departments.ts'
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
  const nearest = nearestAmong(
    [...readCorpus(), ...readTriageCorpus(), ...readEmergencyCorpus(), ...readStoryCorpus()].map(
      ({ text }) => text,
    ),
  )
  return heldOut
    .filter(({ text }) => letters(text).length >= SHORTEST)
    .flatMap(({ file, text }) => {
      const found = nearest(text)
      return found && found.likeness >= threshold
        ? [{ file, text, corpus: found.text, likeness: found.likeness }]
        : []
    })
}
