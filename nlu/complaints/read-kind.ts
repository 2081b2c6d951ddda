import type { ComplaintKind, Severity } from '../../domain/understanding.ts'
import type { Page } from '../phrases/compile-phrases.ts'
import type { LikelyStory } from './likely-story.ts'
import { complaintRules, type Sign } from './rules.ts'

const { kinds, ironic, actors, blame, thanks, asking } = complaintRules

/** From so many points a text is of a kind; a question must show more (怎么收了两次挂号费; thanks for help that is asked for). */
const ENOUGH = 2.5
const ENOUGH_IN_QUESTION = 6
/** Above it a wish at the end (建议你们管管) does not make a grievance a suggestion. */
const GRIEVANCE = 4

/** What opens with a suggestion is one, with what is amiss for its reason (建议早点开，空腹的老人吃不消). */
const OPENING = 2

const NEGATED =
  /(?:不|没有?|毫无|缺乏|不够|谈不上|哪有|哪里|别提|无|不够|并不|算不上|不太|不怎么|不是很)(?:怎么|那么|很|太|够|一点)?$/

const total = (signs: readonly Sign[]): number => signs.reduce((sum, { points }) => sum + points, 0)

/** A grave story is a complaint though no fault is named (拔牙把好牙拔了). */
const GRAVITY: Readonly<Record<Severity, number>> = { simple: 0, complex: 1.5, major: 3 }

/** Points for praise: kind words that are meant. */
const praiseIn = (page: Page): number =>
  total(
    kinds.praise(page).filter(({ start }) => !NEGATED.test(page.text.slice(Math.max(0, start - 6), start))),
  )

/** So many small words make a story of the house one of blame or of thanks; one does in a longer story. */
const SMALL_WORDS = 2
const LONGER_STORY = 14

/** A story told without a strong word (把双胞胎看成单胎): somebody of the house, and a tone. */
const toldQuietly = (page: Page, complaint: number, likely: LikelyStory['kinds']): ComplaintKind | null => {
  if (!actors.isIn(page)) return null
  const thanked = thanks.spans(page).length
  const blamed = blame.spans(page).length + (complaint > 0 ? 1 : 0)
  if (thanked >= SMALL_WORDS && thanked >= blamed && likely.praise >= likely.complaint) return 'praise'
  return blamed >= SMALL_WORDS || (blamed > 0 && page.text.length >= LONGER_STORY) ? 'complaint' : null
}

/** So many points has a kind that all words together speak for. */
const VOTE = 9

/** Praise without a kind word: a grievance taken for it would be lost. */
const ENOUGH_UNSPOKEN = 7

/** From this share on a question is one of somebody who is cross (缝完数都不数的吗). */
const PLAIN_GRIEVANCE = 0.75

/** Where this much of a text only tells what ails somebody, a fault is a word of theirs (被蚊子咬了一身包). */
const ONLY_ILL = 0.98

/** From so many points the text is believed against the intent, for praise already where nothing is blamed. */
const SURE = 6
/** So many points has praise that tells of a kind deed. */
export const DEED = 5

/**
 * Whether a text complains, suggests or praises, given the points of the faults it tells of, how grave the story is and
 * what it is likely to be; null where none. A grave story can be praise (they did all they could). `intent` decides where the text is not
 * sure by itself.
 */
export const readKind = (
  page: Page,
  faults: number,
  severity: Severity,
  { kinds: likely, ill }: Pick<LikelyStory, 'kinds' | 'ill'>,
  intent: ComplaintKind | null,
): ComplaintKind | null => {
  const explicit = kinds.complaint(page)
  const isIronic = ironic.isIn(page)
  const grievance = total(explicit) + faults + (isIronic ? GRIEVANCE : 0) + VOTE * likely.complaint
  const complaint = grievance + GRAVITY[severity]
  const kindWords = isIronic ? 0 : praiseIn(page)
  const praise = isIronic ? 0 : kindWords + VOTE * likely.praise
  const suggestions = kinds.suggestion(page)
  const suggestion = total(suggestions) + VOTE * likely.suggestion
  const isSure = Math.max(grievance, praise, suggestion) >= SURE || (praise >= DEED && grievance === 0)
  const isCross = complaint >= GRIEVANCE || likely.complaint > likely.praise
  const contradicted = intent === 'praise' && kindWords === 0 && isCross
  if (intent !== null && !isSure && !contradicted) return intent
  const asks = asking.isIn(page)
  const named = explicit.some(({ points }) => points >= GRIEVANCE)
  const isUnspoken = kindWords === 0
  const enough = isUnspoken ? ENOUGH_UNSPOKEN : asks ? ENOUGH_IN_QUESTION : ENOUGH
  const outweighed = isUnspoken ? named || praise <= complaint : praise <= grievance
  if (praise >= enough && !outweighed) return 'praise'
  const opensAsSuggestion = suggestions.some(({ start, points }) => start <= OPENING && points >= GRIEVANCE)
  const outweighs = opensAsSuggestion || complaint <= Math.max(suggestion, GRIEVANCE)
  if (!named && severity !== 'major' && suggestion >= ENOUGH && outweighs) return 'suggestion'
  const asked = asks && !named && likely.complaint < PLAIN_GRIEVANCE
  if (intent === null && !named && severity !== 'major' && ill >= ONLY_ILL) return null
  if (complaint >= (asked ? ENOUGH_IN_QUESTION : ENOUGH)) return 'complaint'
  return intent ?? (asked ? null : toldQuietly(page, complaint, likely))
}
