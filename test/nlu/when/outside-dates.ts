import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { Moment, When } from '../../../domain/understanding.ts'
import { normalise } from '../../../nlu/normalise.ts'
import { readWhen } from '../../../nlu/when/read-when.ts'

interface OutsideCase {
  text: string
  ref: string
  cat: string
  suite: string
  expected: { start: string; end: string | null }[]
}

interface Contradiction {
  text: string
  ref: string
  reason: string
}

/** How the outside date suite came out; `right`, `silentlyWrong` and `refused` are counts of the cases that do not contradict. */
export interface OutsideScore {
  cases: number
  right: number
  /** A definite time was returned, and it is not the expected one. */
  silentlyWrong: number
  /** Nothing, or candidates to be asked for. */
  refused: number
  contradicted: number
  wrong: { text: string; ref: string; expected: string; got: When | null; silently: boolean }[]
}

const CONTRADICTIONS = JSON.parse(
  readFileSync(new URL('../../../nlu/when/contradictions.json', import.meta.url), 'utf8'),
) as Contradiction[]

type DateTime = Temporal.PlainDateTime

const HOURS_OF_PART = { morning: [4, 12], noon: [11, 14], afternoon: [12, 19], evening: [16, 30] } as const

const minutesBetween = (a: DateTime, b: DateTime): number => a.until(b).total('minutes')

const within = (tolerance: number, a: DateTime, b: DateTime): boolean =>
  Math.abs(minutesBetween(a, b)) <= tolerance

/** A time without a date is read on the day of reference, or the day after where that is what was meant. */
const onDay = (moment: Moment, start: DateTime, ref: DateTime): DateTime | null => {
  const day = moment.date ? Temporal.PlainDate.from(moment.date) : start.toPlainDate()
  const isNear = moment.date !== null || Math.abs(ref.toPlainDate().until(day).days) <= 1
  return isNear ? day.toPlainDateTime(moment.time ?? '00:00') : null
}

const isTimeRight = (moment: Moment, start: DateTime, end: DateTime | null, ref: DateTime): boolean => {
  const from = onDay(moment, start, ref)
  if (!from || !within(1, from, start)) return false
  if (!moment.timeEnd) return end === null || minutesBetween(start, end) <= 75
  const last = (
    moment.dateEnd ? Temporal.PlainDate.from(moment.dateEnd) : from.toPlainDate()
  ).toPlainDateTime(moment.timeEnd)
  return end !== null && (within(2, last, end) || within(2, last.add({ days: 1 }), end))
}

const isPartRight = (moment: Moment, start: DateTime, end: DateTime | null, ref: DateTime): boolean => {
  const day = onDay(moment, start, ref)
  if (!day || !moment.part || !end) return false
  const [from, to] = HOURS_OF_PART[moment.part]
  const middle = start.add({ minutes: minutesBetween(start, end) / 2 })
  const hour = minutesBetween(day, middle) / 60
  return day.toPlainDate().equals(start.toPlainDate()) && hour >= from && hour <= to
}

/** A weekend may be counted from Friday evening. */
const areDaysRight = (moment: Moment, start: DateTime, end: DateTime | null, open: boolean): boolean => {
  if (moment.date === null) return false
  const from = Temporal.PlainDate.from(moment.date)
  const startsOn = start.hour >= 18 ? start.toPlainDate().add({ days: 1 }) : start.toPlainDate()
  if (!from.equals(startsOn)) return false
  if (end === null) return open || moment.dateEnd === undefined
  const last = Temporal.PlainDate.from(moment.dateEnd ?? moment.date)
  const endsOn = end.subtract({ minutes: 1 }).toPlainDate()
  return (
    last.equals(endsOn) || (moment.dateEnd !== undefined && start.hour > 0 && last.equals(end.toPlainDate()))
  )
}

const isExpected = (when: When, { start, end }: OutsideCase['expected'][number], ref: DateTime): boolean => {
  const from = Temporal.PlainDateTime.from(start)
  const to = end === null ? null : Temporal.PlainDateTime.from(end)
  if (when.time || when.timeEnd) return isTimeRight(when, from, to, ref)
  if (when.part) return isPartRight(when, from, to, ref)
  return areDaysRight(when, from, to, when.open ?? false)
}

const isDefinite = (when: When | null): when is When =>
  when !== null && !when.candidates && !when.impossible && !when.alternatives && !when.asap

const contradicts = ({ text, ref }: OutsideCase): boolean =>
  CONTRADICTIONS.some((each) => each.text === text && each.ref === ref)

/** Reads the outside suite of appointment dates in `dataDir` and compares; any of a case's expectations is right. */
export const scoreOutsideDates = (dataDir: string): OutsideScore => {
  const { items } = JSON.parse(readFileSync(join(dataDir, 'dates-appointment-dev.json'), 'utf8')) as {
    items: OutsideCase[]
  }
  const counted = items.filter((item) => !contradicts(item))
  const score: OutsideScore = {
    cases: counted.length,
    right: 0,
    silentlyWrong: 0,
    refused: 0,
    contradicted: items.length - counted.length,
    wrong: [],
  }
  for (const { text, ref, expected } of counted) {
    const { when } = readWhen(normalise(text).text, { at: ref })
    const isRight =
      when !== null && expected.some((each) => isExpected(when, each, Temporal.PlainDateTime.from(ref)))
    if (isRight) score.right++
    else {
      const silently = isDefinite(when)
      score[silently ? 'silentlyWrong' : 'refused']++
      score.wrong.push({ text, ref, expected: JSON.stringify(expected), got: when, silently })
    }
  }
  return score
}
