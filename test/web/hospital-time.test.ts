import { describe, expect, it } from 'vitest'
import {
  dividerBetween,
  hourMinute,
  longDate,
  readLocal,
  shortDate,
  tomorrowAtEight,
  weekday,
  writeLocal,
} from '../../web/shared/hospital-time.ts'

describe("the hospital's time on the pages", () => {
  it('is written as it was read, whatever the zone of the machine', () => {
    for (const local of ['2026-11-23T00:00:00', '2026-03-29T02:30:00', '2027-01-01T23:59:59']) {
      expect(writeLocal(readLocal(local))).toBe(local)
    }
  })

  it('is said as people say it', () => {
    const now = readLocal('2026-11-23T08:05:09')
    expect([longDate(now), shortDate(now), weekday(now), hourMinute(now)]).toEqual([
      '2026年11月23日',
      '11月23日',
      '周一',
      '08:05',
    ])
  })

  it.each([
    ['2026-11-23T07:00:00', '2026-11-24T08:00:00'],
    ['2026-11-23T23:59:59', '2026-11-24T08:00:00'],
    ['2026-12-31T12:00:00', '2027-01-01T08:00:00'],
    ['2028-02-28T00:00:00', '2028-02-29T08:00:00'],
  ])('eight in the morning after %s is %s', (now, morning) => {
    expect(tomorrowAtEight(readLocal(now))).toBe(morning)
  })
})

describe('dividerBetween', () => {
  it.each([
    [undefined, '2026-11-23T09:00:00', '11月23日 周一 09:00'],
    ['2026-11-23T09:00:00', '2026-11-23T09:04:59', undefined],
    ['2026-11-23T09:00:00', '2026-11-23T09:05:00', '09:05'],
    ['2026-11-23T23:59:00', '2026-11-24T00:00:00', '11月24日 周二 00:00'],
    ['2026-11-23T09:00:00', 'nonsense', undefined],
  ])('from %s to %s: %s', (previous, at, divider) => {
    expect(dividerBetween(previous, at)).toBe(divider)
  })
})
