import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectFile } from '../../domain/project-root.ts'
import { keyOfFolders } from '../generated-file.ts'
import { corpusKey, readCorpus, type Sample, samplesIn } from '../intents/corpus.ts'
import { keptModel } from '../intents/kept-model.ts'
import { type Example, FIT, type LinearModel } from '../intents/linear-model.ts'
import { storyFeatures } from './story-features.ts'

/** The label of what is no story but another wish, and of what ails somebody. */
const OTHER_WISH = 'none'
export const ILL = 'ill'

const MODEL = 'story-model'
const FITTING = { ...FIT, epochs: 8 }
/** One of so many other wishes shows what no story looks like. */
const BACKGROUND_EVERY = 2
/** Wishes that are stories; complaints are told apart by class in a corpus of their own. */
const STORIES: Readonly<Record<string, string | null>> = {
  'praise.give': 'praise',
  'suggestion.give': 'suggestion',
  'complaint.lodge': null,
  'complaint.progress': null,
}

const folder = (): string => projectFile('nlu', 'complaints', 'corpus')

/** Complaints by severity, some of them by class as well (`major.medical`). */
const bySeverity = (): string => projectFile('nlu', 'complaints', 'severity')

const classed = (): Sample[] =>
  samplesIn(bySeverity()).flatMap((sample) => {
    const [, label] = sample.label.split('.')
    return label === undefined ? [] : [{ ...sample, label }]
  })

/** What patients complain of, by class. */
export const readStoryCorpus = (): Sample[] => samplesIn(folder())

const exampleOf = (text: string, label: string): Example => ({ features: storyFeatures(text), label })

const wishes = (): Example[] => {
  const lines = new Set<string>()
  return readCorpus().flatMap(({ text, label, skeleton }) => {
    const story = STORIES[label]
    if (story === null) return []
    if (story !== undefined) return [exampleOf(text, story)]
    const isNew = !lines.has(skeleton)
    lines.add(skeleton)
    return isNew && lines.size % BACKGROUND_EVERY === 0 ? [exampleOf(text, OTHER_WISH)] : []
  })
}

/** Who is ill complains of nobody. */
const ILLS = [projectFile('nlu', 'triage', 'corpus'), projectFile('nlu', 'emergencies', 'corpus')]

const ills = (): Example[] => ILLS.flatMap(samplesIn).map(({ text }) => exampleOf(text, ILL))

const examples = (): Example[] => [
  ...[...readStoryCorpus(), ...classed()].map(({ text, label }) => exampleOf(text, label)),
  ...ills(),
  ...wishes(),
]

const keyOf = (): string =>
  `${corpusKey()} ${keyOfFolders([folder(), bySeverity(), ...ILLS, dirname(fileURLToPath(import.meta.url))])}`

/** The model that belongs to the corpora as they are now; trained on the spot (seconds) where none is stored. */
export const loadStoryModel = (): LinearModel => keptModel(MODEL, keyOf(), examples, FITTING)
