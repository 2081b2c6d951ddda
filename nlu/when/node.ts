import type { Temporal } from 'temporal-polyfill'
import type { PartOfDay } from '../../domain/understanding.ts'

export type PlainDate = Temporal.PlainDate
export type PlainDateTime = Temporal.PlainDateTime

/** How a part of the day was said; it decides what hour a bare number means. */
export type DayPart = PartOfDay | 'night' | 'dawn'

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

/** A clock time as said: `exact` in the 24-hour form (14:30, 08:00), otherwise still to be put before or after noon. */
export interface Clock {
  hour: number
  minute: number
  exact: boolean
}

/**
 * A day, or a stretch of days, as said and not yet placed in the calendar. Weeks are counted from the current one (1 is the
 * next); `count` stretches over several of them.
 */
export type DaySpec =
  | { type: 'fixed'; from: PlainDate; to: PlainDate; time?: string; timeEnd?: string; spokenTomorrow?: true }
  | { type: 'weekday'; day: number; week?: number }
  | { type: 'weekend'; week?: number }
  | {
      type: 'date'
      year?: number
      month?: number
      monthEnd?: number
      from: number
      to: number
      clamp?: true
      edge?: true
    }
  | { type: 'lunar'; year?: number; month?: number; leap?: boolean; from: number; to: number }
  | { type: 'festival'; name: string; year?: number; holiday?: boolean }
  | { type: 'shifted'; base: DaySpec; days: number }
  | { type: 'nthWeekday'; n: number; day: number; base: DaySpec; after: boolean }
  | { type: 'daysOf'; from: number; to: number; base: DaySpec }
  | { type: 'nthWeek'; n: number; base: DaySpec }
  | { type: 'moved'; unit: Unit; n: number }
  | { type: 'choice'; of: DaySpec[] }
  | { type: 'impossible' }

/** Whether several days are said at once (下周, 月底). */
export const isStretch = (day: DaySpec | undefined): boolean =>
  day?.type === 'weekend' ||
  (day?.type === 'date' && day.from !== day.to) ||
  (day?.type === 'fixed' && !day.from.equals(day.to))

/** A time as said: any of day, part and clock; the second of each where it is a range. */
export interface Expression {
  day?: DaySpec
  dayTo?: DaySpec
  /** The same day said a second time (12月5号星期六); the two must agree. */
  sameDay?: DaySpec
  part?: DayPart | undefined
  clock?: Clock
  clockTo?: Clock
  partTo?: DayPart
  bound?: 'before' | 'after' | 'within' | undefined
}

/** What a token or a reduced node carries. */
export interface Carried {
  n?: number
  /** Upper end where two numbers are said at once (八九点). */
  hi?: number
  word?: string
  part?: DayPart | undefined
  unit?: Unit
  date?: { year?: number; month: number; day: number }
  clock?: Clock
  clockTo?: Clock
  spec?: DaySpec
  expression?: Expression
}

/** A token, or what productions made of several; `start` and `end` (exclusive) are offsets into the text. */
export interface Node extends Carried {
  kind: string
  start: number
  end: number
}
