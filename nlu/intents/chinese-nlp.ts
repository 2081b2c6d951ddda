import { containerBootstrap } from '@nlpjs/core'
import { type DomainManager, Nlp } from '@nlpjs/nlp'
import { featuresOf } from './features.ts'
import { LinearNlu } from './linear-nlu.ts'
import { respell } from './respell.ts'
import { cut, type Units } from './units.ts'

const LOCALE = 'zh'
const DOMAIN = 'master_domain'

/** nlp.js with Chinese of our own: characters and concepts instead of segmented words, and a linear classifier. */
export interface ChineseNlp {
  nlp: Nlp
  /** The classifier inside, to be asked directly: `nlp.process` gives the same answer many times slower. */
  nlu: LinearNlu
}

const managerOf = (nlp: Nlp): DomainManager => {
  const manager = nlp.nluManager.domainManagers[LOCALE]
  if (!manager) throw new Error(`nlp.js has no domain manager for ${LOCALE}`)
  return manager
}

const nluOf = (nlp: Nlp): LinearNlu => {
  const nlu = managerOf(nlp).addDomain(DOMAIN)
  if (!(nlu instanceof LinearNlu)) throw new Error('nlp.js made a classifier that is not ours')
  return nlu
}

/** A container of its own, so that models do not share state; nothing in it keeps what patients write. */
export const createChineseNlp = (): ChineseNlp => {
  const container = containerBootstrap()
  container.register('normalizer-zh', { normalize: respell }, true)
  container.register('tokenizer-zh', { tokenize: cut }, true)
  container.register('stemmer-zh', { stem: (units: Units) => featuresOf(units) }, true)
  container.register('LinearNlu', LinearNlu, false)
  container.registerConfiguration('domain-manager-zh', {
    nluByDomain: { default: { className: 'LinearNlu', settings: {} } },
    // The dictionary of whole utterances would answer before the classifier.
    useStemDict: false,
    trainByDomain: false,
  })
  container.registerPipeline('domain-manager-zh-train', ['.generateCorpus', '.innerTrain', 'output.status'])
  const nlp = new Nlp(
    { languages: [LOCALE], autoLoad: false, autoSave: false, calculateSentiment: false, threshold: 0 },
    container,
  )
  return { nlp, nlu: nluOf(nlp) }
}

/** Trains by nlp.js and forgets the sentences afterwards: the weights are all that is needed. */
export const train = async (samples: { text: string; label: string }[]): Promise<ChineseNlp> => {
  const chinese = createChineseNlp()
  for (const { text, label } of samples) chinese.nlp.addDocument(LOCALE, text, label)
  await chinese.nlp.train()
  managerOf(chinese.nlp).sentences = []
  chinese.nlp.nluManager.guesser.extraSentences = []
  return chinese
}
