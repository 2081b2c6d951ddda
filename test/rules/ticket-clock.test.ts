import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { openMinutesBetween } from '../../rules/calendar.ts'
import type { BusinessHours } from '../../rules/policy-fields.ts'
import { defaultPolicy } from '../../rules/policy.ts'
import { policyWith } from '../../rules/policy-with.ts'
import type { StatusInterval } from '../../rules/ticket-clock.ts'
import { clockDueAt, clockUsedMinutes } from '../../rules/ticket-clock.ts'
import { clock, local } from './local.ts'
import { isAbsent, outsideData } from './outside-data.ts'

const office = defaultPolicy.booking.officeHours

const life = (...intervals: [from: string, to: string | null, running: boolean][]): StatusInterval[] =>
  intervals.map(([from, to, running]) => ({ from: local(from), to: to === null ? null : local(to), running }))

describe('the clock of a ticket', () => {
  const due = (minutes: number, ...intervals: Parameters<typeof life>) => {
    const at = clockDueAt(local('2026-11-23 09:00'), minutes, life(...intervals), office, defaultPolicy)
    return at && clock(at)
  }

  it.each([
    ['never paused', [['2026-11-23 09:00', null, true]], '2026-11-23 11:00'],
    [
      'paused for an hour',
      [
        ['2026-11-23 09:00', '2026-11-23 10:00', true],
        ['2026-11-23 10:00', '2026-11-23 11:00', false],
        ['2026-11-23 11:00', null, true],
      ],
      '2026-11-23 12:00',
    ],
    [
      'paused over lunch only',
      [
        ['2026-11-23 09:00', '2026-11-23 10:30', true],
        ['2026-11-23 10:30', '2026-11-23 14:00', false],
        ['2026-11-23 14:00', null, true],
      ],
      '2026-11-23 14:30',
    ],
    [
      'standing still',
      [
        ['2026-11-23 09:00', '2026-11-23 10:00', true],
        ['2026-11-23 10:00', null, false],
      ],
      null,
    ],
    [
      'standing still after it ran out',
      [
        ['2026-11-23 09:00', '2026-11-23 11:30', true],
        ['2026-11-23 11:30', null, false],
      ],
      '2026-11-23 11:00',
    ],
    ['opened before it was started', [['2026-11-23 08:00', null, true]], '2026-11-23 11:00'],
  ] satisfies [string, Parameters<typeof life>, string | null][])('%s', (_, intervals, expected) => {
    expect(due(120, ...intervals)).toBe(expected)
  })

  it('counts what was used without pauses', () => {
    const paused = life(
      ['2026-11-23 09:00', '2026-11-23 10:00', true],
      ['2026-11-23 10:00', '2026-11-23 11:00', false],
      ['2026-11-23 11:00', null, true],
    )
    // 9–10 and 11–12 in the morning, 14–15 in the afternoon
    expect(
      clockUsedMinutes(local('2026-11-23 09:00'), local('2026-11-23 15:00'), paused, office, defaultPolicy),
    ).toBe(180)
  })
})

type Written = Record<string, string | boolean | undefined>
interface Lifecycle {
  id: string
  name: string
  calendar: { tz: string; hours: Record<string, [string, string][]>; holidays?: string[] }
  sla: { first_response_min: number | null; update_min: number | null; solution_min: number | null }
  created: string
  customer_message: string | null
  events: Written[]
  expect: Record<string, string | number | null>
}

const { cases } = outsideData<{ cases: Lifecycle[] }>('sla-lifecycles.json', { cases: [] })
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const hoursOf = ({ hours }: Lifecycle['calendar']): BusinessHours => {
  const open = weekdays.filter((weekday) => hours[weekday])
  const spans = (hours[open[0]!] ?? []).map(([from, to]) => ({ from, to }))
  return { weekdays: open.map((weekday) => weekdays.indexOf(weekday) + 1), spans, onPublicHolidays: false }
}

const policyOf = ({ tz, holidays = [] }: Lifecycle['calendar']) => {
  const read = policyWith({ zone: tz, calendar: { holidays } })
  if (!read.ok) throw new Error(JSON.stringify(read.detail))
  return read.value
}

/** Statuses as intervals; the clock stands still while pending and closed. */
const intervalsOf = ({ created, events }: Lifecycle): StatusInterval[] => {
  const changes = [
    { at: created, to: 'open' },
    ...events.flatMap(({ state_at: at, to }) => (at ? [{ at: String(at), to: String(to) }] : [])),
  ]
  return changes.map(({ at, to }, i) => ({
    from: Temporal.Instant.from(at),
    to: changes[i + 1] ? Temporal.Instant.from(changes[i + 1]!.at) : null,
    running: to === 'open',
  }))
}

const toMinute = (at: Temporal.Instant) => at.round({ smallestUnit: 'minute', roundingMode: 'floor' })

const last = (events: Written[], ...names: string[]): string | null =>
  events
    .flatMap((event) => names.flatMap((name) => (typeof event[name] === 'string' ? [event[name]] : [])))
    .at(-1) ?? null

/** The customer message that nobody has answered, the first of several. */
const unanswered = ({ customer_message: first, events }: Lifecycle): string | null => {
  let open = first
  for (const event of events) {
    const wrote = event.last_contact_customer_at ?? event.customer_message
    if (event.last_contact_agent_at ?? event.agent_message) open = null
    else if (typeof wrote === 'string') open ??= wrote
  }
  return open
}

const read = (ticket: Lifecycle) => {
  const [hours, policy, intervals] = [
    hoursOf(ticket.calendar),
    policyOf(ticket.calendar),
    intervalsOf(ticket),
  ]
  const answeredAt = last(ticket.events, 'first_response_at', 'agent_message')
  const closedAt = last(ticket.events, 'close_at')
  const message = unanswered(ticket)
  const matches = ticket.events.every(({ sla_matches }) => sla_matches !== false)
  const due = (from: string | null, minutes: number | null, stopped: boolean) =>
    from === null || minutes === null || stopped || !matches
      ? null
      : clockDueAt(Temporal.Instant.from(from), minutes, intervals, hours, policy)
  const used = (until: string | null) =>
    until === null
      ? null
      : clockUsedMinutes(
          Temporal.Instant.from(ticket.created),
          Temporal.Instant.from(until),
          intervals,
          hours,
          policy,
        )
  return {
    hours,
    policy,
    dues: {
      first_response_due: due(
        ticket.created,
        ticket.sla.first_response_min,
        answeredAt !== null || closedAt !== null,
      ),
      update_due: due(message, ticket.sla.update_min, closedAt !== null),
      close_due: due(ticket.created, ticket.sla.solution_min, closedAt !== null),
    },
    used: { first_response_in_min: used(answeredAt), close_in_min: used(closedAt) },
  }
}

describe.skipIf(isAbsent('sla-lifecycles.json'))('lives of tickets agree with Zammad', () => {
  const names = ['first_response_due', 'update_due', 'close_due'] as const

  it.each(cases)('$id $name', (ticket) => {
    const { hours, policy, dues, used } = read(ticket)
    const open = names.flatMap((name) => dues[name] ?? []).toSorted((a, b) => Temporal.Instant.compare(a, b))
    const expectSame = (at: Temporal.Instant | null, expected: string | number | null | undefined) => {
      if (expected === undefined) return
      if (expected === null || at === null) expect(at).toBe(expected)
      // A due time at closing is the next opening there: no opening time lies between.
      else
        expect(openMinutesBetween(toMinute(at), Temporal.Instant.from(String(expected)), hours, policy)).toBe(
          0,
        )
      if (at && expected)
        expect(
          Temporal.Instant.compare(toMinute(at), Temporal.Instant.from(String(expected))),
        ).toBeLessThanOrEqual(0)
    }
    for (const name of names) expectSame(dues[name], ticket.expect[name])
    expectSame(open[0] ?? null, ticket.expect.escalation_at)
    for (const name of ['first_response_in_min', 'close_in_min'] as const)
      if (typeof ticket.expect[name] === 'number') expect(used[name]).toBe(ticket.expect[name])
  })

  it('has cases', () => {
    expect(cases).toHaveLength(22)
  })
})
