import { keyOfFolders, readGenerated, writeGenerated } from '../generated-file.ts'
import { type ChineseNlp, createChineseNlp, train } from './chinese-nlp.ts'
import { type Classify, createClassify } from './classify.ts'
import { projectFile } from '../../domain/project-root.ts'
import { corpusKey, readCorpus, type Sample, samplesIn } from './corpus.ts'

const restore = (model: object): ChineseNlp => {
  const chinese = createChineseNlp()
  chinese.nlp.fromJSON(model)
  return chinese
}

const MODEL = 'intents'

const symptoms = projectFile('nlu', 'triage', 'corpus')
/** The label of what tells of no symptom. */
const NO_SYMPTOM = 'none'
/** One of so many: who only tells what ails them asks where to go with it, and complains of nobody. */
const SYMPTOMS_EVERY = 8

const told = (): Sample[] =>
  samplesIn(symptoms)
    .filter(({ label }, i) => label !== NO_SYMPTOM && i % SYMPTOMS_EVERY === 0)
    .map((sample) => ({ ...sample, label: 'triage.ask' }))

const keyOf = (): string => `${corpusKey()} ${keyOfFolders([symptoms])}`

const load = (key: string): ChineseNlp | null => {
  const model = readGenerated(MODEL, key)
  return model ? restore(model) : null
}

/** Trains the model from the corpora and keeps it in `nlu/generated/` where it may write; answers exactly as the stored one will. */
export const trainIntents = async (): Promise<ChineseNlp> => {
  const { nlp } = await train([...readCorpus(), ...told()])
  const model = nlp.toJSON()
  writeGenerated(MODEL, keyOf(), model)
  return restore(model)
}

/** The stored model where it belongs to the corpora as they are now, else one trained on the spot (seconds). */
export const loadClassify = async (): Promise<Classify> => {
  const { nlu } = load(keyOf()) ?? (await trainIntents())
  return createClassify(nlu)
}
