import { type ComplaintKind, INTENTS, type Intent } from '../../domain/understanding.ts'
import { calibrated } from './calibrate.ts'
import { certaintyOf } from './concept-rules.ts'
import type { LinearNlu, Ranked } from './linear-nlu.ts'
import { respell } from './respell.ts'

export interface IntentReading {
  intent: Intent
  /** 0…1, calibrated by cross-validation. */
  confidence: number
  /** The three best, best first. */
  top: { intent: Intent; confidence: number }[]
}

/** Reads the intent of a normalised utterance in which names and times may be masked; `told`: what the story was read as. */
export type Classify = (text: string, told?: ComplaintKind | null) => IntentReading

const BACKGROUND = 'none.'
/** `none` wins from this part of the best wish's share on: leaving a stray question alone is the smaller mistake. */
const BACKGROUND_WEIGHT = 2
/** A certain rule leaves this much to the rest. */
const CERTAIN = 0.98

/** How much a story that reads as a complaint, a suggestion or praise speaks for that intent. */
const STORY_WEIGHT = 5
const STORY_INTENTS = {
  complaint: 'complaint.lodge',
  suggestion: 'suggestion.give',
  praise: 'praise.give',
} as const satisfies Record<ComplaintKind, Intent>

const NAMED = new Map<string, Intent>(INTENTS.map((intent) => [intent, intent]))
const intentOf = (label: string): Intent =>
  label.startsWith(BACKGROUND) ? 'none' : (NAMED.get(label) ?? 'none')

/** Adds up the background classes. */
const sharesOf = (ranked: Ranked[]): Map<Intent, number> => {
  const shares = new Map<Intent, number>(INTENTS.map((intent) => [intent, 0]))
  for (const { label, probability } of ranked) {
    const intent = intentOf(label)
    shares.set(intent, (shares.get(intent) ?? 0) + probability)
  }
  return shares
}

const settle = (shares: Map<Intent, number>, text: string): void => {
  const { intent, blocked } = certaintyOf(text)
  for (const label of blocked) shares.set(intentOf(label), 0)
  if (intent !== null) {
    for (const [other, share] of shares) shares.set(other, share * (1 - CERTAIN))
    shares.set(intentOf(intent), CERTAIN)
  }
}

/** The best wish gives way to a background that comes near it; the others keep their order. */
const ranked = (shares: Map<Intent, number>): [Intent, number][] => {
  const order = [...shares].sort((a, b) => b[1] - a[1])
  const at = order.findIndex(([intent]) => intent === 'none')
  const [background] = order.slice(at, at + 1)
  const best = order[0]
  if (!background || !best || BACKGROUND_WEIGHT * background[1] < best[1]) return order
  return [[background[0], Math.max(background[1], best[1])], ...order.filter(([intent]) => intent !== 'none')]
}

const read = (shares: Map<Intent, number>): IntentReading => {
  const total = [...shares.values()].reduce((sum, share) => sum + share, 0) || 1
  const top = ranked(shares)
    .slice(0, 3)
    .map(([intent, share]) => ({ intent, confidence: calibrated(share / total) }))
  const [best = { intent: 'none' as const, confidence: 1 }] = top
  return { ...best, top }
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

/** Rules first where they are certain, the classifier for the rest. */
export const createClassify =
  (nlu: Pick<LinearNlu, 'rank'>): Classify =>
  (text, told = null) => {
    if (!saysSomething(text)) return NOTHING_SAID
    const shares = sharesOf(nlu.rank(text))
    if (told) shares.set(STORY_INTENTS[told], STORY_WEIGHT * (shares.get(STORY_INTENTS[told]) ?? 0))
    settle(shares, respell(text))
    return read(shares)
  }
