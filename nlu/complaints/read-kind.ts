import type { ComplaintKind } from '../../domain/understanding.ts'
import { complaintRules, type Sign } from './rules.ts'

const { kinds, ironic } = complaintRules

/** From so many points a text is of a kind at all. */
const ENOUGH = 3
/** Above it a wish at the end (建议你们管管) does not make a grievance a suggestion. */
const GRIEVANCE = 4

const NEGATED =
  /(?:不|没有?|毫无|缺乏|不够|谈不上|哪有|哪里|别提|无|不够|并不|算不上|不太|不怎么|不是很)(?:怎么|那么|很|太|够|一点)?$/

const total = (signs: readonly Sign[]): number => signs.reduce((sum, { points }) => sum + points, 0)

/** Points for praise: kind words that are meant. */
const praiseIn = (text: string): number => {
  if (text.search(ironic) >= 0) return 0
  return total(
    kinds.praise(text).filter(({ start }) => !NEGATED.test(text.slice(Math.max(0, start - 6), start))),
  )
}

/** Whether a text complains, suggests or praises, given the points of the faults it tells of; null where none. */
export const readKind = (text: string, faults: number): ComplaintKind | null => {
  const explicit = kinds.complaint(text)
  const irony = text.search(ironic) >= 0 ? GRIEVANCE : 0
  const complaint = total(explicit) + faults + irony
  const praise = praiseIn(text)
  const suggestion = total(kinds.suggestion(text))
  if (praise >= ENOUGH && praise > complaint) return 'praise'
  const named = explicit.some(({ points }) => points >= GRIEVANCE)
  if (!named && suggestion >= ENOUGH && complaint <= Math.max(suggestion, GRIEVANCE)) return 'suggestion'
  return complaint >= ENOUGH ? 'complaint' : null
}
