import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectFile } from '../../domain/project-root.ts'
import { keyOfFolders } from '../generated-file.ts'
import { corpusKey, type Sample, samplesIn } from '../intents/corpus.ts'
import { keptModel } from '../intents/kept-model.ts'
import { type Example, FIT_MANY_VOICES, type LinearModel } from '../intents/linear-model.ts'
import { severityInWords, toldIn } from './severity-in-words.ts'
import { storyFeatures } from './story-features.ts'
import { readStoryCorpus } from './train-stories.ts'

const MODEL = 'severity-model'
/** Few stories with many words: none may be relied on alone. */
const FITTING = { ...FIT_MANY_VOICES, dropout: 0.7 }

const folder = (): string => projectFile('nlu', 'complaints', 'severity')

/** What patients complain of, by severity and, behind a full stop, by class where that is clear. */
const bySeverity = (): Sample[] => samplesIn(folder())

const exampleOf = (text: string, label: string): Example => ({ features: storyFeatures(text), label })

/** Most complaints are simple; those of the corpus by class that tell of more in so many words are left out. */
const simple = (): Example[] =>
  readStoryCorpus()
    .filter(({ text }) => severityInWords(toldIn(text), true) === 'simple')
    .map(({ text }) => exampleOf(text, 'simple'))

const examples = (): Example[] => [
  ...bySeverity().map(({ text, label }) => exampleOf(text, label.split('.')[0] ?? label)),
  ...simple(),
]

const keyOf = (): string =>
  `${corpusKey()} ${keyOfFolders([folder(), projectFile('nlu', 'complaints', 'corpus'), dirname(fileURLToPath(import.meta.url))])}`

/** The model that belongs to the corpora as they are now; trained on the spot (seconds) where none is stored. */
export const loadSeverityModel = (): LinearModel => keptModel(MODEL, keyOf(), examples, FITTING)
