import { fileURLToPath } from 'node:url'
import { projectFile } from '../../domain/project-root.ts'
import { keyOfFiles, keyOfFolders } from '../generated-file.ts'
import { corpusKey, readCorpus, type Sample, samplesIn } from '../intents/corpus.ts'
import { NO_LETTERS, withLetter } from '../intents/feature-key.ts'
import { keptModel } from '../intents/kept-model.ts'
import { type Example, FIT, type LinearModel, probabilities } from '../intents/linear-model.ts'

const ALARM = 'alarm'
const QUIET = 'quiet'

/** How sure the ear must be: at this share it hears what no rule names and hardly wakes anybody for nothing. */
const SURE_FROM = 0.85
/** Below this share no word of a clause is one of danger; of about 2,300 alarms it had not learnt, the ear put six below. */
const HARMLESS_BELOW = 0.02
/** Fewer letters (脑中风了) tell the ear too little to contradict anybody. */
const LEAST_LETTERS = 9
/** A longer story gathers grave words whatever it tells. */
const LONGEST = 80
/** One of so many other wishes shows what nobody is in danger with. */
const BACKGROUND_EVERY = 2
const FITTING = { ...FIT, epochs: 8 }
const PAUSE = /[\s,。.!?;:、~]+/gu
/** A clause ends at a pause, and where it only says when. */
const CLAUSE_END = /[\s,。.!?;:、~]+|(?<=时候?|回来|以后|之后)/gu
const LATIN = /[a-z]{3}/iu

const own = projectFile('nlu', 'emergencies', 'corpus')
const complaints = projectFile('nlu', 'triage', 'corpus')
/** Its lines are of both kinds. */
const EMERGENCY_DEPARTMENT = '急诊科'

/** The reviewed list: who is in danger (`alarm`), and who only sounds like it (`quiet`). */
export const readEmergencyCorpus = (): Sample[] => samplesIn(own)

/** Characters and neighbours, each once; pauses are all alike. */
const featuresOf = (text: string): number[] => {
  const letters = `^${text.replace(PAUSE, '|')}$`
  const found = new Set<number>()
  for (let i = 0; i < letters.length; i += 1) {
    const letter = withLetter(NO_LETTERS, letters.charCodeAt(i))
    found.add(letter)
    if (i + 1 < letters.length) found.add(withLetter(letter, letters.charCodeAt(i + 1)))
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

const keyOf = (): string =>
  `${corpusKey()} ${keyOfFiles([fileURLToPath(import.meta.url)])} ${keyOfFolders([own, complaints])}`

const model: LinearModel = keptModel('emergency-model', keyOf(), examples, FITTING)
const alarm = model.labels.indexOf(ALARM)

const shareOf = (text: string): number => probabilities(model, featuresOf(text))[alarm] ?? 0

/** Whether a normalised text, by all its words together, is like those who are in danger. Source: SD-3. */
export const soundsLikeDanger = (text: string): boolean =>
  text.length <= LONGEST && shareOf(text) >= SURE_FROM

/** The text, each clause, and each with the next one: what is grave is not drowned by what stands around it. */
const stretchesOf = (text: string): string[] => {
  const clauses = text.split(CLAUSE_END).filter((clause) => clause.length > 2)
  return [text, ...clauses, ...clauses.slice(1).map((clause, i) => `${clauses[i]},${clause}`)]
}

/** Whether a normalised Chinese text is, in every stretch of it, like what is told by nobody in danger. Source: SD-3. */
export const soundsHarmless = (text: string): boolean =>
  text.length >= LEAST_LETTERS &&
  text.length <= LONGEST &&
  !LATIN.test(text) &&
  stretchesOf(text).every((stretch) => shareOf(stretch) < HARMLESS_BELOW)
