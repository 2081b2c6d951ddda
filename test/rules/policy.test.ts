import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defaultPolicy, policySchema } from '../../rules/policy.ts'
import { policyWith } from '../../rules/policy-with.ts'

const problem = (overrides: unknown) => {
  const read = policyWith(overrides)
  return read.ok ? 'accepted' : read.detail?.path
}

describe('policy', () => {
  it('is the default where nothing is said', () => {
    for (const nothing of [undefined, null, {}, { booking: {} }])
      expect(policyWith(nothing)).toEqual({ ok: true, value: defaultPolicy })
  })

  it('changes only what is said', () => {
    const read = policyWith({ booking: { cutOff: '15:30' }, breach: { limit: 5 } })
    expect(read).toEqual({
      ok: true,
      value: {
        ...defaultPolicy,
        booking: { ...defaultPolicy.booking, cutOff: '15:30' },
        breach: { ...defaultPolicy.breach, limit: 5 },
      },
    })
  })

  it.each([
    ['an unknown key', { booking: { cutOf: '16:00' } }, 'booking.cutOf'],
    ['an unknown group', { bookings: {} }, 'bookings'],
    [
      'an unknown key deep inside',
      { desk: { hours: { ...defaultPolicy.desk.hours, open: true } } },
      'desk.hours.open',
    ],
    ['a time that is none', { booking: { cutOff: '24:30' } }, 'booking.cutOff'],
    ['a number as text', { ticket: { answerHours: '24' } }, 'ticket.answerHours'],
    ['a fraction', { ticket: { answerHours: 1.5 } }, 'ticket.answerHours'],
    ['a limit of nothing', { breach: { limit: 0 } }, 'breach.limit'],
    ['a share over 1', { understanding: { sureFrom: 60 } }, 'understanding.sureFrom'],
    ['a zone that is none', { zone: 'Asia/Shangai' }, 'zone'],
    ['a day that is none', { calendar: { holidays: ['2027-02-29'] } }, 'calendar.holidays.0'],
    [
      'a range that runs backwards',
      { calendar: { holidays: ['2027-10-07/2027-10-01'] } },
      'calendar.holidays.0',
    ],
    ['a range of centuries', { calendar: { workdays: ['2027-10-01/9999-12-31'] } }, 'calendar.workdays.0'],
    [
      'spans that overlap',
      {
        desk: {
          hours: {
            weekdays: [1],
            spans: [
              { from: '08:00', to: '12:00' },
              { from: '11:00', to: '17:00' },
            ],
            onPublicHolidays: false,
          },
        },
      },
      'desk.hours.spans',
    ],
    ['a reminder after the cut-off', { reminders: { dayAt: '17:00' } }, 'reminders.dayAt'],
    ['no object', 'strict', ''],
  ])('refuses %s and names its place', (_, overrides, path) => {
    expect(problem(overrides)).toBe(path)
  })

  it('tells all problems at once', () => {
    const read = policyWith({ a: 1, booking: { b: 1, cutOff: 'noon' } })
    expect(read.ok ? 0 : read.detail?.count).toBe(3)
  })

  it('reads ranges of days as single days', () => {
    const read = policyWith({ calendar: { holidays: ['2027-01-01/2027-01-03', '2027-04-05'] } })
    expect(read.ok && read.value.calendar.holidays).toEqual([
      '2027-01-01',
      '2027-01-02',
      '2027-01-03',
      '2027-04-05',
    ])
  })

  it('documents every parameter with its source', () => {
    const { properties = {} } = z.toJSONSchema(policySchema, { io: 'input' })
    const undocumented = Object.entries(properties).flatMap(([group, schema]) => {
      const parameters = (schema as { properties?: Record<string, { description?: string }> }).properties ?? {
        '': schema as { description?: string },
      }
      return Object.entries(parameters)
        .filter(([, { description }]) => !/Source: .*[A-Z]{2}-\d+/.test(description ?? ''))
        .map(([name]) => `${group}.${name}`)
    })
    expect(undocumented).toEqual([])
    expect(Object.keys(properties)).toHaveLength(Object.keys(defaultPolicy).length)
  })
})
