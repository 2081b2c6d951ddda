import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { EscalatedTicket } from '../../rules/escalation.ts'
import {
  escalate,
  firstGroups,
  nextEscalationAt,
  outOfHours,
  replyNeedsApproval,
  rungAt,
  topLevel,
} from '../../rules/escalation.ts'
import type { Policy } from '../../rules/policy.ts'
import { defaultPolicy } from '../../rules/policy.ts'
import { progressDueAt } from '../../rules/progress-due-at.ts'
import type { NewTicket } from '../../rules/ticket-deadlines.ts'
import {
  deadlineWarningAt,
  deadlinesAfterTransfer,
  stepsMetBy,
  ticketDeadlines,
} from '../../rules/ticket-deadlines.ts'
import { mayClose, ownerAfter } from '../../rules/ticket-owner.ts'
import type { TicketCommand, TicketStatus } from '../../rules/ticket-step.ts'
import { ticketStep } from '../../rules/ticket-step.ts'
import { clock, local } from './local.ts'

describe('CP-4 the clocks of a ticket', () => {
  const due = (ticket: Omit<NewTicket, 'openedAt'>, openedAt: string, policy = defaultPolicy) =>
    ticketDeadlines({ ...ticket, openedAt: local(openedAt) }, policy).map(
      ({ step, by }) => `${step} ${clock(by)}`,
    )

  it('of a simple complaint on a Monday evening', () => {
    expect(due({ kind: 'complaint', severity: 'simple' }, '2026-11-23 20:00')).toEqual([
      'respond 2026-11-23 20:30', // clocks in minutes and hours run at night too
      'accept 2026-11-23 21:00',
      'plan 2026-11-23 21:00',
      'answer 2026-11-24 20:00',
      'settle 2026-11-30 17:30', // the close of business of the seventh day, a Monday
      'reply 2026-11-30 17:30',
      'rectify 2026-12-08 17:30',
    ])
  })

  it.each([
    // seven days end on Monday 30 November
    ['simple', '2026-11-23 10:00', '2026-11-30 17:30'],
    // seven days end on Saturday 28 November: Monday
    ['simple', '2026-11-21 10:00', '2026-11-30 17:30'],
    // seven days end on National Day, which ends on 7 October: Thursday 8 October
    ['simple', '2026-09-24 10:00', '2026-10-08 17:30'],
    // twenty days end on Sunday 13 December: Monday
    ['complex', '2026-11-23 10:00', '2026-12-14 17:30'],
    ['major', '2026-11-23 10:00', '2026-12-14 17:30'],
    // twenty days end on 10 October, a Saturday that is worked
    ['complex', '2026-09-20 10:00', '2026-10-10 17:30'],
  ] as const)('the reply to a %s complaint of %s is due at %s', (severity, openedAt, reply) => {
    expect(due({ kind: 'complaint', severity }, openedAt)).toContain(`reply ${reply}`)
  })

  it('a complaint from a follow-up is replied to within two weeks', () => {
    expect(
      due({ kind: 'complaint', severity: 'complex', origin: 'follow-up' }, '2026-11-23 10:00'),
    ).toContain('reply 2026-12-07 17:30')
  })

  it.each(['praise', 'suggestion'] as const)('%s has a reply within two weeks only', (kind) => {
    expect(due({ kind, severity: 'simple' }, '2026-11-23 10:00')).toEqual(['reply 2026-12-07 17:30'])
  })

  it('by S0 only simple matters have an answer clock', () => {
    const byS0: Policy = {
      ...defaultPolicy,
      ticket: { ...defaultPolicy.ticket, answerBook: 'S0', simpleAnswerDays: 2 },
    }
    expect(due({ kind: 'complaint', severity: 'simple' }, '2026-11-23 10:00', byS0)).toContain(
      'answer 2026-11-25 10:00',
    )
    expect(due({ kind: 'complaint', severity: 'complex' }, '2026-11-23 10:00', byS0).join()).not.toContain(
      'answer',
    )
  })

  it('are in order, lie ahead, and a later ticket is never due earlier', () => {
    const severities = fc.constantFrom('simple', 'complex', 'major')
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.nat(30_000),
        severities,
        fc.constantFrom('roll', 'skip'),
        (start, wait, severity, overHolidays) => {
          const policy: Policy = { ...defaultPolicy, ticket: { ...defaultPolicy.ticket, overHolidays } }
          const openedAt = local('2024-12-01 00:00').add({ minutes: start })
          const first = ticketDeadlines({ openedAt, severity, kind: 'complaint' }, policy)
          const second = ticketDeadlines(
            { openedAt: openedAt.add({ minutes: wait }), severity, kind: 'complaint' },
            policy,
          )
          for (const [i, { step, by }] of first.entries()) {
            expect(Temporal.Instant.compare(first[i - 1]?.by ?? openedAt, by)).toBeLessThanOrEqual(0)
            expect(Temporal.Instant.compare(openedAt, by)).toBe(-1)
            const same = second.find((deadline) => deadline.step === step)!
            expect(Temporal.Instant.compare(by, same.by)).toBeLessThanOrEqual(0)
          }
        },
      ),
    )
  })

  it('a transfer does not move what was promised to the patient', () => {
    const ticket: NewTicket = { kind: 'complaint', severity: 'simple', openedAt: local('2026-11-23 10:00') }
    const deadlines = deadlinesAfterTransfer(ticket, local('2026-11-24 09:30'), defaultPolicy)
    expect(deadlines.map(({ step, by }) => `${step} ${clock(by)}`)).toEqual([
      'respond 2026-11-24 10:00',
      'answer 2026-11-24 10:00',
      'accept 2026-11-24 10:30',
      'plan 2026-11-24 10:30',
      'settle 2026-11-30 17:30',
      'reply 2026-11-30 17:30',
      'rectify 2026-12-08 17:30',
    ])
  })

  it('near their end at three quarters', () => {
    expect(
      clock(deadlineWarningAt(local('2026-11-23 10:00'), local('2026-11-23 11:00'), defaultPolicy)),
    ).toBe('2026-11-23 10:45')
  })

  it('are met by the commands', () => {
    expect(stepsMetBy('accept')).toEqual(['respond', 'accept'])
    expect(stepsMetBy('answer')).toContain('reply')
    expect(stepsMetBy('note')).not.toContain('answer')
    expect(stepsMetBy('reopen')).toEqual([])
    const all = ticketDeadlines(
      { openedAt: local('2026-11-23 10:00'), severity: 'simple', kind: 'complaint' },
      defaultPolicy,
    )
    expect([...stepsMetBy('close')].toSorted()).toEqual(all.map(({ step }) => step).toSorted())
  })
})

describe('CP-6 escalation', () => {
  const ticket = (at: string, changes: Partial<EscalatedTicket> = {}): EscalatedTicket => ({
    department: 'guke',
    severity: 'simple',
    at: local(at),
    ...changes,
  })

  it.each([
    ['2026-11-23 08:00', false], // Monday
    ['2026-11-23 12:30', false], // lunch is no duty time
    ['2026-11-23 17:30', true],
    ['2026-11-22 10:00', true], // Sunday
    ['2026-10-01 10:00', true], // National Day
    ['2026-10-10 10:00', false], // a Saturday that is worked
  ])('%s is out of hours: %s', (at, out) => {
    expect(outOfHours(local(at), defaultPolicy)).toBe(out)
  })

  it('goes owner, head, customer office, leadership and stays there', () => {
    const at = ticket('2026-11-23 10:00')
    expect([0, 1, 2, 3].map((level) => escalate(level, at, defaultPolicy))).toEqual([
      { level: 1, groups: ['department'] },
      { level: 2, groups: ['customer-office'] },
      { level: 3, groups: ['leadership'] },
      { level: 3, groups: ['leadership'] },
    ])
    expect([0, 1, 2, 3, 9].map(rungAt)).toEqual([
      'owner',
      'department-head',
      'customer-office',
      'leadership',
      'leadership',
    ])
  })

  it('tells the duty officer too out of hours', () => {
    expect(escalate(1, ticket('2026-11-22 22:00'), defaultPolicy).groups).toEqual(['customer-office', 'duty'])
  })

  it('without department begins with the customer office', () => {
    expect(escalate(0, ticket('2026-11-23 10:00', { department: null }), defaultPolicy)).toEqual({
      level: 2,
      groups: ['customer-office'],
    })
  })

  it('goes on hourly', () => {
    expect(clock(nextEscalationAt(local('2026-11-23 23:30'), defaultPolicy))).toBe('2026-11-24 00:30')
  })

  it('reaches the leadership from anywhere and never falls', () => {
    fc.assert(
      fc.property(fc.nat(topLevel), fc.constantFrom('guke', null), (level, department) => {
        const next = escalate(level, ticket('2026-11-23 10:00', { department }), defaultPolicy)
        expect(next.level).toBeGreaterThanOrEqual(Math.min(level + 1, topLevel))
        expect(next.level).toBeLessThanOrEqual(topLevel)
      }),
    )
  })

  it.each([
    ['a simple one: its department', ticket('2026-11-23 10:00'), ['department:guke']],
    [
      'without department: the customer office',
      ticket('2026-11-23 10:00', { department: null }),
      ['customer-office'],
    ],
    [
      'a major one: the leadership at once',
      ticket('2026-11-23 10:00', { severity: 'major' }),
      ['department:guke', 'medical-affairs', 'leadership'],
    ],
    ['at night: the duty officer too', ticket('2026-11-23 22:00'), ['department:guke', 'duty']],
    [
      'a major one at night: all',
      ticket('2026-11-23 22:00', { severity: 'major' }),
      ['department:guke', 'medical-affairs', 'leadership', 'duty'],
    ],
  ])('first groups of %s', (_, given, expected) => {
    const groups = firstGroups(given, defaultPolicy).map(({ kind, department }) =>
      department ? `${kind}:${department}` : kind,
    )
    expect(groups).toEqual(expected)
  })

  const [day, night] = ['2026-11-23 10:00', '2026-11-23 22:00']
  it.each([
    ['major', ['duty-officer'], night, true],
    ['major', ['duty-officer'], day, true],
    ['major', ['department-head'], night, true],
    ['major', ['department-head'], day, false],
    ['major', ['department-head', 'duty-officer'], day, false],
    ['major', ['department-head', 'duty-officer'], night, true],
    ['major', ['leadership'], night, false],
    ['complex', ['duty-officer'], night, false],
  ] as const)('a reply in a %s matter by %s at %s needs approval: %s', (severity, roles, at, needed) => {
    expect(
      replyNeedsApproval(
        { severity },
        roles.map((role) => ({ role })),
        local(at),
        defaultPolicy,
      ),
    ).toBe(needed)
  })
})

describe('CP-5 steps', () => {
  const statuses: TicketStatus[] = ['open', 'accepted', 'answered', 'closed', 'reopened']
  const commands: TicketCommand[] = ['accept', 'note', 'answer', 'transfer', 'close', 'reopen', 'conclude']
  const after = (status: TicketStatus, command: TicketCommand) => {
    const step = ticketStep(status, command)
    return step.ok ? step.value : `(${step.reason})`
  }

  it('are these', () => {
    const table = statuses.map((status) => [status, ...commands.map((command) => after(status, command))])
    expect(table).toEqual([
      // accept, note, answer, transfer, close, reopen, conclude
      ['open', 'accepted', 'open', '(not-accepted)', 'open', '(not-accepted)', '(not-closed)', 'closed'],
      [
        'accepted',
        '(already-accepted)',
        'accepted',
        'answered',
        'open',
        '(not-answered)',
        '(not-closed)',
        'closed',
      ],
      ['answered', '(already-accepted)', 'answered', 'answered', 'open', 'closed', '(not-closed)', 'closed'],
      ['closed', '(closed)', '(closed)', '(closed)', '(closed)', '(closed)', 'reopened', '(closed)'],
      [
        'reopened',
        'accepted',
        'reopened',
        '(not-accepted)',
        'reopened',
        '(not-accepted)',
        '(not-closed)',
        'closed',
      ],
    ])
  })

  it('never close what nobody accepted and answered, except by the director', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...commands.filter((command) => command !== 'conclude')), { maxLength: 12 }),
        (tried) => {
          let status: TicketStatus = 'open'
          let [accepted, answered] = [false, false]
          for (const command of tried) {
            const step = ticketStep(status, command)
            if (!step.ok) continue
            status = step.value
            if (command === 'accept') accepted = true
            if (command === 'answer') answered = true
            if (command === 'transfer' || command === 'reopen') [accepted, answered] = [false, false]
            if (status === 'closed') expect(accepted && answered).toBe(true)
          }
        },
      ),
    )
  })
})

describe('CP-3 the first who accepts owns it', () => {
  const actor = (key: string, ...roles: { role: string; department?: string }[]) => ({ key, roles })

  it.each([
    ['accept', null, 'li'],
    ['note', 'wang', 'wang'],
    ['answer', 'wang', 'wang'],
    ['close', 'wang', 'wang'],
    ['reopen', 'wang', 'wang'],
    ['transfer', 'wang', null],
  ] as const)('after %s of what %s owned: %s', (command, owner, expected) => {
    expect(ownerAfter(command, owner, actor('li'))).toBe(expected)
  })

  it.each([
    ['its owner', actor('wang', { role: 'staff', department: 'guke' }), true],
    ['a colleague', actor('li', { role: 'liaison', department: 'guke' }), false],
    ['the head of the department', actor('li', { role: 'department-head', department: 'guke' }), true],
    ['the head of another', actor('li', { role: 'department-head', department: 'yanke' }), false],
    ['the customer office', actor('li', { role: 'customer-office' }), true],
    ['the leadership', actor('li', { role: 'leadership' }), true],
    ['the duty officer', actor('li', { role: 'duty-officer' }), false],
  ])('%s may close: %#', (_, who, may) => {
    expect(mayClose({ owner: 'wang', department: 'guke' }, who).ok).toBe(may)
  })

  it('a ticket without department has no head', () => {
    expect(mayClose({ owner: null, department: null }, actor('li', { role: 'department-head' })).ok).toBe(
      false,
    )
  })
})

describe('CP-8 word of progress', () => {
  it.each([
    ['2026-11-23 10:00', '2026-11-24 10:00'],
    ['2026-11-23 20:00', '2026-11-24 20:00'],
    ['2026-11-23 22:30', '2026-11-24 20:00'], // sooner rather than at night
    ['2026-11-23 03:00', '2026-11-23 20:00'],
  ])('told at %s, told again by %s', (toldAt, due) => {
    expect(clock(progressDueAt(local(toldAt), defaultPolicy))).toBe(due)
  })

  it('a short interval at night waits for the morning', () => {
    const hourly: Policy = { ...defaultPolicy, ticket: { ...defaultPolicy.ticket, progressHours: 1 } }
    expect(clock(progressDueAt(local('2026-11-23 20:00'), hourly))).toBe('2026-11-24 09:00')
    expect(clock(progressDueAt(local('2026-11-24 03:00'), hourly))).toBe('2026-11-24 09:00')
    expect(clock(progressDueAt(local('2026-11-23 19:30'), hourly))).toBe('2026-11-23 20:00')
  })

  it('lies ahead, in the hours of contact', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.integer({ min: 1, max: 100 }), (minutes, progressHours) => {
        const policy: Policy = { ...defaultPolicy, ticket: { ...defaultPolicy.ticket, progressHours } }
        const toldAt = local('2026-01-01 00:00').add({ minutes })
        const due = progressDueAt(toldAt, policy)
        expect(Temporal.Instant.compare(toldAt, due)).toBe(-1)
        const time = clock(due).slice(11, 16)
        expect(time >= '09:00' && time <= '20:00').toBe(true)
      }),
    )
  })
})
