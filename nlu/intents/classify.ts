import { type ComplaintKind, INTENTS, type Intent } from '../../domain/understanding.ts'
import { calibrated } from './calibrate.ts'
import { certaintyOf } from './concept-rules.ts'
import type { LinearNlu } from './linear-nlu.ts'
import { respell } from './respell.ts'

export interface IntentReading {
  intent: Intent
  /** 0…1, calibrated by cross-validation. */
  confidence: number
  /** The three best, best first. */
  top: { intent: Intent; confidence: number }[]
}

/**
 * What a story was read as: `grave` for a major complaint, `ill` where it rather tells what ails somebody, `elsewhere` where it
 * is about people who are no part of the house.
 */
export type Telling = ComplaintKind | 'grave' | 'ill' | 'elsewhere'

/** What is known of a text as a story. */
export interface Told {
  as?: Telling | undefined
  /** How likely it is what it was read as, by all its words together; 0…1. */
  likely: number
  /** Whether the house is named. */
  ofHouse: boolean
}

/** Reads the intent of a normalised utterance in which names and times may be masked. */
export type Classify = (text: string, told?: Told) => IntentReading

const BACKGROUND = 'none.'
/** `none` wins from this part of the best wish's share on: leaving a stray question alone is the smaller mistake. */
const BACKGROUND_WEIGHT = 2.5
/** A certain rule leaves this much to the rest. */
const CERTAIN = 0.98
const TOP = 3

/** How much a story that reads as a complaint, a suggestion or praise speaks for that intent. */
const STORY_WEIGHT = 5
/** What the story's own likeness adds to its share, as far as it goes beyond what any text of such words has. */
const SECOND_VOTE = 4
const LIKELY_ANYWAY = { ofHouse: 0.3, elsewhere: 0.6 }
/** How much is left of a complaint where only an illness is told (被蚊子咬了一身包), or what others did (快递把包裹弄丢了). */
const LEFT_OF_COMPLAINT = { ill: 0.2, elsewhere: 0.05 }
/** How much of the background is left where a story is told, and where one is told of the house. */
const NONE_OF_STORY = 0.5
const NONE_OF_HOUSE = 0.15
/** How much is left of praise where harm is told in so many words (护工扇我奶奶耳光). */
const PRAISE_OF_HARM = 0.05
const STORY_INTENTS = {
  ill: 'complaint.lodge',
  elsewhere: 'complaint.lodge',
  grave: 'complaint.lodge',
  complaint: 'complaint.lodge',
  suggestion: 'suggestion.give',
  praise: 'praise.give',
} as const satisfies Record<Telling, Intent>

const PLACES = new Map<string, number>(INTENTS.map((intent, place) => [intent, place]))
const NONE = INTENTS.indexOf('none')
const PRAISE = INTENTS.indexOf('praise.give')
const PROGRESS = INTENTS.indexOf('complaint.progress')
const placeOf = (label: string): number => (label.startsWith(BACKGROUND) ? NONE : (PLACES.get(label) ?? NONE))

/** Shares by intent, in the order of `INTENTS`. */
type Shares = Float64Array

/** Adds up the background classes. */
const sharesOf = (probabilities: Float32Array, places: readonly number[]): Shares => {
  const shares = new Float64Array(INTENTS.length)
  const background: number[] = []
  places.forEach((place, label) => {
    const probability = probabilities[label] ?? 0
    if (place === NONE) background.push(probability)
    else shares[place] = probability
  })
  shares[NONE] = background.sort((a, b) => b - a).reduce((sum, probability) => sum + probability, 0)
  return shares
}

const settle = (shares: Shares, text: string): void => {
  const { intent, blocked } = certaintyOf(text)
  for (const label of blocked) shares[placeOf(label)] = 0
  if (intent === null) return
  for (let place = 0; place < shares.length; place++) shares[place] = (shares[place] ?? 0) * (1 - CERTAIN)
  shares[placeOf(intent)] = CERTAIN
}

/** Where the largest share stands that is not among the places named; the first of equal ones. */
const largest = (shares: Shares, but: readonly number[]): number => {
  let best = -1
  for (let place = 0; place < shares.length; place++)
    if ((best < 0 || (shares[place] ?? 0) > (shares[best] ?? 0)) && !but.includes(place)) best = place
  return best
}

/** The places of the three best. The best wish gives way to a background that comes near it; the others keep their order. */
const threeBest = (shares: Shares): number[] => {
  const best = largest(shares, [])
  const backgroundWins = BACKGROUND_WEIGHT * (shares[NONE] ?? 0) >= (shares[best] ?? 0)
  const top = [backgroundWins ? NONE : best]
  while (top.length < TOP) top.push(largest(shares, top))
  return top
}

const read = (shares: Shares): IntentReading => {
  const total = shares.reduce((sum, share) => sum + share, 0) || 1
  const top = threeBest(shares).map((place, i) => ({
    intent: INTENTS[place] ?? 'none',
    confidence: calibrated(((i === 0 ? shares[largest(shares, [])] : shares[place]) ?? 0) / total),
  }))
  const { intent, confidence } = top[0] ?? { intent: 'none' as const, confidence: 1 }
  return { intent, confidence, top }
}

const NOTHING_SAID: IntentReading = {
  intent: 'none',
  confidence: 1,
  top: [
    { intent: 'none', confidence: 1 },
    { intent: 'dialog.help', confidence: 0 },
    { intent: 'chat.greet', confidence: 0 },
  ],
}

const saysSomething = (text: string): boolean => /[\p{L}\p{N}?👍🙏👌✅❌🙅]/u.test(text)

const scale = (shares: Shares, place: number, weight: number): void => {
  shares[place] = weight * (shares[place] ?? 0)
}

/** Weighs the intents by what the story was read as. */
const weighTelling = (shares: Shares, { as: told, likely, ofHouse }: Told): void => {
  if (told === undefined) return
  const story = placeOf(STORY_INTENTS[told])
  if (told === 'ill' || told === 'elsewhere') {
    scale(shares, story, LEFT_OF_COMPLAINT[told])
    if (told === 'elsewhere') scale(shares, PROGRESS, LEFT_OF_COMPLAINT.elsewhere)
    return
  }
  shares[story] =
    STORY_WEIGHT * (shares[story] ?? 0) +
    SECOND_VOTE * Math.max(0, likely - LIKELY_ANYWAY[ofHouse ? 'ofHouse' : 'elsewhere'])
  scale(shares, NONE, ofHouse ? NONE_OF_HOUSE : NONE_OF_STORY)
  if (told === 'grave') scale(shares, PRAISE, PRAISE_OF_HARM)
}

/** Rules first where they are certain, the classifier for the rest. */
export const createClassify = (nlu: Pick<LinearNlu, 'model' | 'probabilities'>): Classify => {
  const places = nlu.model.labels.map(placeOf)
  return (text, told) => {
    if (!saysSomething(text)) return NOTHING_SAID
    const shares = sharesOf(nlu.probabilities(text), places)
    if (told) weighTelling(shares, told)
    settle(shares, respell(text))
    return read(shares)
  }
}
