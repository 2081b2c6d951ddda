import { type Parts, production, type Scope } from './cascade.ts'
import { fixed, spec } from './day-specs.ts'
import { followedBy, NEIGHBOURS } from './lexicon.ts'
import type { Carried, Node, PlainDate, PlainDateTime } from './node.ts'

/** Between midnight and one o'clock 明天 may still mean the day after the night's sleep. */
const isAmbiguousTomorrow = (now: PlainDateTime): boolean => now.hour === 0 && now.minute > 0

const namedDay = ([word]: Parts, scope: Scope): Carried => {
  const n = word?.n ?? 0
  const day = scope.today.add({ days: n })
  const doubtful = n > 0 && isAmbiguousTomorrow(scope.now)
  return {
    ...spec({ type: 'fixed', from: day, to: day, ...(doubtful ? { spokenTomorrow: true } : {}) }),
    part: word?.part,
  }
}

/** 过几天 does not say which: to be asked. */
const IN_A_FEW_DAYS = 2

const namedDays = ([word]: Parts, { today }: Scope): Carried => {
  const days = fixed(today.add({ days: word?.n ?? 0 }), today.add({ days: word?.hi ?? 0 }))
  return word?.n === IN_A_FEW_DAYS && days.spec ? spec({ type: 'choice', of: [days.spec] }) : days
}

const monday = (day: PlainDate): PlainDate => day.subtract({ days: day.dayOfWeek - 1 })

const TIMES = /^ ?(?:[次遍趟]|回(?:$|[,。!?的]))/

const weekday = (week: number | undefined, [, day]: Parts, { before, text }: Scope): Carried | null => {
  const end = day?.end ?? 0
  const isCount =
    TIMES.test(text.slice(end)) || (before?.kind === 'num' && followedBy(text, end, NEIGHBOURS.notAfterCount))
  if (isCount || isDoctorsName(text, day)) return null
  return spec({ type: 'weekday', day: day?.n ?? 1, ...(week === undefined ? {} : { week }) })
}

/** 周一鸣医生: a given name stands where a surname would have to (周三王医生). */
const isDoctorsName = (text: string, day: Node | undefined): boolean => {
  const end = day?.end ?? 0
  const given = text.charAt(end)
  return (
    /^周[一-龥]$/.test(text.slice(day?.start ?? 0, end)) &&
    /[一-龥]/.test(given) &&
    !NEIGHBOURS.surnames.includes(given) &&
    !'早晚午的找约挂看去来见有想'.includes(given) &&
    followedBy(text, end + 1, NEIGHBOURS.titles)
  )
}

export const wholeWeeks = (week: number, count: number, scope: Scope): Carried => {
  const start = monday(scope.today).add({ weeks: week })
  return fixed(start, start.add({ days: 7 * count - 1 }))
}

/** 两周后的周三; with `sign` -1 两周前的周三. */
const weekdayInWeeks = (
  duration: Node | undefined,
  day: Node | undefined,
  sign: 1 | -1 = 1,
): Carried | null =>
  duration?.unit === 'week' && Number.isInteger(duration.n)
    ? spec({ type: 'weekday', day: day?.n ?? 1, week: sign * (duration.n ?? 1) })
    : null

/** 隔周周三 may start to count with this week or the next. */
const everyOtherWeek = ([, , day]: Parts): Carried =>
  spec({ type: 'choice', of: [1, 2].map((week) => ({ type: 'weekday', day: day?.n ?? 1, week })) })

const sameDayNextWeek = ([rel, , , day]: Parts, { today }: Scope): Carried | null =>
  day?.n === 0 ? fixed(today.add({ weeks: rel?.n ?? 0 })) : null

/** 下 周 三, with blanks. */
const spacedWeekday = ([rel, week, num]: Parts, scope: Scope): Carried | null => {
  const isLone = !['dian', 'hao', 'yue', 'ge', 'num', 'unit', 'week', 'nian', 'to'].includes(
    scope.after?.kind ?? '',
  )
  const n = num?.n ?? 8
  if (!isLone || !(n >= 1 && n <= 7) || num?.word?.length !== 1 || num.start === week?.end) return null
  return weekday(rel?.n, [rel, { ...num, n }], scope)
}

const weekendOf = ([rel]: Parts): Carried =>
  spec({ type: 'weekend', ...(rel?.n === undefined ? {} : { week: rel.n }) })

/** 下周工作日, 下周前半段. */
const partOfWeek = ([rel, , , days]: Parts, { today }: Scope): Carried => {
  const start = monday(today).add({ weeks: rel?.n ?? 0 })
  return fixed(start.add({ days: (days?.n ?? 1) - 1 }), start.add({ days: (days?.hi ?? 7) - 1 }))
}

/** Days counted from today, weekdays, weeks and weekends. */
export const WEEK_PRODUCTIONS = [
  production('day', 'day|dayPart', namedDay),
  production('day', 'days', namedDays),
  production('day', 'rel? weekday', (parts, scope) => weekday(parts[0]?.n, parts, scope)),
  production('day', 'rel week weekday', ([rel, , day], scope) => weekday(rel?.n, [rel, day], scope)),
  production('day', 'rel week filler weekday', ([rel, , , day], scope) => weekday(rel?.n, [rel, day], scope)),
  production('day', 'rel? week num', spacedWeekday),
  production('day', 'rel? weekend', weekendOf),
  production('day', 'rel week filler? weekend', ([rel]) => weekendOf([rel])),
  production('day', 'rel week filler? weekPart', partOfWeek),
  production('day', 'rel week', ([rel], scope) => wholeWeeks(rel?.n ?? 0, 1, scope)),
  production('day', 'duration after filler? weekday', ([duration, , , day]) => weekdayInWeeks(duration, day)),
  production('day', 'duration before filler? weekday', ([duration, , , day]) =>
    weekdayInWeeks(duration, day, -1),
  ),
  production('day', 'guo duration after? filler? weekday', ([, duration, , , day]) =>
    weekdayInWeeks(duration, day),
  ),
  production('day', 'guo week weekday', everyOtherWeek),
  production('day', 'rel week filler? day', sameDayNextWeek),
]
