import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectFile } from '../../domain/project-root.ts'
import { storyFeatures } from '../complaints/story-features.ts'
import { keyOfFolders } from '../generated-file.ts'
import { corpusKey, readCorpus, samplesIn } from '../intents/corpus.ts'
import { keyOf, withLetter } from '../intents/feature-key.ts'
import { keptModel } from '../intents/kept-model.ts'
import { type Example, FIT_MANY_VOICES, type LinearModel } from '../intents/linear-model.ts'

const MODEL = 'answer-model'
const FITTING = { ...FIT_MANY_VOICES, epochs: 12 }

/** One file a question, named as in nlu.md; a line is the answer (`yes`, `no`, `unsure` or `none`) and how it was said. */
const folder = (): string => projectFile('nlu', 'yes-no', 'corpus')

/** What an answer is made of, and the same once more for this question alone (`没有` is good news to one and bad to another). */
export const answerFeatures = (text: string, question: string): number[] => {
  const features = storyFeatures(text)
  const asked = keyOf(question)
  return [...features, ...features.map((feature) => withLetter(feature, asked))]
}

/** What answers nothing: wishes of their own, but for those that may be said as an answer. */
const NONE = 'none'
const MAY_ANSWER =
  /^(?:dialog|chat|complaint|praise|privacy|human)\.|^appointment\.(?:book|cancel|change|query|checkin)|^survey\./

const wishes = (): string[] => {
  const firstOfLine = new Map<string, string>()
  for (const { text, label, skeleton } of readCorpus())
    if (!MAY_ANSWER.test(label) && !firstOfLine.has(skeleton)) firstOfLine.set(skeleton, text)
  return [...firstOfLine.values()]
}

const answers = (): { text: string; question: string; label: string }[] =>
  samplesIn(folder()).map(({ text, label: question }) => {
    const [label = '', ...said] = text.split(' ')
    return { text: said.join(' '), question, label }
  })

/** A wish is none to whatever question: they are shared out among the questions. */
const examples = (): Example[] => {
  const said = answers()
  const questions = [...new Set(said.map(({ question }) => question))]
  const background = wishes().map((text, i) => ({
    text,
    question: questions[i % questions.length] ?? '',
    label: NONE,
  }))
  return [...said, ...background].map(({ text, question, label }) => ({
    features: answerFeatures(text, question),
    label,
  }))
}

const keyOfAnswers = (): string =>
  `${corpusKey()} ${keyOfFolders([folder(), dirname(fileURLToPath(import.meta.url))])}`

/** The model that belongs to the corpora as they are now; trained on the spot where none is stored. */
export const loadAnswerModel = (): LinearModel => keptModel(MODEL, keyOfAnswers(), examples, FITTING)
