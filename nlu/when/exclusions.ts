import { Temporal } from 'temporal-polyfill'
import type { Exclusion, Moment } from '../../domain/understanding.ts'
import type { Mention } from './mentions.ts'
import { PART_OF_DAY, type Reading } from './moments.ts'
import type { DaySpec } from './node.ts'

/** A mention, and where it was put in the calendar. */
export interface Placed {
  mention: Mention
  reading: Exclude<Reading, null>
}

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
const exclusionsOf = ({ expression, excepted }: Mention, reading: Exclude<Reading, null>): Exclusion[] => {
  const { day, dayTo, part, clock } = expression
  const named = part && !clock && !(excepted && day) ? PART_OF_DAY[part] : null
  if (named) return [{ part: named }]
  if (clock || reading === 'impossible') return []
  const [from, to] = [bareWeekday(day), bareWeekday(dayTo ?? day)]
  if (from !== null && to !== null) return weekdaysBetween(from, to)
  if (day?.type === 'weekend' && day.week === undefined) return weekdaysBetween(6, 7)
  return reading.moments.flatMap(daysOf)
}

/** The moments that a group of mentions was read as. */
export const momentsOf = (group: Placed[]): Moment[] =>
  group.flatMap(({ reading }) => (reading === 'impossible' ? [] : reading.moments))

/** All that the patient cannot. */
export const exclusionsOfAll = (refused: readonly Placed[]): Exclusion[] =>
  refused.flatMap(({ mention, reading }) => exclusionsOf(mention, reading))

const isExcluded = (day: string, exclude: readonly Exclusion[]): boolean =>
  exclude.some(
    (each) =>
      ('date' in each && each.date === day) ||
      ('weekday' in each && each.weekday === Temporal.PlainDate.from(day).dayOfWeek),
  )

/** 3号除外，3号要去看房: what cannot be is spoken of once more, and not wished for. */
export const isRuledOut = (group: Placed[], exclude: readonly Exclusion[]): boolean => {
  const moments = momentsOf(group)
  return (
    moments.length > 0 &&
    moments.every(
      ({ date, dateEnd = date }) =>
        date !== null &&
        dateEnd !== null &&
        isExcluded(date, exclude) &&
        isExcluded(dateEnd, exclude) &&
        Temporal.PlainDate.from(date).until(dateEnd).days < 7,
    )
  )
}

const LONGEST_EXCLUDED_DAYS = 14

/** 下个月吧，这个月没空: a whole month is not counted out day by day where a date is wanted. */
export const isLong = (reading: Exclude<Reading, null>): boolean =>
  reading !== 'impossible' &&
  reading.moments.some(
    ({ date, dateEnd }) =>
      date !== null &&
      dateEnd !== undefined &&
      Temporal.PlainDate.from(date).until(Temporal.PlainDate.from(dateEnd)).days > LONGEST_EXCLUDED_DAYS,
  )
