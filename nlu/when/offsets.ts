import { Temporal } from 'temporal-polyfill'
import { type Parts, production, type Scope } from './cascade.ts'
import { spec } from './day-specs.ts'
import type { Carried, PlainDateTime, Unit } from './node.ts'
import { wholeWeeks } from './weeks.ts'

const UNIT_FIELD: Record<Unit, 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years'> = {
  minute: 'minutes',
  hour: 'hours',
  day: 'days',
  week: 'weeks',
  month: 'months',
  year: 'years',
}
const HALF: Partial<
  Record<Unit, { seconds?: number; minutes?: number; hours?: number; days?: number; months?: number }>
> = {
  day: { hours: 12 },
  hour: { minutes: 30 },
  minute: { seconds: 30 },
  month: { days: 15 },
  year: { months: 6 },
  week: { days: 3 },
}

/** `n` units as a Temporal duration; half a month is 15 days. */
export const durationOf = (n: number, unit: Unit, sign: 1 | -1): Temporal.Duration => {
  const whole = Temporal.Duration.from({ [UNIT_FIELD[unit]]: Math.floor(n) })
  const both = n % 1 === 0 ? whole : whole.with(HALF[unit] ?? {})
  return sign === 1 ? both : both.negated()
}

const isOfClock = (unit: Unit | undefined): boolean => unit === 'hour' || unit === 'minute'

const clockText = (time: PlainDateTime): string => time.toPlainTime().toString({ smallestUnit: 'minute' })

/** 三天后, 半小时前: the day `n` units away, with the time where hours were counted; 两三天后 is both. */
const away =
  (sign: 1 | -1, which: number) =>
  (parts: Parts, { now }: Scope): Carried | null => {
    const { n = 0, hi = n, unit } = parts[which] ?? {}
    if (!unit) return null
    const times = [n, hi].map((count) => now.add(durationOf(count, unit, sign)))
    const [first, last] = sign === 1 ? times : times.reverse()
    if (!first || !last) return null
    const time = isOfClock(unit) && hi === n ? { time: clockText(first) } : {}
    return spec({ type: 'fixed', from: first.toPlainDate(), to: last.toPlainDate(), ...time })
  }

/** 未来三天 from today, 后三天 from tomorrow (`startsAfter` 1), and the same backwards. */
const stretch =
  (sign: 1 | -1, which: number, startsAfter: 0 | 1) =>
  (parts: Parts, { now }: Scope): Carried | null => {
    const { n = 0, hi = n, unit } = parts[which] ?? {}
    if (!unit) return null
    const far = now.add(durationOf(hi, unit, sign))
    const near = isOfClock(unit) ? now : now.add({ days: sign * startsAfter })
    const [from, to] = sign === 1 ? [near, far] : [far, near]
    const times = isOfClock(unit) ? { time: clockText(from), timeEnd: clockText(to) } : {}
    return spec({ type: 'fixed', from: from.toPlainDate(), to: to.toPlainDate(), ...times })
  }

/** 前三天 opens an expression; 检查前三天 counts from an examination we do not know. */
const opensExpression = ({ before, text }: Scope): boolean =>
  before === undefined ||
  ['soft', 'hard', 'filler', 'to', 'and', 'from'].includes(before.kind) ||
  /[在我想约]/.test(text.charAt(before.start))

const stretchFrom = (sign: 1 | -1) => (parts: Parts, scope: Scope) =>
  opensExpression(scope) ? stretch(sign, 1, 1)(parts, scope) : null

const calendarStretch = ([rel, duration]: Parts, scope: Scope): Carried | null => {
  const { n = 0, unit } = duration ?? {}
  const direction = rel?.n ?? 0
  if (unit === 'week' && direction === 1) return wholeWeeks(1, n, scope)
  if (unit === 'week' && direction === -1) return wholeWeeks(-n, n, scope)
  if (direction === 0)
    return unit === 'day'
      ? stretch(1, 1, 0)([rel, { kind: 'duration', start: 0, end: 0, n: n - 1 || 1, unit }], scope)
      : null
  return direction === 1 || direction === -1 ? stretch(direction, 1, 1)([rel, duration], scope) : null
}

/** 三日后 counts days; 15日后 names one. */
const daysAhead = ([num, hao, after]: Parts, scope: Scope): Carried | null =>
  hao?.word === '日' && /^[一二两三四五六七八九十]$/.test(num?.word ?? '')
    ? away(1, 0)([{ kind: 'duration', start: 0, end: after?.end ?? 0, n: num?.n ?? 1, unit: 'day' }], scope)
    : null

const withinDuration = (parts: Parts, scope: Scope): Carried | null =>
  parts[0]?.unit === 'hour' && (parts[0].n ?? 0) >= 12 ? null : stretch(1, 0, 0)(parts, scope)

/** 两天之内(from today), 推迟一周 (from the date under correction). */
const postponed = ([word, duration]: Parts): Carried | null =>
  duration?.unit && duration.n !== undefined
    ? spec({ type: 'moved', unit: duration.unit, n: (word?.n ?? 1) * duration.n })
    : null

/** 最近三天 looks back or ahead, 过去三天 back. */
const lately = (parts: Parts, scope: Scope): Carried | null => {
  const back = stretch(-1, 1, 0)(parts, scope)
  const ahead = stretch(1, 1, 0)(parts, scope)
  if (!back?.spec || !ahead?.spec || !/近/.test(parts[0]?.word ?? '')) return back
  return spec({ type: 'choice', of: [back.spec, ahead.spec] })
}

/** 三月后 may be after March or in three months: to be asked. */
const monthsOrMonth = ([month, after]: Parts, { text, today }: Scope): Carried | null => {
  const n = month?.n ?? 99
  if (month?.date || n > 6 || after?.word !== '后' || text.charAt((month?.end ?? 1) - 1) !== '月') return null
  const inMonths = today.add({ months: n })
  return spec({
    type: 'choice',
    of: [
      { type: 'fixed', from: inMonths, to: inMonths },
      { type: 'date', month: n, from: 1, to: 31, clamp: true },
    ],
  })
}

/** 两个礼拜以后的今天. */
const todayIn = (parts: Parts, scope: Scope): Carried | null => {
  const day = parts[3]
  return day?.n === 0 && !day.part ? away(1, 0)(parts, scope) : null
}

/** 从今天算一百天后: today says no more than that the count starts now. */
const fromToday = (parts: Parts, scope: Scope): Carried | null => {
  const [from, day, start] = parts
  const isCount = start?.kind !== 'other' || /[算数起]/.test(scope.text.slice(start.start, start.end))
  return isCount && (from ?? start) && day?.n === 0 && !day.part ? away(1, 4)(parts, scope) : null
}

/** Days so and so long from now, and stretches from now. */
export const OFFSET_PRODUCTIONS = [
  production('day', 'month after', monthsOrMonth),
  production('day', 'rel duration', calendarStretch),
  production('day', 'from? day start|other? filler? duration after', fromToday),
  production('day', 'duration after filler? day', todayIn),
  production('day', 'duration after', away(1, 0)),
  production('day', 'num hao after', daysAhead),
  production('day', 'guo duration after?', away(1, 1)),
  production('day', 'duration before', away(-1, 0)),
  production('day', 'duration within', withinDuration),
  production('day', 'future duration within?', stretch(1, 1, 0)),
  production('day', 'lately duration within?', lately),
  production('day', 'after duration', stretchFrom(1)),
  production('day', 'before duration', stretchFrom(-1)),
  production('day', 'postpone duration', postponed),
]
