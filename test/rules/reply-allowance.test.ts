import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../rules/policy.ts'
import { policyWith } from '../../rules/policy-with.ts'
import { replyAllowance, type ReplyWindow } from '../../rules/reply-allowance.ts'
import { clock, local } from './local.ts'
import { isAbsent, outsideData } from './outside-data.ts'

const window = (
  wrote: string | null,
  sent = 0,
  acted: string | null = null,
  sentSinceActing = 0,
): ReplyWindow => ({
  wroteAt: wrote === null ? null : local(wrote),
  sentSinceWriting: sent,
  actedAt: acted === null ? null : local(acted),
  sentSinceActing,
})

describe('SD-6 what WeChat still takes for a patient', () => {
  it.each([
    ['nothing was ever written', window(null), '2026-11-23 09:00', 0, null],
    ['they just wrote', window('2026-11-23 09:00'), '2026-11-23 09:00', 5, 'writing'],
    ['we answered twice', window('2026-11-23 09:00', 2), '2026-11-23 09:01', 3, 'writing'],
    ['we answered five times', window('2026-11-23 09:00', 5), '2026-11-23 09:01', 0, null],
    ['more was sent than we counted on', window('2026-11-23 09:00', 9), '2026-11-23 09:01', 0, null],
    ['just within 48 hours', window('2026-11-23 09:00'), '2026-11-25 08:59:59', 5, 'writing'],
    ['48 hours later', window('2026-11-23 09:00'), '2026-11-25 09:00', 0, null],
    ['they tapped the menu', window(null, 0, '2026-11-23 09:00'), '2026-11-23 09:00:30', 3, 'acting'],
    ['a minute after the tap', window(null, 0, '2026-11-23 09:00'), '2026-11-23 09:01', 0, null],
    ['three answers to the tap', window(null, 0, '2026-11-23 09:00', 3), '2026-11-23 09:00:30', 0, null],
    [
      'they wrote and tapped: the tap’s are used first',
      window('2026-11-23 08:00', 4, '2026-11-23 09:00', 1),
      '2026-11-23 09:00:30',
      3,
      'acting',
    ],
    [
      'the tap’s are spent, the message’s are not',
      window('2026-11-23 08:00', 4, '2026-11-23 09:00', 3),
      '2026-11-23 09:00:30',
      1,
      'writing',
    ],
    [
      'the message’s end before the tap’s',
      window('2026-11-21 09:00:20', 0, '2026-11-23 09:00'),
      '2026-11-23 09:00:10',
      8,
      'writing',
    ],
  ] as const)('%s', (_, held, now, left, spends) => {
    expect(replyAllowance(held, local(now), defaultPolicy)).toMatchObject({ left, spends })
  })

  it('ends two days after their last message', () => {
    const { endsAt } = replyAllowance(window('2026-11-23 09:00'), local('2026-11-23 10:00'), defaultPolicy)
    expect(endsAt && clock(endsAt)).toBe('2026-11-25 09:00')
  })

  it('follows the policy', () => {
    const policy = policyWith({ officialAccount: { writingReplies: 20, writingHours: 24 } })
    if (!policy.ok) throw new Error('refused')
    const at = (now: string) => replyAllowance(window('2026-11-23 09:00', 6), local(now), policy.value).left
    expect([at('2026-11-23 10:00'), at('2026-11-24 09:00')]).toEqual([14, 0])
  })

  it('never grows by sending, and always says what it spends', () => {
    const start = local('2026-11-23 09:00')
    fc.assert(
      fc.property(
        fc.record({
          wrote: fc.option(fc.integer({ min: -200_000, max: 0 })),
          acted: fc.option(fc.integer({ min: -120, max: 0 })),
          sent: fc.nat(7),
          answered: fc.nat(5),
        }),
        ({ wrote, acted, sent, answered }) => {
          const held: ReplyWindow = {
            wroteAt: wrote === null ? null : start.add({ seconds: wrote }),
            sentSinceWriting: sent,
            actedAt: acted === null ? null : start.add({ seconds: acted }),
            sentSinceActing: answered,
          }
          const { left, spends } = replyAllowance(held, start, defaultPolicy)
          expect(left > 0).toBe(spends !== null)
          const next =
            spends === 'acting'
              ? { ...held, sentSinceActing: answered + 1 }
              : { ...held, sentSinceWriting: sent + 1 }
          expect(replyAllowance(next, start, defaultPolicy).left).toBe(Math.max(0, left - 1))
        },
      ),
    )
  })
})

const LIMITS = 'platform-limits.json'

describe.skipIf(isAbsent(LIMITS))('the numbers', () => {
  it('are those that the platform’s rules give', () => {
    const { facts } = outsideData<{ facts: { platform: string; rule: string }[] }>(LIMITS, { facts: [] })
    const said = facts.find(
      ({ platform, rule }) => platform === 'WeChat OA' && rule.startsWith('customer-service'),
    )
    const [, writingReplies, writingHours, actingReplies, minutes] =
      /user message (\d+) within (\d+) h; .* (\d+) within (\d+) min/.exec(said?.rule ?? '')?.map(Number) ?? []
    expect(defaultPolicy.officialAccount).toEqual({
      writingReplies,
      writingHours,
      actingReplies,
      actingSeconds: (minutes ?? 0) * 60,
    })
  })
})
