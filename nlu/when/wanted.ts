import { withDayOf, withPartOf } from './complements.ts'
import type { Mention } from './mentions.ts'

const OPPOSITE = { before: 'after', after: 'before', within: undefined } as const

/** 9点以前来不了 asks for a time from nine on. */
export const turnedRound = (mention: Mention): Mention | null => {
  const { bound, clock } = mention.expression
  const opposite = bound ? OPPOSITE[bound] : undefined
  return opposite && (clock || mention.expression.day)
    ? { ...mention, cannot: false, expression: { ...mention.expression, bound: opposite } }
    : null
}

/** The day of 明天上午没空 is still the day that is talked about. */
const talkedAbout = (refused: Mention[]): Mention[] => {
  const partly = refused.filter(
    ({ expression, excepted }) => expression.day && expression.part && !expression.clock && !excepted,
  )
  return partly
    .slice(0, 1)
    .map((mention) => ({ ...mention, join: 'gap', expression: withDayOf({}, mention.expression) }))
}

const isBarePart = ({ expression: { day, part, clock } }: Mention): boolean =>
  !day && !clock && part !== undefined

/** 晚上我不敢出门，别给我约晚上的: the part that is spoken of is the one refused. */
const isSamePart = (mention: Mention, refused: Mention): boolean =>
  isBarePart(mention) && isBarePart(refused) && mention.expression.part === refused.expression.part

/** A day that was refused in part lends itself to the part that is wanted (明天上午不行，下午可以). */
export const wantedMentions = (mentions: Mention[]): Mention[] => {
  const refused = mentions.filter(({ cannot }) => cannot)
  const wanted = mentions
    .flatMap((mention) => (mention.cannot ? (turnedRound(mention) ?? []) : mention))
    .filter((mention) => !refused.some((other) => isSamePart(mention, other)))
  const days = talkedAbout(refused)
  if (wanted.some(({ expression }) => expression.day)) return wanted
  return [...days, ...wanted.map((mention, i): Mention => (i === 0 ? { ...mention, join: 'gap' } : mention))]
}

/** 明天上午的改成下午: the day stays. */
export const keepDay = (moved: Mention[], { expression: source }: Mention): Mention[] =>
  moved.some(({ expression }) => expression.day)
    ? moved
    : moved.map((mention) => ({
        ...mention,
        expression: withPartOf(withDayOf(mention.expression, source), source),
      }))
