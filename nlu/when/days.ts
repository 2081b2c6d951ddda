import { type Parts, production, type Scope, stage } from './cascade.ts'
import { DATE_PRODUCTIONS } from './dates.ts'
import { spec } from './day-specs.ts'
import { LUNAR_PRODUCTIONS } from './lunar-days.ts'
import { type Carried, type DaySpec, isStretch, type Node } from './node.ts'
import { OFFSET_PRODUCTIONS } from './offsets.ts'
import { WEEK_PRODUCTIONS } from './weeks.ts'

/** Second stage: terms and words become days, or stretches of days. */
export const readDays = stage([
  ...WEEK_PRODUCTIONS,
  ...DATE_PRODUCTIONS,
  ...LUNAR_PRODUCTIONS,
  ...OFFSET_PRODUCTIONS,
])

/** 除夕前一天; but 下个月头一天 is the first of it. */
const shifted = ([base, , shift]: Parts, { text }: Scope): Carried | null => {
  if (!base?.spec) return null
  if (isStretch(base.spec) && text.startsWith('头一', shift?.start))
    return spec({ type: 'daysOf', from: 1, to: 1, base: base.spec })
  return spec({ type: 'shifted', base: base.spec, days: shift?.n ?? 0 })
}

const mayBeStretch = (spec: DaySpec | undefined): boolean => spec?.type === 'festival' || isStretch(spec)

/** Days of a stretch, counted from its start or its end. */
const daysOf = (base: Node | undefined, counted: Node | undefined, from = 1, to = from): Carried | null =>
  base?.spec && mayBeStretch(base.spec) && counted?.unit === 'day' && Number.isInteger(to)
    ? spec({ type: 'daysOf', from, to, base: base.spec })
    : null

/** 春节前三天 may be the third day before or all three: to be asked. */
const countedFrom = ([base, side, , duration]: Parts): Carried | null => {
  const { n = 0.5, unit } = duration ?? {}
  const days = unit === 'week' ? 7 * n : unit === 'day' ? n : 0.5
  if (base?.spec?.type !== 'festival' || !Number.isInteger(days)) return null
  const shiftedBy = side?.kind === 'before' ? -days : days
  return spec({ type: 'choice', of: [{ type: 'shifted', base: base.spec, days: shiftedBy }] })
}

const nthWeekday = (
  base: Node | undefined,
  num: Node | undefined,
  day: DaySpec | undefined,
  after: boolean,
): Carried | null =>
  base?.spec && day?.type === 'weekday' && day.week === undefined
    ? spec({
        type: 'nthWeekday',
        n: num?.kind === 'last' ? -1 : (num?.n ?? 1),
        day: day.day,
        base: base.spec,
        after,
      })
    : null

/** 元旦前后 does not say which side of it; 12号前后 is as good as the day. */
const aroundDay = (day: DaySpec): DaySpec => (day.type === 'festival' ? { type: 'choice', of: [day] } : day)

/** 过完元旦头一个礼拜三. */
const firstAfter = ([beyond, base, after, , first, , day]: Parts): Carried | null =>
  beyond || after ? nthWeekday(base, first && { ...first, n: 1 }, day?.spec, true) : null

const nthWeek = (base: Node | undefined, duration: Node | undefined): Carried | null =>
  base?.spec && duration?.unit === 'week'
    ? spec({ type: 'nthWeek', n: duration.n ?? 1, base: base.spec })
    : null

const thisMonth = ({ now }: Scope): Node => ({
  kind: 'day',
  start: 0,
  end: 0,
  spec: { type: 'date', year: now.year, month: now.month, from: 1, to: 31, clamp: true },
})

/** Third stage: days counted from other days (除夕前一天, 国庆后第一个周一, 下个月第二周). */
export const readCountedDays = stage(
  [
    production('day', 'day filler? shift', shifted),
    production('day', 'day before|after filler? duration', countedFrom),
    production('day', 'day filler? ordinal num ge? day', ([base, , , num, , day]) =>
      nthWeekday(base, num, day?.spec, false),
    ),
    production('day', 'day after filler? ordinal num ge? day', ([base, , , , num, , day]) =>
      nthWeekday(base, num, day?.spec, true),
    ),
    production('day', 'beyond? day after? filler? first filler? day', firstAfter),
    production('day', 'day around', ([day]) => (day?.spec ? spec(aroundDay(day.spec)) : null)),
    production('clock', 'clock around', ([clock]) => clock ?? null),
    production('day', 'day filler? last ge? day', ([base, , last, , day]) =>
      nthWeekday(base, last, day?.spec, false),
    ),
    production('day', 'last ge? day', ([last, , day], scope) =>
      nthWeekday(thisMonth(scope), last, day?.spec, false),
    ),
    production('day', 'day filler? ordinal duration', ([base, , , duration]) => nthWeek(base, duration)),
    production('day', 'day filler? ordinal duration', ([base, , , nth]) => daysOf(base, nth, nth?.n, nth?.n)),
    production('day', 'day filler? last unit', ([base, , , unit]) => daysOf(base, unit, -1, -1)),
    production('day', 'day before duration', ([base, , first]) => daysOf(base, first, 1, first?.n)),
  ],
  [],
)
