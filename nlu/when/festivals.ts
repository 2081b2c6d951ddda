import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Temporal } from 'temporal-polyfill'
import { projectFile } from '../../domain/project-root.ts'
import { lunarDays, solarTermOn } from './lunar.ts'
import type { PlainDate } from './node.ts'
import { remembered } from './remembered.ts'

interface Festivals {
  names: Record<string, string[]>
  solar: Record<string, [month: number, day: number]>
  /** More than one day where regions differ (小年). */
  lunar: Record<string, [month: number, day: number][]>
  nthWeekday: Record<string, [month: number, n: number, weekday: number]>
  /** Name of the festival's public holiday in the calendar of days off. */
  publicHoliday: Record<string, string>
}

const FESTIVALS = JSON.parse(readFileSync(projectFile('nlu/when/festivals.json'), 'utf8')) as Festivals
const CANONICAL = new Map(
  Object.entries(FESTIVALS.names).flatMap(([name, said]) => said.map((word) => [word, name])),
)

/** The nth (from 1; -1 is the last) `weekday` of a month. */
export const nthWeekdayOf = (first: PlainDate, n: number, weekday: number): PlainDate => {
  const ahead = first.add({ days: (weekday - first.dayOfWeek + 7) % 7 })
  if (n > 0) return ahead.add({ weeks: n - 1 })
  const last = first.with({ day: first.daysInMonth })
  return last.subtract({ days: (last.dayOfWeek - weekday + 7) % 7 })
}

const lunarFestival = (year: number, days: [number, number][]): PlainDate[] =>
  days.flatMap(([month, day]) => lunarDays(month === 12 ? year - 1 : year, month, day, day)?.from ?? [])

/**
 * The days a festival, as said, may mean in a solar year: one, or several where regions differ. The Lunar New Year's Eve and the
 * twelfth lunar month count to the year in which they fall (2027's 除夕 is on 2027-02-05).
 */
export const festivalDays = (said: string, year: number): PlainDate[] => {
  const name = CANONICAL.get(said) ?? said
  const solar = FESTIVALS.solar[name]
  if (solar) return [Temporal.PlainDate.from({ year, month: solar[0], day: solar[1] })]
  const nth = FESTIVALS.nthWeekday[name]
  if (nth) return [nthWeekdayOf(Temporal.PlainDate.from({ year, month: nth[0], day: 1 }), nth[1], nth[2])]
  const lunar = FESTIVALS.lunar[name]
  if (lunar) return lunarFestival(year, lunar)
  if (name === '除夕') return lunarFestival(year, [[1, 1]]).map((newYear) => newYear.subtract({ days: 1 }))
  return [solarTermOn(year, name)]
}

/** Whether days off go with the festival at all. */
export const hasPublicHoliday = (said: string): boolean =>
  (CANONICAL.get(said) ?? said) in FESTIVALS.publicHoliday

/** The raw data: the package's functions read dates in the machine's zone. */
const readDaysOff = (): Map<string, string> => {
  const require = createRequire(import.meta.url)
  const { holidays } = require('chinese-days/dist/chinese-days.json') as { holidays: Record<string, string> }
  return new Map(Object.entries(holidays).map(([day, names]) => [day, names.split(',')[1] ?? '']))
}

const DAYS_OFF = readDaysOff()

const isDayOffFor = (day: PlainDate, holiday: string): boolean =>
  DAYS_OFF.get(day.toString())?.includes(holiday) ?? false

const daysOffAround = remembered((key: string): { from: PlainDate; to: PlainDate } | null => {
  const [holiday = '', day = ''] = key.split('/')
  const festivalDay = Temporal.PlainDate.from(day)
  const near = Array.from({ length: 21 }, (_, i) => festivalDay.add({ days: i - 10 })).filter((each) =>
    isDayOffFor(each, holiday),
  )
  const [from, to] = [near[0], near.at(-1)]
  return from && to ? { from, to } : null
})

/**
 * The public holiday around a festival's day, from the announced calendar of days off. Null where the festival has none, or where
 * the year is not announced yet: it must not be made up.
 */
export const publicHoliday = (
  said: string,
  festivalDay: PlainDate,
): { from: PlainDate; to: PlainDate } | null => {
  const holiday = FESTIVALS.publicHoliday[CANONICAL.get(said) ?? said]
  return holiday ? daysOffAround(`${holiday}/${festivalDay.toString()}`) : null
}
