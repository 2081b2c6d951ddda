import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { BusinessHours } from '../../rules/policy-fields.ts'
import {
  addOpenDays,
  addOpenTime,
  dayKind,
  dayOf,
  endOfLimit,
  extendOverHolidays,
  openMinutesBetween,
} from '../../rules/calendar.ts'
import type { Policy } from '../../rules/policy.ts'
import { defaultPolicy } from '../../rules/policy.ts'
import { policyWith } from '../../rules/policy-with.ts'
import { clock, day, local } from './local.ts'
import { isAbsent, outsideData } from './outside-data.ts'

const policyOf = (overrides: unknown): Policy => {
  const read = policyWith(overrides)
  if (!read.ok) throw new Error(JSON.stringify(read.detail))
  return read.value
}

const office = defaultPolicy.booking.officeHours
const desk = defaultPolicy.desk.hours

describe('kinds of days', () => {
  it.each([
    ['2026-11-23', 'workday'], // a Monday
    ['2026-11-22', 'dayOff'], // a Sunday
    ['2026-10-01', 'dayOff'], // National Day, a Thursday
    ['2026-10-10', 'workday'], // a Saturday, made up for it
    ['2026-02-14', 'workday'], // a Saturday before the Spring Festival
    ['2026-02-23', 'dayOff'], // its last day, a Monday
    ['2027-02-08', 'unknown'], // a Monday of a year nobody has announced yet
    ['2027-02-07', 'dayOff'], // a Sunday of that year
    ['2023-11-23', 'unknown'], // before the data
  ])('%s is %s', (date, kind) => {
    expect(dayKind(day(date), defaultPolicy)).toBe(kind)
  })

  it('takes a later year from the hospital', () => {
    const policy = policyOf({ calendar: { holidays: ['2027-02-05/2027-02-11'], workdays: ['2027-02-13'] } })
    expect(dayKind(day('2027-02-08'), policy)).toBe('dayOff')
    expect(dayKind(day('2027-02-13'), policy)).toBe('workday')
    expect(dayKind(day('2027-03-01'), policy)).toBe('workday')
    expect(dayKind(day('2026-10-01'), policy)).toBe('dayOff')
  })

  it('lets the hospital overrule the built-in days', () => {
    const policy = policyOf({ calendar: { holidays: ['2026-10-10'], workdays: ['2026-10-07'] } })
    expect(dayKind(day('2026-10-10'), policy)).toBe('dayOff')
    expect(dayKind(day('2026-10-07'), policy)).toBe('workday')
  })

  describe.skipIf(isAbsent('holidays-2026.json'))('agree with the published lists', () => {
    it.each([2024, 2025, 2026])('of %i', (year) => {
      const { days } = outsideData<{ days: { date: string; isOffDay: boolean }[] }>(`holidays-${year}.json`, {
        days: [],
      })
      expect(days.length).toBeGreaterThan(20)
      const announced = new Map(days.map(({ date, isOffDay }) => [date, isOffDay ? 'dayOff' : 'workday']))
      for (let date = day(`${year}-01-01`); date.year === year; date = date.add({ days: 1 })) {
        const usual = date.dayOfWeek > 5 ? 'dayOff' : 'workday'
        expect([date.toString(), dayKind(date, defaultPolicy)]).toEqual([
          date.toString(),
          announced.get(date.toString()) ?? usual,
        ])
      }
    })
  })
})

describe('opening time', () => {
  it.each([
    ['2026-11-23 09:00', 60, '2026-11-23 10:00'], // Monday morning
    ['2026-11-23 11:30', 60, '2026-11-23 14:30'], // over lunch
    ['2026-11-23 11:30', 30, '2026-11-23 12:00'], // runs out at closing: due at closing
    ['2026-11-23 12:00', 30, '2026-11-23 14:30'], // begins at closing
    ['2026-11-27 17:00', 60, '2026-11-30 08:30'], // Friday evening to Monday
    ['2026-11-22 20:00', 30, '2026-11-23 08:30'], // a Sunday
    ['2026-09-30 17:00', 60, '2026-10-08 08:30'], // over National Day
    ['2026-10-09 17:00', 60, '2026-10-10 08:30'], // to a Saturday that is worked
    ['2026-12-31 17:00', 60, '2027-01-01 08:30'], // an unknown Friday counts as a workday
  ])('of the office from %s and %i minutes is %s', (from, minutes, due) => {
    expect(clock(addOpenTime(local(from), minutes, office, defaultPolicy))).toBe(due)
  })

  it('of the desk goes on through holidays', () => {
    // 1 October, 19:30 with 30 minutes to closing
    expect(clock(addOpenTime(local('2026-10-01 19:30'), 60, desk, defaultPolicy))).toBe('2026-10-02 08:30')
  })

  it('fails loudly where an office never opens', () => {
    const never = policyOf({
      calendar: { holidays: ['2026-01-01/2026-12-31', '2027-01-01/2027-12-31', '2028-01-01/2028-12-31'] },
    })
    expect(() => addOpenTime(local('2026-01-01 00:00'), 1, office, never)).toThrow('do not open')
  })

  const instants = fc
    .integer({ min: 0, max: 3 * 365 * 24 * 60 })
    .map((minutes) => local('2024-01-01 00:00').add({ minutes }))
  const hours = fc.constantFrom(office, desk)

  it('added and measured are inverse', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 20_000 }), hours, (from, minutes, open) => {
        expect(
          openMinutesBetween(from, addOpenTime(from, minutes, open, defaultPolicy), open, defaultPolicy),
        ).toBe(minutes)
      }),
      { numRuns: 200 },
    )
  })

  it('grows with the start and with the minutes', () => {
    fc.assert(
      fc.property(
        instants,
        fc.nat(5000),
        fc.nat(2000),
        fc.nat(2000),
        hours,
        (from, wait, minutes, more, open) => {
          const due = addOpenTime(from, minutes, open, defaultPolicy)
          const laterStart = addOpenTime(from.add({ minutes: wait }), minutes, open, defaultPolicy)
          const longer = addOpenTime(from, minutes + more, open, defaultPolicy)
          expect(Temporal.Instant.compare(due, laterStart)).toBeLessThanOrEqual(0)
          expect(Temporal.Instant.compare(due, longer)).toBeLessThanOrEqual(0)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('between adds up and is nothing backwards', () => {
    fc.assert(
      fc.property(instants, fc.nat(20_000), fc.nat(20_000), hours, (from, first, second, open) => {
        const middle = from.add({ minutes: first })
        const end = middle.add({ minutes: second })
        const between = (a: Temporal.Instant, b: Temporal.Instant) =>
          openMinutesBetween(a, b, open, defaultPolicy)
        expect(between(from, end)).toBe(between(from, middle) + between(middle, end))
        expect(between(end, from)).toBe(0)
      }),
      { numRuns: 200 },
    )
  })
})

describe('limits in days', () => {
  it('do not count the first day and end at the close of business', () => {
    expect(clock(endOfLimit(local('2026-11-23 00:10'), 7, defaultPolicy))).toBe('2026-11-30 17:30')
    expect(clock(endOfLimit(local('2026-11-23 23:50'), 7, defaultPolicy))).toBe('2026-11-30 17:30')
  })

  it.each([
    // last day a Monday
    ['2026-11-23 10:00', 7, '2026-11-30 17:30', '2026-11-30 17:30'],
    // last day Saturday 28 November → Monday
    ['2026-11-21 10:00', 7, '2026-11-30 17:30', '2026-11-30 17:30'],
    // last day 7 October, in the holiday → Thursday 8 October; not counting 1–7 October: 14 October
    ['2026-09-30 10:00', 7, '2026-10-08 17:30', '2026-10-14 17:30'],
    // last day 10 October, a Saturday that is worked
    ['2026-09-20 10:00', 20, '2026-10-10 17:30', '2026-10-20 17:30'],
  ])('from %s, %i days are extended to %s, or to %s', (from, days, rolled, skipped) => {
    const skip = policyOf({ ticket: { overHolidays: 'skip' } })
    expect(clock(extendOverHolidays(local(from), days, defaultPolicy))).toBe(rolled)
    expect(clock(extendOverHolidays(local(from), days, skip))).toBe(skipped)
  })
})

interface BusinessTime {
  calendars: Record<string, { hours: Record<string, Record<string, string>>; holidays: boolean }>
  holidays: string[]
  makeup_workdays: string[]
  deadline_cases: {
    id: string
    calendar: string
    start_utc: string
    amount: number
    unit: string
    expected_due_utc: string
  }[]
  elapsed_cases: {
    id: string
    calendar: string
    from_utc: string
    to_utc: string
    expected_business_minutes: number
  }[]
}

describe.skipIf(isAbsent('business-time-shanghai.json'))('opening time agrees with zendesk/biz', () => {
  const outside = outsideData<BusinessTime>('business-time-shanghai.json', {
    calendars: {},
    holidays: [],
    makeup_workdays: [],
    deadline_cases: [],
    elapsed_cases: [],
  })
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  const calendars = new Map(
    Object.entries(outside.calendars).map(([name, { hours, holidays }]): [string, BusinessHours] => {
      const open = weekdays.filter((weekday) => hours[weekday])
      const spans = Object.entries(hours[open[0]!] ?? {}).map(([from, to]) => ({ from, to }))
      return [
        name,
        {
          weekdays: open.map((weekday) => weekdays.indexOf(weekday) + 1),
          spans,
          onPublicHolidays: !holidays,
        },
      ]
    }),
  )

  const [minuteCases, dayCases] = [
    outside.deadline_cases.filter(({ unit }) => unit === 'minutes'),
    outside.deadline_cases.filter(({ unit }) => unit === 'days'),
  ]

  // At the end of a span biz says the next opening, we say closing: no opening time lies between the two.
  const expectSame = (due: Temporal.Instant, expected: Temporal.Instant, hours: BusinessHours) => {
    expect(Temporal.Instant.compare(due, expected)).toBeLessThanOrEqual(0)
    expect(openMinutesBetween(due, expected, hours, defaultPolicy)).toBe(0)
  }

  it.each(minuteCases)('$id: $amount minutes from $start_utc by $calendar', (given) => {
    const hours = calendars.get(given.calendar)!
    const due = addOpenTime(Temporal.Instant.from(given.start_utc), given.amount, hours, defaultPolicy)
    expectSame(due, Temporal.Instant.from(given.expected_due_utc), hours)
  })

  // biz does not count make-up workdays when it counts days, we do: so many more of ours are as many of its days.
  const madeUpBetween = (from: Temporal.Instant, to: Temporal.Instant, hours: BusinessHours): number => {
    const [first, last] = [dayOf(from, defaultPolicy).toString(), dayOf(to, defaultPolicy).toString()]
    return hours.onPublicHolidays
      ? 0
      : outside.makeup_workdays.filter((date) => first < date && date < last).length
  }

  it.each(dayCases)('$id: $amount days from $start_utc by $calendar', (given) => {
    const hours = calendars.get(given.calendar)!
    const from = Temporal.Instant.from(given.start_utc)
    const expected = Temporal.Instant.from(given.expected_due_utc)
    const days = given.amount + madeUpBetween(from, expected, hours)
    expectSame(addOpenDays(from, days, hours, defaultPolicy), expected, hours)
  })

  it.each(outside.elapsed_cases)('$id: minutes from $from_utc to $to_utc by $calendar', (given) => {
    const [from, to] = [Temporal.Instant.from(given.from_utc), Temporal.Instant.from(given.to_utc)]
    expect(openMinutesBetween(from, to, calendars.get(given.calendar)!, defaultPolicy)).toBe(
      given.expected_business_minutes,
    )
  })

  it('has cases', () => {
    expect(outside.deadline_cases.length + outside.elapsed_cases.length).toBeGreaterThan(1000)
  })
})
