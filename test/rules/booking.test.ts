import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { bookableDays } from '../../rules/bookable-days.ts'
import { bookingClosesAt } from '../../rules/booking-closes-at.ts'
import { bookingLimits } from '../../rules/booking-limits.ts'
import { lateChangeIsBreach } from '../../rules/late-change-is-breach.ts'
import type { Policy } from '../../rules/policy.ts'
import { defaultPolicy } from '../../rules/policy.ts'
import { reminderTimes } from '../../rules/reminder-times.ts'
import { restrictedUntil } from '../../rules/restricted-until.ts'
import { sameTimeConflict } from '../../rules/same-time-conflict.ts'
import { sessionDays, sessionPeriods } from '../../rules/session-horizon.ts'
import { nextTriageListAt, triageListDays } from '../../rules/triage-list-times.ts'
import { clock, day, local } from './local.ts'

const daysOf = ({ first, last }: ReturnType<typeof bookableDays>): string[] => [
  first.toString(),
  last.toString(),
]

describe('AP-3 booking closes at 16:00 on the day before', () => {
  it.each([
    ['2026-11-24', '2026-11-23 16:00'],
    ['2026-11-23', '2026-11-22 16:00'], // a Monday's visits close on Sunday
    ['2027-01-01', '2026-12-31 16:00'],
  ])('a visit on %s at %s', (visit, closes) => {
    expect(clock(bookingClosesAt(day(visit), defaultPolicy))).toBe(closes)
  })

  it('in the zone of the hospital, whatever the offset', () => {
    // Lisbon leaves summer time in the night to 25 October 2026
    const lisbon: Policy = { ...defaultPolicy, zone: 'Europe/Lisbon' }
    expect(bookingClosesAt(day('2026-10-25'), lisbon).toString()).toBe('2026-10-24T15:00:00Z')
    expect(bookingClosesAt(day('2026-10-26'), lisbon).toString()).toBe('2026-10-25T16:00:00Z')
  })

  it.each([
    ['2026-11-23 15:59:59', '2026-11-24', '2026-12-28'],
    ['2026-11-23 16:00', '2026-11-25', '2026-12-28'],
    ['2026-11-23 23:59', '2026-11-25', '2026-12-28'],
    ['2026-11-24 00:00', '2026-11-25', '2026-12-29'],
  ])('at %s the days from %s to %s are open', (now, first, last) => {
    const open = bookableDays(local(now), defaultPolicy)
    expect([open.first.toString(), open.last.toString()]).toEqual([first, last])
  })

  it('the same days whatever was asked before', () => {
    const lisbon: Policy = { ...defaultPolicy, zone: 'Europe/Lisbon' }
    const start = local('2026-10-20 00:00')
    const minutes = fc.integer({ min: 0, max: 8 * 24 * 60 })
    fc.assert(
      fc.property(fc.array(minutes, { minLength: 2, maxLength: 6 }), (asked) => {
        for (const policy of [defaultPolicy, lisbon])
          for (const each of asked) {
            const now = start.add({ minutes: each })
            expect(daysOf(bookableDays(now, policy))).toEqual(daysOf(bookableDays(now, { ...policy })))
          }
      }),
    )
  })

  it('the first bookable day is open and the day before it closed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500_000 }), (minutes) => {
        const now = local('2026-01-01 00:00').add({ minutes })
        const { first } = bookableDays(now, defaultPolicy)
        expect(lateChangeIsBreach(first, now, defaultPolicy)).toBe(false)
        expect(lateChangeIsBreach(first.subtract({ days: 1 }), now, defaultPolicy)).toBe(true)
      }),
    )
  })
})

describe('AP-4 a late change is a breach', () => {
  it.each([
    ['2026-11-23 15:59', false],
    ['2026-11-23 16:00', true], // the cut-off itself is too late
    ['2026-11-24 08:00', true], // the day itself
    ['2026-11-20 20:00', false],
  ])('of a visit on 24 November at %s: %s', (now, breach) => {
    expect(lateChangeIsBreach(day('2026-11-24'), local(now), defaultPolicy)).toBe(breach)
  })
})

describe('AP-5 three breaches within 365 days restrict for 90 days', () => {
  const breaches = (...times: string[]) => times.map((at) => ({ at: local(at), forgiven: false }))
  const until = (times: string[], now: string) => {
    const end = restrictedUntil(breaches(...times), local(now), defaultPolicy)
    return end && clock(end)
  }

  it.each([
    ['two are not enough', ['2026-01-10 12:00', '2026-06-10 12:00'], '2026-06-11 09:00', null],
    [
      'three are',
      ['2026-01-10 12:00', '2026-06-10 12:00', '2026-09-01 12:00'],
      '2026-09-02 09:00',
      '2026-11-30 12:00',
    ],
    [
      'in any order',
      ['2026-09-01 12:00', '2026-01-10 12:00', '2026-06-10 12:00'],
      '2026-09-02 09:00',
      '2026-11-30 12:00',
    ],
    [
      'until the end',
      ['2026-01-10 12:00', '2026-06-10 12:00', '2026-09-01 12:00'],
      '2026-11-30 11:59',
      '2026-11-30 12:00',
    ],
    ['and no longer', ['2026-01-10 12:00', '2026-06-10 12:00', '2026-09-01 12:00'], '2026-11-30 12:00', null],
    [
      '365 days apart still count',
      ['2025-09-01 12:00', '2026-06-10 12:00', '2026-09-01 12:00'],
      '2026-09-02 09:00',
      '2026-11-30 12:00',
    ],
    ['more do not', ['2025-09-01 11:59', '2026-06-10 12:00', '2026-09-01 12:00'], '2026-09-02 09:00', null],
    [
      'a fourth restricts anew',
      ['2026-01-10 12:00', '2026-06-10 12:00', '2026-09-01 12:00', '2026-10-01 12:00'],
      '2026-10-02 09:00',
      '2026-12-30 12:00',
    ],
    [
      'what is still to come does not count',
      ['2026-01-10 12:00', '2026-06-10 12:00', '2026-09-01 12:00'],
      '2026-08-31 09:00',
      null,
    ],
  ])('%s', (_, times, now, expected) => {
    expect(until(times, now)).toBe(expected)
  })

  it('a forgiven breach does not count', () => {
    const [first, ...others] = breaches('2026-01-10 12:00', '2026-06-10 12:00', '2026-09-01 12:00')
    expect(
      restrictedUntil([{ ...first!, forgiven: true }, ...others], local('2026-09-02 09:00'), defaultPolicy),
    ).toBeNull()
  })

  it('leaves its argument alone', () => {
    const given = Object.freeze(breaches('2026-09-01 12:00', '2026-01-10 12:00', '2026-06-10 12:00'))
    expect(() => restrictedUntil(given, local('2026-09-02 09:00'), defaultPolicy)).not.toThrow()
  })
})

describe('AP-6 reminders', () => {
  const times = (visit: string, bookedAt: string) =>
    reminderTimes({ startsAt: local(visit) }, local(bookedAt), defaultPolicy).map(
      ({ kind, at }) => `${kind} ${clock(at)}`,
    )

  it.each([
    ['a month ahead: both', '2026-11-01 20:00', ['week 2026-11-25 09:00', 'day 2026-12-01 10:00']],
    ['just before the week', '2026-11-25 08:59', ['week 2026-11-25 09:00', 'day 2026-12-01 10:00']],
    ['at it: only the day', '2026-11-25 09:00', ['day 2026-12-01 10:00']],
    ['on the morning before', '2026-12-01 09:30', ['day 2026-12-01 10:00']],
    ['at the time of the day reminder: shortly after', '2026-12-01 10:00', ['day 2026-12-01 10:10']],
    ['shortly before the cut-off: at the cut-off', '2026-12-01 15:55', ['day 2026-12-01 16:00']],
    ['by staff after the cut-off: none', '2026-12-01 16:00', []],
    ['by staff on the day: none', '2026-12-02 08:00', []],
  ])('booked %s', (_, bookedAt, expected) => {
    expect(times('2026-12-02 14:00', bookedAt)).toEqual(expected)
  })

  it('come in order, after the booking and not after the cut-off', () => {
    fc.assert(
      fc.property(fc.nat(60_000), fc.nat(60_000), (booked, ahead) => {
        const bookedAt = local('2026-11-01 00:00').add({ minutes: booked })
        const startsAt = bookedAt.add({ minutes: ahead })
        const closesAt = bookingClosesAt(
          startsAt.toZonedDateTimeISO(defaultPolicy.zone).toPlainDate(),
          defaultPolicy,
        )
        const due = [bookedAt, ...reminderTimes({ startsAt }, bookedAt, defaultPolicy).map(({ at }) => at)]
        for (const [i, at] of due.slice(1).entries())
          expect(Temporal.Instant.compare(due[i]!, at)).toBeLessThan(0)
        for (const at of due.slice(1)) expect(Temporal.Instant.compare(at, closesAt)).toBeLessThanOrEqual(0)
      }),
    )
  })
})

describe('AP-9 the list for the triage desk', () => {
  it.each([
    ['2026-11-23 16:29', '2026-11-23 16:30'],
    ['2026-11-23 16:30', '2026-11-24 16:30'], // its own successor
    ['2026-12-31 23:00', '2027-01-01 16:30'],
  ])('after %s is due at %s', (after, at) => {
    expect(clock(nextTriageListAt(local(after), defaultPolicy))).toBe(at)
  })

  it('holds tomorrow and closes yesterday', () => {
    const { next, closes } = triageListDays(local('2026-11-30 16:30'), defaultPolicy)
    expect([next.toString(), closes.toString()]).toEqual(['2026-12-01', '2026-11-29'])
  })
})

describe('AP-16 no two at the same time', () => {
  const span = (from: string, to: string) => ({
    startsAt: local(`2026-11-24 ${from}`),
    endsAt: local(`2026-11-24 ${to}`),
  })

  it.each([
    ['the same', '09:00', '09:30', true],
    ['overlapping its start', '08:45', '09:15', true],
    ['inside it', '09:10', '09:20', true],
    ['around it', '08:00', '12:00', true],
    ['ending as it starts', '08:30', '09:00', false],
    ['starting as it ends', '09:30', '10:00', false],
  ])('%s', (_, from, to, conflict) => {
    expect(sameTimeConflict([span('14:00', '14:30'), span('09:00', '09:30')], span(from, to))).toBe(conflict)
  })

  it('nothing conflicts with nothing', () => {
    expect(sameTimeConflict([], span('09:00', '09:30'))).toBe(false)
  })
})

describe('limits of open visits', () => {
  const visit = (department: string, date: string) => ({ department, day: day(date) })
  const reason = (open: ReturnType<typeof visit>[], wanted: ReturnType<typeof visit>) => {
    const limits = bookingLimits(open, wanted, defaultPolicy)
    return limits.ok ? 'allowed' : limits.reason
  }

  it('one a department and day', () => {
    const open = [visit('guke', '2026-11-24')]
    expect(reason(open, visit('guke', '2026-11-24'))).toBe('same-department-and-day')
    expect(reason(open, visit('guke', '2026-11-25'))).toBe('allowed')
    expect(reason(open, visit('yanke', '2026-11-24'))).toBe('allowed')
  })

  it('five altogether', () => {
    const open = ['guke', 'yanke', 'erke', 'fuke', 'pifuke'].map((key) => visit(key, '2026-11-24'))
    expect(reason(open.slice(1), visit('xiongwaike', '2026-11-26'))).toBe('allowed')
    expect(reason(open, visit('xiongwaike', '2026-11-26'))).toBe('too-many-open-visits')
  })
})

describe('sessions ahead', () => {
  it('follow the roster up to the horizon', () => {
    const days = sessionDays(day('2026-11-23'), [3], defaultPolicy).map(String)
    expect(days).toEqual(['2026-11-25', '2026-12-02', '2026-12-09', '2026-12-16', '2026-12-23', '2026-12-30'])
  })

  it('leave out public holidays but not rostered weekends', () => {
    // 1 October is a Thursday; Saturday 10 October is a make-up workday, Saturday 3 October a holiday
    const days = sessionDays(day('2026-09-24'), [4, 6], defaultPolicy).map(String)
    expect(days.slice(0, 4)).toEqual(['2026-09-24', '2026-10-08', '2026-10-10', '2026-10-15'])
  })

  it('reach every bookable day', () => {
    const today = day('2026-11-23')
    const last = sessionDays(today, [1, 2, 3, 4, 5, 6, 7], defaultPolicy).at(-1)!
    const { last: bookable } = bookableDays(local('2026-11-23 23:59'), defaultPolicy)
    expect(Temporal.PlainDate.compare(last, bookable)).toBeGreaterThanOrEqual(0)
    expect(last.toString()).toBe('2027-01-04') // 35 days that can be booked and 7 more
  })

  it.each([
    ['morning', 8, '2026-11-24 08:00', '2026-11-24 12:00'],
    ['afternoon', 7, '2026-11-24 14:00', '2026-11-24 17:30'],
    ['evening', 5, '2026-11-24 18:00', '2026-11-24 20:30'],
  ] as const)('%s has %i half hours', (part, count, first, last) => {
    const periods = sessionPeriods(day('2026-11-24'), part, defaultPolicy)
    expect(periods).toHaveLength(count)
    expect([clock(periods[0]!.startsAt), clock(periods.at(-1)!.endsAt)]).toEqual([first, last])
    for (const [i, { endsAt }] of periods.slice(0, -1).entries())
      expect(endsAt.equals(periods[i + 1]!.startsAt)).toBe(true)
  })

  it('a rest too short for a period is not offered', () => {
    const policy: Policy = { ...defaultPolicy, sessions: { ...defaultPolicy.sessions, periodMinutes: 45 } }
    // 14:00–17:30 holds four periods of 45 minutes and 30 minutes more
    expect(clock(sessionPeriods(day('2026-11-24'), 'afternoon', policy).at(-1)!.endsAt)).toBe(
      '2026-11-24 17:00',
    )
  })
})
