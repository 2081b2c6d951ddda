import { describe, expect, it } from 'vitest'
import { readWhen } from '../../../nlu/when/read-when.ts'

/**
 * First days of lunar years, 端午 and 中秋. Source: new moons in Beijing time; that of 2027 is on 2027-02-06 at 23:56, and calendars
 * that reckon a minute later begin the year a day late, as some versions of ICU do.
 */
const YEARS = [
  ['2024-02-10', '2024-06-10', '2024-09-17'],
  ['2025-01-29', '2025-05-31', '2025-10-06'],
  ['2026-02-17', '2026-06-19', '2026-09-25'],
  ['2027-02-06', '2027-06-09', '2027-09-15'],
  ['2028-01-26', '2028-05-28', '2028-10-03'],
  ['2029-02-13', '2029-06-16', '2029-09-22'],
  ['2030-02-03', '2030-06-05', '2030-09-12'],
  ['2031-01-23', '2031-06-24', '2031-10-01'],
  ['2032-02-11', '2032-06-12', '2032-09-19'],
  ['2033-01-31', '2033-06-01', '2033-09-08'],
  ['2034-02-19', '2034-06-20', '2034-09-27'],
  ['2035-02-08', '2035-06-10', '2035-09-16'],
] as const

const dayBefore = (day: string): string => {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() - 1)
  return at.toISOString().slice(0, 10)
}

describe.each(YEARS)('the lunar year that begins on %s', (newYear, dragonBoat, midAutumn) => {
  const inWinter = `${Number(newYear.slice(0, 4)) - 1}-12-20T09:00`

  it.each([
    ['正月初一', newYear],
    ['大年初一', newYear],
    ['春节当天', newYear],
    ['除夕', dayBefore(newYear)],
    ['大年三十', dayBefore(newYear)],
    ['端午', dragonBoat],
    ['五月初五', dragonBoat],
    ['中秋', midAutumn],
    ['农历八月十五', midAutumn],
  ])('%s is %s', (words, day) => {
    expect(readWhen(words, { at: inWinter }).when).toEqual({ date: day })
  })
})
