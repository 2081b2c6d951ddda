import type { YesNo } from '../../domain/understanding.ts'
import { probabilities } from '../intents/linear-model.ts'
import { answerFeatures, loadAnswerModel } from './train-answers.ts'

const model = loadAnswerModel()

type Shares = Readonly<Record<YesNo, number>>

/** From these shares on an answer that no rule knows is what it sounds like; a yes has consequences. */
const SURE: Shares = { yes: 0.8, no: 0.65, unsure: 0.65 }

/** From these shares on a whole sentence is what it sounds like, whatever word of it a rule has found. */
const SURER: Shares = { yes: 0.9, no: 0.9, unsure: 0.7 }
/** Fewer letters are a word, and rules know words. */
const LEAST_SENTENCE = 8
const LEAST_HEARD = 4
/** Who doubts in so many words is in doubt. */
const DOUBTS = /怕是|恐怕|可能|大概|也许|好像|应该|勉强|凑合|还行|有点|看情况/u

const sharesOf = (text: string, question: string): Shares => {
  const shares = probabilities(model, answerFeatures(text, question))
  const shareOf = (answer: YesNo): number => shares[model.labels.indexOf(answer)] ?? 0
  return { yes: shareOf('yes'), no: shareOf('no'), unsure: shareOf('unsure') }
}

/** What an answer to one of the known questions sounds like by all its letters; null where it sounds like none. */
export const likelyAnswer = (text: string, question: string): YesNo | null => {
  if (text.length < LEAST_HEARD) return null
  const shares = sharesOf(text, question)
  return (['no', 'unsure', 'yes'] as const).find((answer) => shares[answer] >= SURE[answer]) ?? null
}

/** A no or a doubt that rules have read in a sentence, as the whole of it sounds; where a no was said at all, never a yes. */
export const asWholeSounds = (
  text: string,
  question: string,
  read: 'no' | 'unsure',
  saysNo: boolean,
): YesNo => {
  if (text.length < LEAST_SENTENCE || (read === 'unsure' && DOUBTS.test(text))) return read
  const shares = sharesOf(text, question)
  const others: YesNo[] = read === 'no' ? ['unsure'] : saysNo ? ['no'] : ['no', 'yes']
  return others.find((other) => shares[other] >= SURER[other]) ?? read
}
