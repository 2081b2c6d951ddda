import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectFile } from '../../domain/project-root.ts'
import { keyOfFiles } from '../generated-file.ts'
import { corpusKey, readCorpus, type Sample, samplesIn } from '../intents/corpus.ts'
import { keptModel } from '../intents/kept-model.ts'
import { type Example, FIT, type LinearModel, probabilities } from '../intents/linear-model.ts'

const ALARM = 'alarm'
const QUIET = 'quiet'

/** How sure the ear must be: at this share it hears what no rule names and hardly wakes anybody for nothing. */
const SURE_FROM = 0.85
/** A longer story gathers grave words whatever it tells. */
const LONGEST = 80
/** One of so many other wishes shows what nobody is in danger with. */
const BACKGROUND_EVERY = 2
const FITTING = { ...FIT, epochs: 8 }
const PAUSE = /[\s,。.!?;:、~]+/gu

const own = projectFile('nlu', 'emergencies', 'corpus')
const complaints = projectFile('nlu', 'triage', 'corpus')
/** Its lines are of both kinds. */
const EMERGENCY_DEPARTMENT = '急诊科'

/** The reviewed list: who is in danger (`alarm`), and who only sounds like it (`quiet`). */
export const readEmergencyCorpus = (): Sample[] => samplesIn(own)

/** Characters and neighbours, each once; pauses are all alike. */
const featuresOf = (text: string): string[] => {
  const letters = `^${text.replace(PAUSE, '|')}$`
  const found = new Set<string>()
  for (let i = 0; i < letters.length; i += 1) {
    found.add(letters.charAt(i))
    found.add(letters.slice(i, i + 2))
  }
  return [...found]
}

const example = (label: string, text: string): Example => ({ label, features: featuresOf(text) })

const background = (): string[] => {
  const firstOfLine = new Map<string, string>()
  for (const { text, skeleton } of readCorpus())
    if (!firstOfLine.has(skeleton)) firstOfLine.set(skeleton, text)
  return [...firstOfLine.values()].filter((_, i) => i % BACKGROUND_EVERY === 0)
}

/** Near misses weigh twice: they are what the ear must tell apart. */
const examples = (): Example[] => [
  ...readEmergencyCorpus().flatMap(({ text, label }) =>
    Array.from({ length: label === QUIET ? 2 : 1 }, () => example(label, text)),
  ),
  ...samplesIn(complaints).flatMap(({ text, label }) =>
    label === EMERGENCY_DEPARTMENT ? [] : [example(QUIET, text)],
  ),
  ...background().map((text) => example(QUIET, text)),
]

const keyOf = (): string => {
  const files = [own, complaints].flatMap((folder) =>
    readdirSync(folder)
      .sort()
      .map((name) => join(folder, name)),
  )
  return `${corpusKey()} ${keyOfFiles([fileURLToPath(import.meta.url), ...files])}`
}

const model: LinearModel = keptModel('emergency-model', keyOf(), examples, FITTING)
const alarm = model.labels.indexOf(ALARM)

/** Whether a normalised text, by all its words together, is like those who are in danger. Source: SD-3. */
export const soundsLikeDanger = (text: string): boolean =>
  text.length <= LONGEST && (probabilities(model, featuresOf(text))[alarm] ?? 0) >= SURE_FROM
