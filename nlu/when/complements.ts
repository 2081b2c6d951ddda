import type { Mention } from './mentions.ts'
import type { DaySpec, Expression } from './node.ts'

/** Whether a part of the day or a clock time was said. */
export const hasTime = ({ part, clock }: Expression): boolean => part !== undefined || clock !== undefined

/** `expression` at the time of the other, before or after it as the other says. */
export const withTimeOf = (
  expression: Expression,
  { part, clock, clockTo, bound }: Expression,
): Expression => ({
  ...expression,
  ...(part ? { part } : {}),
  ...(clock ? { clock } : {}),
  ...(clock && bound ? { bound } : {}),
  ...(clockTo ? { clockTo } : {}),
})

/** `expression` on the day of the other. */
export const withDayOf = (expression: Expression, { day, dayTo, sameDay }: Expression): Expression => ({
  ...expression,
  ...(day ? { day } : {}),
  ...(dayTo ? { dayTo } : {}),
  ...(sameDay ? { sameDay } : {}),
})

/** 下午两点或三点: the second hour is in the same part of the day. */
export const withPartOf = (expression: Expression, before: Expression): Expression =>
  expression.clock && !expression.part && before.clock && before.part
    ? { ...expression, part: before.part }
    : expression

/** What one of two expressions side by side leaves open and the other says (14:30周三; 下周三，上午，10点); null if both say it. */
const complement = (first: Expression, second: Expression): Expression | null => {
  if (first.bound || first.dayTo || second.dayTo) return null
  if (!first.day && second.day && !hasTime(second)) return withTimeOf(second, first)
  const isPartOf = first.clock && !first.part && second.part && !second.clock
  if (!first.day && second.day && isPartOf)
    return { ...second, ...withTimeOf(first, {}), day: second.day, part: second.part }
  if (second.day) return null
  const addsTime = first.day !== undefined && !hasTime(first)
  const addsClock = first.part !== undefined && !first.clock && second.clock !== undefined && !second.part
  return addsTime || addsClock ? { ...withTimeOf(first, second), bound: second.bound } : null
}

/** Expressions side by side that say one time between them become one. */
export const joinComplements = (mentions: Mention[]): Mention[] => {
  const out: Mention[] = []
  for (const mention of mentions) {
    const before = out.at(-1)
    const isBeside = before !== undefined && mention.join === 'and' && mention.cannot === before.cannot
    const whole = isBeside ? complement(before.expression, mention.expression) : null
    if (before && whole) out.splice(-1, 1, { ...before, end: mention.end, expression: whole })
    else out.push(mention)
  }
  return out
}

type Dated = Extract<DaySpec, { type: 'date' | 'lunar' }>

const isDated = (day: DaySpec | undefined): day is Dated => day?.type === 'date' || day?.type === 'lunar'

const isSameDayOf = (month: Dated, bare: Dated): boolean =>
  month.type === bare.type && month.from === bare.from && month.to === bare.to && month.month !== undefined

const isWholeLunarMonth = (day: DaySpec | undefined): day is Dated =>
  day?.type === 'lunar' && day.month !== undefined && day.from === 1 && day.to >= 29

const NEW_YEAR = ['除夕', '春节']

/** 除夕那天和初一: the first of the year that follows. */
const isOfNewYear = (mentions: Mention[], { type, to }: Dated): boolean =>
  type === 'lunar' &&
  to <= 15 &&
  mentions.some(({ expression: { day } }) => day?.type === 'festival' && NEW_YEAR.includes(day.name))

/** 只有周六有空，下周六或者下下周六: the weekday whose weeks are said is no other day. */
export const withWeekSaidElsewhere = (mentions: Mention[]): Mention[] => {
  const weeks = mentions.flatMap(({ expression: { day }, cannot }) =>
    day?.type === 'weekday' && day.week !== undefined && !cannot ? [day.day] : [],
  )
  return mentions.filter(
    ({ expression: { day, dayTo }, cannot }) =>
      cannot || dayTo || day?.type !== 'weekday' || day.week !== undefined || !weeks.includes(day.day),
  )
}

/** 约初八，就正月初八 and 初五去，正月的: a day whose month is said elsewhere is in that month. */
export const withMonthSaidElsewhere = (mentions: Mention[]): Mention[] => {
  const days = mentions.map(({ expression: { day } }) => day).filter(isDated)
  const month = days.find(isWholeLunarMonth)
  let isUsed = false
  const dated = mentions.map((mention) => {
    const { day } = mention.expression
    if (!isDated(day) || day.month !== undefined) return mention
    const same = days.findLast((each) => isSameDayOf(each, day))
    isUsed ||= !same && day.type === 'lunar' && month !== undefined
    const inMonth = day.type === 'lunar' && month ? { ...month, from: day.from, to: day.to } : null
    const named = same ?? inMonth ?? (isOfNewYear(mentions, day) ? { ...day, month: 1 } : null)
    return named ? { ...mention, expression: { ...mention.expression, day: named } } : mention
  })
  return isUsed ? dated.filter(({ expression: { day } }) => day !== month) : dated
}
