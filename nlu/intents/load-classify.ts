import { readGenerated, writeGenerated } from '../generated-file.ts'
import { type ChineseNlp, createChineseNlp, train } from './chinese-nlp.ts'
import { type Classify, createClassify } from './classify.ts'
import { corpusKey, readCorpus } from './corpus.ts'

const restore = (model: object): ChineseNlp => {
  const chinese = createChineseNlp()
  chinese.nlp.fromJSON(model)
  return chinese
}

const MODEL = 'intents'

const load = (key: string): ChineseNlp | null => {
  const model = readGenerated(MODEL, key)
  return model ? restore(model) : null
}

/** Trains the model from the corpora and keeps it in `nlu/generated/` where it may write; answers exactly as the stored one will. */
export const trainIntents = async (): Promise<ChineseNlp> => {
  const { nlp } = await train(readCorpus())
  const model = nlp.toJSON()
  writeGenerated(MODEL, corpusKey(), model)
  return restore(model)
}

/** The stored model where it belongs to the corpora as they are now, else one trained on the spot (seconds). */
export const loadClassify = async (): Promise<Classify> => {
  const { nlu } = load(corpusKey()) ?? (await trainIntents())
  return createClassify(nlu)
}
