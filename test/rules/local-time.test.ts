import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { localClock, localDay, localTime } from '../../domain/local-time.ts'

const FROM = Date.parse('1973-01-01T00:00:00Z')
const TO = Date.parse('2100-01-01T00:00:00Z')

const zones = [
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Kathmandu',
  'America/New_York',
  'Australia/Lord_Howe',
  'UTC',
]

const expected = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second', roundingMode: 'trunc' })

describe('local time', () => {
  it('is what the zone says, at any instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: FROM, max: TO }), fc.constantFrom(...zones), (at, zone) => {
        expect(localTime(at, zone)).toBe(expected(at, zone))
      }),
      { numRuns: 500 },
    )
  })

  it('follows clocks that are put forward and back, to the millisecond', () => {
    for (const [zone, change] of [
      ['America/New_York', '2026-03-08T07:00:00Z'],
      ['America/New_York', '2026-11-01T06:00:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
      ['Asia/Shanghai', '1986-05-03T18:00:00Z'],
    ] as const)
      for (const by of [-900_001, -900_000, -1, 0, 1, 899_999, 900_000]) {
        const at = Date.parse(change) + by
        expect(localTime(at, zone)).toBe(expected(at, zone))
      }
  })

  it('is a day and a time of day', () => {
    const at = Date.parse('2026-11-30T16:05:59.999Z')
    expect(localDay(at, 'Asia/Shanghai')).toBe('2026-12-01')
    expect(localClock(at, 'Asia/Shanghai')).toBe('00:05')
  })
})
