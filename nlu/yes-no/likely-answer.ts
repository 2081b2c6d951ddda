import type { YesNo } from '../../domain/understanding.ts'
import { probabilities } from '../intents/linear-model.ts'
import { answerFeatures, loadAnswerModel } from './train-answers.ts'

const model = loadAnswerModel()

/** From these shares on an answer that no rule knows is what it sounds like; a yes has consequences. */
const SURE: Readonly<Record<YesNo, number>> = { yes: 0.8, no: 0.65, unsure: 0.65 }

/** What an answer to one of the known questions sounds like by all its letters; null where it sounds like none. */
export const likelyAnswer = (text: string, question: string): YesNo | null => {
  const shares = probabilities(model, answerFeatures(text, question))
  const sounds = (answer: YesNo): boolean => (shares[model.labels.indexOf(answer)] ?? 0) >= SURE[answer]
  return (['no', 'unsure', 'yes'] as const).find(sounds) ?? null
}
