import { type Parts, production, type Scope, stage } from './cascade.ts'
import { hasTime, withTimeOf } from './complements.ts'
import { type Carried, type DaySpec, type Expression, isStretch, type Node } from './node.ts'

const expression = (made: Expression): Carried => ({ expression: made })

const timeOf = (part: Node | undefined, clock: Node | undefined): Expression => ({
  ...((clock?.part ?? part?.part) ? { part: clock?.part ?? part?.part } : {}),
  ...(clock?.clock ? { clock: clock.clock } : {}),
  ...(clock?.clockTo ? { clockTo: clock.clockTo } : {}),
})

const timed = ([day, part, clock]: Parts): Carried => {
  const time = timeOf(part ?? day, clock)
  return expression({ ...(day?.spec ? { day: day.spec } : {}), ...time })
}

/** Ways to say a single day that may stand side by side for the same day. */
const SINGLE_DAYS = new Set(['weekday', 'date', 'lunar', 'fixed', 'festival'])

const isSingleDay = (spec: DaySpec): boolean =>
  SINGLE_DAYS.has(spec.type) &&
  !(spec.type === 'date' && spec.from !== spec.to) &&
  !(spec.type === 'lunar' && spec.from !== spec.to) &&
  !(spec.type === 'fixed' && !spec.from.equals(spec.to))

/** 12月5号星期六, 下周三12月2号, 明天24号: one day said twice. */
const sameDayTwice = ([first, soft, second, part, clock]: Parts, { after }: Scope): Carried | null => {
  if (!first?.spec || !second?.spec || first.spec.type === second.spec.type || first.part) return null
  const isPaused = soft !== undefined && first.spec.type !== 'date' && second.spec.type !== 'date'
  if (!isSingleDay(first.spec) || !isSingleDay(second.spec) || isPaused || after?.kind === 'to') return null
  if (soft && (first.spec.type === 'fixed' || second.spec.type === 'fixed')) return null
  return expression({ day: first.spec, sameDay: second.spec, ...timeOf(part ?? second, clock) })
}

const dotAsClock = ([part, dot]: Parts): Carried | null => {
  const { month: hour = 99, day: minute = 99 } = dot?.date ?? {}
  if (hour > 24 || minute > 59 || dot?.word?.length !== 2 || !part?.part) return null
  return expression({ part: part.part, clock: { hour, minute, exact: hour > 12 } })
}

const COUNTED = ['hao', 'dian', 'ge', 'unit', 'week', 'yue', 'nian', 'fen', 'num', 'other']

/** 比周三早 is before it, 比周三晚 after. */
const comparedTo = ([, than, , partChar]: Parts): Carried => {
  const bound = partChar?.part === 'morning' ? 'before' : 'after'
  return expression({ ...(than?.spec ? { day: than.spec } : {}), ...timeOf(undefined, than), bound })
}

/** 明天8.30: beside a day the figures can only be a time. */
const dayAndDot = ([day, part, dot]: Parts, scope: Scope): Carried | null => {
  const { month: hour = 99, day: minute = 99 } = dot?.date ?? {}
  if (hour < 7 || hour > 18 || minute > 59 || dot?.word?.length !== 2 || scope.after?.kind === 'other')
    return null
  const clock = { hour, minute, exact: hour > 12 }
  return expression({ ...(day?.spec ? { day: day.spec } : {}), part: part?.part ?? day?.part, clock })
}

/** 下午3-5. */
const hoursWithoutMark = ([day, part, from, , to]: Parts, { after }: Scope): Carried | null => {
  const [first = 99, last = 99] = [from?.n, to?.n]
  if (first > 12 || last > 12 || first < 1 || last < 1 || COUNTED.includes(after?.kind ?? '')) return null
  const clock = { hour: first, minute: 0, exact: false }
  const clockTo = { hour: last, minute: 0, exact: false }
  return expression({ ...(day?.spec ? { day: day.spec } : {}), part: part?.part, clock, clockTo })
}

const dotAsDay = ([dot, part, clock]: Parts): Carried | null => {
  const { month = 99, day = 99 } = dot?.date ?? {}
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  return expression({ day: { type: 'date', month, from: day, to: day }, ...timeOf(part, clock) })
}

const FILLERS = ['filler']

/** Fourth stage: a day, a part of it and a clock time become one expression. */
export const readExpressions = stage(
  [
    production('moment', 'day part|partChar? clock?', timed),
    production('moment', 'day soft? day part|partChar? clock?', sameDayTwice),
    production('moment', 'part|partChar clock', ([part, clock]) => timed([undefined, part, clock])),
    production('moment', 'part', ([part]) => timed([undefined, part, undefined])),
    production('moment', 'clock', ([clock]) => timed([undefined, undefined, clock])),
    production('moment', 'day? part num to num', hoursWithoutMark),
    production('moment', 'than day|clock filler? partChar', comparedTo),
    production('moment', 'part dotted', dotAsClock),
    production('moment', 'day part? dotted', dayAndDot),
    production('moment', 'dotted part? clock', dotAsDay),
    production('moment', 'dotted part', dotAsDay),
  ],
  FILLERS,
)

const range = (first: Expression, last: Expression): Expression | null => {
  if (last.day === undefined && first.clock && last.clock)
    return { ...first, clockTo: last.clock, ...(last.part ? { partTo: last.part } : {}) }
  if (!first.day || !last.day) return null
  const part = first.part ?? last.part
  const samePart = (first.part ?? last.part) === (last.part ?? first.part)
  const clocks = first.clock && last.clock ? { clock: first.clock, clockTo: last.clock } : {}
  const parts = clocks.clock && last.part ? { partTo: last.part } : {}
  const shared = first.clock && !last.clock ? {} : part && (samePart || clocks.clock) ? { part } : {}
  return { day: first.day, dayTo: last.day, ...shared, ...clocks, ...parts }
}

const ranged = ([, first, , last]: Parts): Carried | null => {
  const made = first?.expression && last?.expression ? range(first.expression, last.expression) : null
  return made ? expression(made) : null
}

/** 周一到周五早上八点到九点. */
const daysAndHours = ([, first, , second, , third]: Parts): Carried | null => {
  const [from, to, end] = [first?.expression, second?.expression, third?.expression]
  if (!from?.day || hasTime(from) || !to?.day || !to.clock || !end?.clock || end.day) return null
  const hours = { ...withTimeOf({}, to), clockTo: end.clock }
  return expression({ day: from.day, dayTo: to.day, ...hours, ...(end.part ? { partTo: end.part } : {}) })
}

/** 10点以后5点以前. */
const betweenBounds = ([first, second]: Parts): Carried | null => {
  const [from, to] = [first?.expression, second?.expression]
  if (from?.bound !== 'after' || to?.bound !== 'before' || !from.clock || !to.clock || to.day) return null
  return expression({ ...from, bound: undefined, clockTo: to.clock, ...(to.part ? { partTo: to.part } : {}) })
}

const limited = ([limit, moment]: Parts): Carried | null =>
  bounded(limit?.word === 'before' ? 'before' : 'after')([moment])

const NOON = { hour: 12, minute: 0, exact: true }

const bounded =
  (bound: 'before' | 'after' | 'within') =>
  ([moment]: Parts): Carried | null => {
    const made = moment?.expression
    if (!made) return null
    const { part, clock } = made
    if (part === 'noon' && !clock && bound !== 'within')
      return expression({ ...made, part: undefined, clock: NOON, bound })
    if (part && !clock && !made.day) return expression(made)
    return expression({ ...made, bound })
  }

/** 过了这个礼拜 is from the day after it on. */
const pastAll = (moment: Node): Node => {
  const { day, dayTo } = moment.expression ?? {}
  if (!day || dayTo || !isStretch(day)) return moment
  return {
    ...moment,
    expression: { ...moment.expression, day: { type: 'daysOf', from: 0, to: 0, base: day } },
  }
}

/** Fifth stage: ranges (周一到周三, 3点到5点) and bounds (5点前, 下周以后). */
export const readRanges = stage(
  [
    production('moment', 'from? moment to moment to moment', daysAndHours),
    production('moment', 'from? moment to moment between?', ranged),
    production('moment', 'from? moment before', (parts) => bounded('before')([parts[1]])),
    production('moment', 'from? moment after|start', (parts) => bounded('after')([parts[1]])),
    production('moment', 'moment within', bounded('within')),
    production('moment', 'beyond moment after?', ([, moment]) =>
      bounded('after')([moment && pastAll(moment)]),
    ),
    production('moment', 'limit moment', limited),
  ],
  FILLERS,
)

/** Sixth stage: two bounds become a range, and what happens again and again is no date (每周三下午). */
export const finishExpressions = stage(
  [
    production('moment', 'moment moment', betweenBounds),
    production('blocked', 'every yue|week? moment and|or? moment and|or? moment', () => ({})),
    production('blocked', 'every yue|week? moment and|or moment', () => ({})),
    production('blocked', 'every ge|num? yue|week|nian|duration? moment', () => ({})),
  ],
  FILLERS,
)
