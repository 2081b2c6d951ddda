import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { bookingOfficeOpen, bookingOfficeOpensAt } from '../../rules/booking-office-open.ts'
import { consentExpires } from '../../rules/consent-expires.ts'
import { deskOpen, deskOpensAt } from '../../rules/desk-open.ts'
import { floodVerdict } from '../../rules/flood.ts'
import { lowScore } from '../../rules/low-score.ts'
import { phoneTaskOn } from '../../rules/phone-task-on.ts'
import { defaultPolicy } from '../../rules/policy.ts'
import { relayEndsAt, relayUnansweredAt } from '../../rules/relay-ends-at.ts'
import { resumeOffer } from '../../rules/resume-offer.ts'
import { surveyDueAt } from '../../rules/survey-due-at.ts'
import { clock, local } from './local.ts'

describe('SD-6 the desk is open daily from 8:00 to 20:00', () => {
  it.each([
    ['2026-11-23 07:59', false, '2026-11-23 08:00'],
    ['2026-11-23 08:00', true, '2026-11-23 08:00'],
    ['2026-11-23 19:59', true, '2026-11-23 19:59'],
    ['2026-11-23 20:00', false, '2026-11-24 08:00'],
    ['2026-10-01 12:30', true, '2026-10-01 12:30'], // National Day
    ['2026-11-22 23:59', false, '2026-11-23 08:00'], // a Sunday
  ])('at %s: %s, opens %s', (now, open, opens) => {
    expect(deskOpen(local(now), defaultPolicy)).toBe(open)
    expect(clock(deskOpensAt(local(now), defaultPolicy))).toBe(opens)
  })
})

describe('AP-13 the booking office is open Mon–Fri 8:00–12:00 and 14:00–17:30', () => {
  it.each([
    ['2026-11-23 11:59', true, '2026-11-23 11:59'],
    ['2026-11-23 12:00', false, '2026-11-23 14:00'],
    ['2026-11-27 17:30', false, '2026-11-30 08:00'], // a Friday
    ['2026-10-01 10:00', false, '2026-10-08 08:00'], // National Day
    ['2026-10-10 10:00', true, '2026-10-10 10:00'], // a Saturday that is worked
  ])('at %s: %s, opens %s', (now, open, opens) => {
    expect(bookingOfficeOpen(local(now), defaultPolicy)).toBe(open)
    expect(clock(bookingOfficeOpensAt(local(now), defaultPolicy))).toBe(opens)
  })

  it('is open when it opens, and was not before', () => {
    fc.assert(
      fc.property(fc.nat(500_000), (minutes) => {
        const now = local('2026-01-01 00:00').add({ minutes })
        const opens = bookingOfficeOpensAt(now, defaultPolicy)
        expect(bookingOfficeOpen(opens, defaultPolicy)).toBe(true)
        expect(bookingOfficeOpen(now, defaultPolicy)).toBe(opens.equals(now))
      }),
    )
  })
})

describe('SV-1 the survey after a visit', () => {
  it.each([
    ['2026-11-23 10:30', '2026-11-23 12:30'],
    ['2026-11-23 17:30', '2026-11-23 19:30'],
    ['2026-11-23 18:00', '2026-11-23 20:00'],
    ['2026-11-23 18:30', '2026-11-24 09:00'], // not at night
    ['2026-11-23 22:30', '2026-11-24 09:00'],
    ['2026-11-23 06:00', '2026-11-23 09:00'],
  ])('of a visit that ended at %s comes at %s', (ended, due) => {
    expect(clock(surveyDueAt(local(ended), defaultPolicy))).toBe(due)
  })
})

describe('SV-3 a low score', () => {
  it.each([
    ['all good', [{ score: 5 }, { score: 3 }], false],
    ['one low', [{ score: 5 }, { score: 2 }], true],
    ['the lowest', [{ score: 1 }], true],
    ['a negative text beside good scores', [{ score: 5 }, { negative: true }], true],
    ['a kind text', [{ score: 4 }, { negative: false }], false],
    ['skipped', [{ score: null }, {}], false],
    ['nothing', [], false],
  ])('%s', (_, answers, low) => {
    expect(lowScore(answers, defaultPolicy)).toBe(low)
  })
})

describe('SD-6 a relay to a person', () => {
  it('ends half an hour after the last word', () => {
    expect(clock(relayEndsAt(local('2026-11-23 19:50'), defaultPolicy))).toBe('2026-11-23 20:20')
  })

  it('that nobody takes is told so after ten minutes', () => {
    expect(clock(relayUnansweredAt(local('2026-11-23 09:00'), defaultPolicy))).toBe('2026-11-23 09:10')
  })
})

describe('a dialog left alone', () => {
  it.each([
    ['2026-11-24 08:59', 'continue'],
    ['2026-11-24 09:00', 'offer'],
    ['2026-11-26 09:00', 'offer'],
    ['2026-11-30 08:59', 'offer'],
    ['2026-11-30 09:00', 'drop'],
  ])('on 23 November at 9:00 is met at %s by: %s', (now, verdict) => {
    expect(resumeOffer(local('2026-11-23 09:00'), local(now), defaultPolicy)).toBe(verdict)
  })
})

describe('DU-3 identity without consent', () => {
  it('is dropped after a day', () => {
    expect(clock(consentExpires(local('2026-11-23 09:15'), defaultPolicy))).toBe('2026-11-24 09:15')
  })
})

describe('many messages at once', () => {
  const now = local('2026-11-23 09:00')
  const arrived = (count: number, secondsAgo = 1) =>
    Array.from({ length: count }, () => now.subtract({ seconds: secondsAgo }))

  it.each([
    [20, 1, 'answer'],
    [21, 1, 'slow-down'],
    [21, 0, 'slow-down'], // the newest itself counts
    [40, 59, 'slow-down'],
    [41, 59, 'ignore'],
    [100, 60, 'answer'], // the window has passed
    [100, -1, 'answer'], // not yet arrived
  ])('%i of %i seconds ago: %s', (count, secondsAgo, verdict) => {
    expect(floodVerdict(arrived(count, secondsAgo), now, defaultPolicy)).toBe(verdict)
  })

  it('are never treated more mildly for being more', () => {
    const rank = { answer: 0, 'slow-down': 1, ignore: 2 }
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (count, more) => {
        expect(rank[floodVerdict(arrived(count), now, defaultPolicy)]).toBeLessThanOrEqual(
          rank[floodVerdict(arrived(count + more), now, defaultPolicy)],
        )
      }),
    )
  })
})

describe('phone tasks', () => {
  it.each([
    ['complaint-opened', '2026-11-23 10:00', 'customer-office', '2026-11-23 10:30'],
    ['complaint-opened', '2026-11-23 22:00', 'duty', '2026-11-23 22:30'],
    ['stopped-visit-unanswered', '2026-11-23 10:00', 'customer-office', '2026-11-24 10:00'],
    ['message-undeliverable', '2026-11-22 22:00', 'service-desk', '2026-11-23 22:00'],
  ] as const)('%s at %s goes to %s by %s', (cause, at, group, by) => {
    const task = phoneTaskOn(cause, local(at), defaultPolicy)
    expect([task.group, clock(task.by)]).toEqual([group, by])
    expect(Temporal.Instant.compare(local(at), task.by)).toBe(-1)
  })
})
