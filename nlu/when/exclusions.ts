import { Temporal } from 'temporal-polyfill'
import type { Exclusion, Moment } from '../../domain/understanding.ts'
import type { Mention } from './mentions.ts'
import { PART_OF_DAY, type Reading } from './moments.ts'
import type { DaySpec } from './node.ts'

const MOST_EXCLUDED = 14

const daysOf = ({ date, dateEnd }: Moment): Exclusion[] => {
  if (date === null) return []
  const first = Temporal.PlainDate.from(date)
  const count = Math.min(MOST_EXCLUDED, first.until(Temporal.PlainDate.from(dateEnd ?? date)).days + 1)
  return Array.from({ length: count }, (_, i) => ({ date: first.add({ days: i }).toString() }))
}

const weekdaysBetween = (from: number, to: number): Exclusion[] =>
  Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => ({ weekday: ((from + i - 1) % 7) + 1 }))

const bareWeekday = (spec: DaySpec | undefined): number | null =>
  spec?.type === 'weekday' && spec.week === undefined ? spec.day : null

/** What the patient cannot, as far as days, weekdays and parts of the day can say it. */
export const exclusionsOf = (
  { expression, excepted }: Mention,
  reading: Exclude<Reading, null>,
): Exclusion[] => {
  const { day, dayTo, part, clock } = expression
  const named = part && !clock && !(excepted && day) ? PART_OF_DAY[part] : null
  if (named) return [{ part: named }]
  if (clock || reading === 'impossible') return []
  const [from, to] = [bareWeekday(day), bareWeekday(dayTo ?? day)]
  if (from !== null && to !== null) return weekdaysBetween(from, to)
  if (day?.type === 'weekend' && day.week === undefined) return weekdaysBetween(6, 7)
  return reading.moments.flatMap(daysOf)
}
