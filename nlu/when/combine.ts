import { Temporal } from 'temporal-polyfill'
import type { Moment, When } from '../../domain/understanding.ts'
import type { Viewpoint } from './calendar.ts'
import {
  hasTime,
  joinComplements,
  withDayOf,
  withMonthSaidElsewhere,
  withWeekSaidElsewhere,
  withPartOf,
  withTimeOf,
} from './complements.ts'
import { exclusionsOfAll, isLong, isRuledOut, momentsOf, type Placed } from './exclusions.ts'
import type { Mention } from './mentions.ts'
import { readExpression } from './moments.ts'
import type { DaySpec, Expression, PlainDateTime } from './node.ts'
import { keepDay, turnedRound, wantedMentions } from './wanted.ts'

/** From where the mentions are understood. */
export interface Telling {
  now: PlainDateTime
  view: Viewpoint
  clinic: boolean
}

const isList = ({ join }: Mention): boolean => join === 'and' || join === 'or'

/** Mentions in lists: a list is a mention and those joined to it by "and" or "or". */
const lists = (mentions: Mention[]): Mention[][] => {
  const groups: Mention[][] = []
  for (const mention of mentions) {
    const last = groups.at(-1)
    if (last && isList(mention)) last.push(mention)
    else groups.push([mention])
  }
  return groups
}

/** 明天上午或者下午: the day is said once; 明天或后天上午: the part is. */
const shareInList = (list: Mention[]): Mention[] => {
  const last = list.at(-1)
  const timeAtEnd =
    last && hasTime(last.expression) && list.slice(0, -1).every(({ expression }) => !hasTime(expression))
  let day: Expression = {}
  let before: Expression = {}
  return list.map((mention) => {
    const { expression } = mention
    if (expression.day) day = expression
    const dated =
      expression.day || list.length === 1 ? expression : withPartOf(withDayOf(expression, day), before)
    before = expression
    const timed = timeAtEnd && last ? withTimeOf(dated, last.expression) : dated
    return timed === expression ? mention : { ...mention, expression: timed }
  })
}

/** Whether no time was said with a day, or only the part of the day that an hour elsewhere belongs to. */
const lacksTime = (dated: Expression, time: Mention[]): boolean =>
  !hasTime(dated) ||
  (!dated.clock && !dated.bound && time.every(({ expression }) => expression.clock && !expression.part))

/** A lone part or hour elsewhere in the sentence belongs to the day that has none (下周三有号吗，上午的). */
const shareAcross = (groups: Mention[][]): Mention[][] => {
  const dayless = groups.filter((group) => group.every(({ expression }) => !expression.day))
  const dated = groups.filter((group) => !dayless.includes(group))
  const time = dayless.at(-1)
  const open = dated.filter((group) => group.every(({ expression }) => lacksTime(expression, time ?? [])))
  const target = open.find((group) => group.some(({ cued }) => cued)) ?? open.at(-1)
  if (dated.length === 0) return dayless.slice(-1)
  if (!target || !time) return dated
  const merged = target.flatMap((mention) =>
    time.map((part, i) => ({
      ...mention,
      join: i === 0 ? mention.join : part.join,
      expression: withTimeOf(mention.expression, part.expression),
    })),
  )
  return dated.map((group) => (group === target ? merged : group))
}

const readList = (list: Mention[], telling: Telling): Placed[] => {
  let sibling = telling.view.sibling
  return list.flatMap((mention): Placed[] => {
    const view = {
      ...telling.view,
      ...(sibling ? { sibling } : {}),
      ...(mention.earlier ? { past: true } : {}),
    }
    const reading = readExpression(mention.expression, view, telling.now, telling.clinic)
    const date = reading && reading !== 'impossible' ? reading.moments[0]?.date : null
    if (date && mention.expression.day && list.length > 1)
      sibling = {
        spec: carriedSpec(mention.expression.day, sibling?.spec),
        from: Temporal.PlainDate.from(date),
      }
    return reading ? [{ mention, reading }] : []
  })
}

/** 下周一、三、五: the week goes on being the first one's. */
const carriedSpec = (spec: DaySpec, before: DaySpec | undefined): DaySpec => {
  if (
    spec.type === 'weekday' &&
    spec.week === undefined &&
    before?.type === 'weekday' &&
    before.week !== undefined
  )
    return before
  return spec.type === 'date' && spec.month === undefined && before?.type === 'date' ? before : spec
}

const fits = ({ reading }: Placed, { view: { past, today } }: Telling): boolean =>
  reading === 'impossible' ||
  reading.moments.every(
    ({ date, dateEnd }) =>
      date === null || (past ? date <= today.toString() : (dateEnd ?? date) >= today.toString()),
  )

/** 后天来，后天下午三点: what only names a day says nothing that the other does not. */
const saysLess = (group: Placed[], than: Placed[]): boolean => {
  const [moment, ...rest] = momentsOf(group)
  const [other] = momentsOf(than)
  return (
    !!moment?.date &&
    rest.length === 0 &&
    moment.date === other?.date &&
    Object.keys(moment).length === 1 &&
    Object.keys(other).length > 1
  )
}

/** Of several times in one sentence those that fit its telling: a booking means the future, a complaint the past. */
const fitting = (groups: Placed[][], telling: Telling, hasRefused: boolean): Placed[][] => {
  const wanted = groups.filter((group) => group.every((placed) => fits(placed, telling)))
  const fittingOnes = wanted.length > 0 || hasRefused ? wanted : groups
  const later = fittingOnes.filter((group) => !group.some(({ mention }) => mention.earlier))
  const future = (later.length > 0 || hasRefused) && !telling.view.past ? later : fittingOnes
  const left = future.filter((group) => !future.some((other) => saysLess(group, other)))
  const cued = left.filter((group) => group.some(({ mention }) => mention.cued))
  return left.length > 1 && cued.length === 1 && !telling.view.past ? cued : left
}

const nextDate = (moment: Moment): string | null =>
  moment.date === null
    ? null
    : Temporal.PlainDate.from(moment.dateEnd ?? moment.date)
        .add({ days: 1 })
        .toString()

const sameTime = (a: Moment, b: Moment): boolean =>
  a.time === b.time && a.timeEnd === b.timeEnd && a.part === b.part

/** 周三周四都行 is a stretch of days; null where the days do not follow one another. */
const consecutive = (moments: Moment[]): Moment | null => {
  const [first, ...rest] = moments
  if (!first || rest.length === 0) return null
  const follows = rest.every(
    (moment, i) => moment.date === nextDate(moments[i] ?? first) && sameTime(moment, first),
  )
  const last = rest.at(-1)
  const end = last?.dateEnd ?? last?.date
  return follows && end ? { ...first, dateEnd: end } : null
}

const distinct = (moments: Moment[]): Moment[] => [
  ...new Map(moments.map((moment) => [JSON.stringify(moment), moment])).values(),
]

const fromMoment = (moment: Moment, open: boolean): When => (open ? { ...moment, open: true } : { ...moment })

const whenOfList = (list: Placed[]): When => {
  if (list.some(({ reading }) => reading === 'impossible')) return { date: null, impossible: true }
  const readings = list.flatMap(({ reading }) => (reading === 'impossible' ? [] : [reading]))
  const moments = distinct(readings.flatMap((reading) => reading.moments))
  if (readings.some(({ ask }) => ask)) return { date: null, candidates: moments }
  const [only] = moments
  if (only && moments.length === 1) return fromMoment(only, readings[0]?.open ?? false)
  const offered = list.some(({ mention }, i) => i > 0 && mention.join === 'or')
  const stretch = offered ? null : consecutive(moments)
  return stretch ?? { date: null, alternatives: moments }
}

/** 把周三的改到周五: only what comes after counts, and it stays in that week. */
const afterMove = (mentions: Mention[], telling: Telling): { mentions: Mention[]; telling: Telling } => {
  const at = mentions.findLastIndex(({ join }) => join === 'move' || join === 'correct')
  const source = mentions[at - 1]
  if (at < 1 || !source || source.earlier) return { mentions, telling }
  const reading = readExpression(source.expression, telling.view, telling.now, telling.clinic)
  const date = reading && reading !== 'impossible' && !reading.ask ? reading.moments[0]?.date : null
  const about = telling.view.about ?? (date ? Temporal.PlainDate.from(date) : undefined)
  return {
    mentions: keepDay(mentions.slice(at), source),
    telling: about ? { ...telling, view: { ...telling.view, about } } : telling,
  }
}

/** 下周三不行，周四吧; 下周二回来，周三能看吗: the week stays the one that was named. */
const weekNamedBy = (placed: Placed[]): Pick<Viewpoint, 'sibling'> => {
  const { mention, reading } = placed.at(-1) ?? {}
  const day = mention?.expression.day
  if (!reading || reading === 'impossible' || day?.type !== 'weekday' || (day.week ?? -1) < 0) return {}
  const date = reading.moments[0]?.date
  return date ? { sibling: { spec: day, from: Temporal.PlainDate.from(date) } } : {}
}

const readGroups = (groups: Mention[][], telling: Telling, refused: Placed[]): Placed[][] => {
  let named = weekNamedBy(refused)
  return groups.flatMap((group) => {
    const placed = readList(
      group,
      named.sibling ? { ...telling, view: { ...telling.view, ...named } } : telling,
    )
    const next = weekNamedBy(placed)
    if (next.sibling) named = next
    return placed.length > 0 ? [placed] : []
  })
}

/** Puts together what the mentions of one sentence say; null where they say nothing. */
export const combine = (said: Mention[], heard: Telling, asap: boolean): When | null => {
  const isMeant = ({ denied, cannot }: Mention): boolean => !denied && !cannot
  const told = said.some(isMeant)
    ? said.filter(({ denied }, i) => !denied || i < said.findIndex(isMeant))
    : said
  const { mentions, telling } = afterMove(
    joinComplements(withWeekSaidElsewhere(withMonthSaidElsewhere(told))),
    heard,
  )
  const refused = readList(
    mentions.filter((mention) => mention.cannot && !turnedRound(mention)),
    telling,
  )
  const groups = shareAcross(lists(wantedMentions(mentions)).map(shareInList))
  const ruledOut = exclusionsOfAll(refused)
  const read = readGroups(groups, telling, refused).filter((group) => !isRuledOut(group, ruledOut))
  const when = whenOfGroups(fitting(read, telling, refused.length > 0 && !telling.view.past))
  const exclude = when?.date ? exclusionsOfAll(refused.filter(({ reading }) => !isLong(reading))) : ruledOut
  if (!when && exclude.length === 0 && !asap) return null
  const distinctExclusions = [...new Map(exclude.map((each) => [JSON.stringify(each), each])).values()]
  return Object.assign(
    when ?? { date: null },
    exclude.length > 0 ? { exclude: distinctExclusions } : null,
    asap ? { asap: true } : null,
  )
}

/** 要么这周六要么下周六，反正得周六: one of those that were offered, said once more. */
const isAmong = (when: When, { alternatives }: When): boolean =>
  when.date !== null && !!alternatives?.some(({ date }) => date === when.date) && !when.time && !when.part

/** Several times that nothing joins must be asked about. */
const whenOfGroups = (groups: Placed[][]): When | null => {
  const read = groups.map(whenOfList)
  const whens = read.filter((when) => !read.some((other) => isAmong(when, other)))
  const [first] = whens
  if (whens.length <= 1) return first ?? null
  const moments = distinct(
    whens.flatMap(
      ({ alternatives, candidates, exclude: _, open: __, asap: ___, impossible: ____, ...moment }) =>
        alternatives ?? candidates ?? [moment],
    ),
  )
  return moments.length === 1 && moments[0]
    ? fromMoment(
        moments[0],
        whens.some(({ open }) => open),
      )
    : { date: null, candidates: moments.filter(({ date, time, part }) => date ?? time ?? part) }
}
