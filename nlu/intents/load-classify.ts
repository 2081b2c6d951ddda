import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { projectFile } from '../../domain/project-root.ts'
import { type ChineseNlp, createChineseNlp, train } from './chinese-nlp.ts'
import { type Classify, createClassify } from './classify.ts'
import { corpusKey, readCorpus } from './corpus.ts'

interface Stored {
  key: string
  model: object
}

/** Features are made by the sources or by the built server, each with its own key: neither drives out the other's model. */
const modelFile = (): string =>
  projectFile('nlu', 'generated', import.meta.url.endsWith('.ts') ? 'intents.sources.json' : 'intents.json')

const restore = (model: object): ChineseNlp => {
  const chinese = createChineseNlp()
  chinese.nlp.fromJSON(model)
  return chinese
}

const load = (key: string): ChineseNlp | null => {
  if (!existsSync(modelFile())) return null
  const stored = JSON.parse(readFileSync(modelFile(), 'utf8')) as Stored
  return stored.key === key ? restore(stored.model) : null
}

/** Written beside and renamed, so that processes which start together never read half a file. */
const store = (stored: Stored): void => {
  const file = modelFile()
  mkdirSync(dirname(file), { recursive: true })
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, JSON.stringify(stored))
  renameSync(beside, file)
}

/** An installed release may lie where its user may not write. */
const mayNotWrite = (error: unknown): boolean =>
  ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')

const storeIfAllowed = (stored: Stored): void => {
  try {
    store(stored)
  } catch (error) {
    if (!mayNotWrite(error)) throw error
  }
}

/** Trains the model from the corpora and keeps it in `nlu/generated/` where it may write; answers exactly as the stored one will. */
export const trainIntents = async (): Promise<ChineseNlp> => {
  const { nlp } = await train(readCorpus())
  const model = nlp.toJSON()
  storeIfAllowed({ key: corpusKey(), model })
  return restore(model)
}

/** The stored model where it belongs to the corpora as they are now, else one trained on the spot (seconds). */
export const loadClassify = async (): Promise<Classify> => {
  const { nlu } = load(corpusKey()) ?? (await trainIntents())
  return createClassify(nlu)
}
