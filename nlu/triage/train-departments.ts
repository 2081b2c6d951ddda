import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectFile } from '../../domain/project-root.ts'
import { keyOfFiles, keyOfFolders } from '../generated-file.ts'
import { corpusKey, readCorpus, type Sample, samplesIn } from '../intents/corpus.ts'
import { keptModel } from '../intents/kept-model.ts'
import { type Example, FIT, type LinearModel } from '../intents/linear-model.ts'
import { symptomFeatures } from './symptom-features.ts'
import { vocabulary } from './vocabulary.ts'

/** The label of what tells of no symptom. */
export const NOTHING = 'none'

const MODEL = 'triage-model'
const FITTING = { ...FIT, epochs: 6, minCount: 3 }
/** One of so many other wishes shows what no symptom looks like. */
const BACKGROUND_EVERY = 3
/** Wishes that tell of symptoms as well. */
const TELLING = new Set(['triage.ask', 'medical.advice'])

/** What is said around any symptom, and speaks for no department. */
const FRAMES = [
  '最近老是*,该挂什么科',
  '想咨询一下*',
  '我妈*好几天了',
  '*,要做什么检查',
  '体检说*',
  '医生说我*,想复查',
  '我*,怎么办',
  '请问*看哪个科',
  '孩子爸爸*一个多月了',
  '*又犯了,想开点药',
  '这两天*得厉害',
]

const framed = (word: string, n: number): string => (FRAMES[n % FRAMES.length] ?? '*').replace('*', word)

const folder = (): string => projectFile('nlu', 'triage', 'corpus')

/** What patients tell, by department. */
export const readTriageCorpus = (): Sample[] => samplesIn(folder())

const exampleOf = (text: string, label: string): Example => ({ features: symptomFeatures(text), label })

const best = (to: ReadonlyMap<string, number>): string =>
  [...to].reduce((first, next) => (next[1] > first[1] ? next : first), ['', 0])[0]

const background = (): Example[] => {
  const firstOfLine = new Map<string, string>()
  for (const { text, label, skeleton } of readCorpus())
    if (!TELLING.has(label) && !firstOfLine.has(skeleton)) firstOfLine.set(skeleton, text)
  return [...firstOfLine.values()]
    .filter((_, i) => i % BACKGROUND_EVERY === 0)
    .map((text) => exampleOf(text, NOTHING))
}

const worded = (): Example[] =>
  vocabulary
    .wordings()
    .filter(([, to]) => to.size > 0)
    .flatMap(([word, to], n) => [word, framed(word, n)].map((text) => exampleOf(text, best(to))))

const examples = (): Example[] => [
  ...worded(),
  ...readTriageCorpus().map(({ text, label }) => exampleOf(text, label)),
  ...background(),
]

const keyOf = (): string => {
  const symptoms = keyOfFiles([projectFile('nlu', 'triage', 'symptoms.yaml')])
  return `${corpusKey()} ${symptoms} ${keyOfFolders([folder(), dirname(fileURLToPath(import.meta.url))])}`
}

/** The model that belongs to the corpora and words as they are now; trained on the spot (seconds) where none is stored. */
export const loadDepartmentModel = (): LinearModel => keptModel(MODEL, keyOf(), examples, FITTING)
