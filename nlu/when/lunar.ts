import { Temporal } from 'temporal-polyfill'
import { LunarMonth, SolarTerm } from 'tyme4ts'
import type { PlainDate } from './node.ts'
import { remembered } from './remembered.ts'

interface LunarMonthStart {
  first: PlainDate
  days: number
}

const isoOf = (day: { getYear(): number; getMonth(): number; getDay(): number }): PlainDate =>
  Temporal.PlainDate.from({ year: day.getYear(), month: day.getMonth(), day: day.getDay() })

const monthStart = remembered((key: string): LunarMonthStart | null => {
  const [year = 0, month = 0] = key.split('/').map(Number)
  try {
    const lunar = LunarMonth.fromYm(year, month)
    return { first: isoOf(lunar.getFirstJulianDay().getSolarDay()), days: lunar.getDayCount() }
  } catch (error) {
    // The library throws for a leap month that the year does not have.
    if (error instanceof Error) return null
    throw error
  }
})

/**
 * Days `from` to `to` of a lunar month, as solar dates; a `to` beyond the month's end is clamped if `from` is within. `month` is
 * negative for a leap month. Null where the year has no such month or the month no such day.
 */
export const lunarDays = (
  year: number,
  month: number,
  from: number,
  to: number,
): { from: PlainDate; to: PlainDate } | null => {
  if (year < 1900 || year > 2150) return null
  const start = monthStart(`${year}/${month}`)
  if (!start || from > start.days) return null
  return {
    from: start.first.add({ days: from - 1 }),
    to: start.first.add({ days: Math.min(to, start.days) - 1 }),
  }
}

const termDay = remembered((key: string): PlainDate => {
  const [year = '2000', name = ''] = key.split('/')
  return isoOf(SolarTerm.fromName(Number(year), name).getJulianDay().getSolarDay())
})

/** The solar term `name` (清明, 冬至) in the solar year. */
export const solarTermOn = (year: number, name: string): PlainDate => {
  const day = termDay(`${year}/${name}`)
  // The library counts its years of terms from the winter solstice of the year before.
  return day.year < year ? termDay(`${year + 1}/${name}`) : day
}
