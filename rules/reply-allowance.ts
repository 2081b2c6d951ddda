import { Temporal } from 'temporal-polyfill'
import type { Policy } from './policy.ts'

/** What somebody last did in an official account, and what was sent to them since. Instants of wall time. */
export interface ReplyWindow {
  /** They wrote. */
  wroteAt: Temporal.Instant | null
  sentSinceWriting: number
  /** They tapped the menu, followed or scanned. */
  actedAt: Temporal.Instant | null
  sentSinceActing: number
}

export interface ReplyAllowance {
  /** How many messages may still be sent at this moment. */
  left: number
  /** Which count the next one is part of: the one that ends sooner. */
  spends: 'acting' | 'writing' | null
  /** When nothing may be sent any more without them writing again; null where that is so already. */
  endsAt: Temporal.Instant | null
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0

interface Grant {
  spends: 'acting' | 'writing'
  left: number
  endsAt: Temporal.Instant
}

const grant = (
  spends: Grant['spends'],
  from: Temporal.Instant | null,
  left: number,
  seconds: number,
): Grant[] => (from === null || left <= 0 ? [] : [{ spends, left, endsAt: from.add({ seconds }) }])

const SECONDS_AN_HOUR = 3_600

/**
 * How many customer-service messages WeChat still takes for somebody at `now`: some after a message of theirs within 48 hours
 * (the end excluded), fewer after a tap, a follow or a scan within a minute; each new one counts afresh. Replies within the
 * request itself and template messages are not counted. Source: SD-6 (WeChat's rules for customer-service messages of 2023-06-12).
 */
export const replyAllowance = (
  { wroteAt, sentSinceWriting, actedAt, sentSinceActing }: ReplyWindow,
  now: Temporal.Instant,
  { officialAccount: rule }: Policy,
): ReplyAllowance => {
  const grants = [
    ...grant('acting', actedAt, rule.actingReplies - sentSinceActing, rule.actingSeconds),
    ...grant('writing', wroteAt, rule.writingReplies - sentSinceWriting, rule.writingHours * SECONDS_AN_HOUR),
  ]
    .filter(({ endsAt }) => isBefore(now, endsAt))
    .toSorted((a, b) => Temporal.Instant.compare(a.endsAt, b.endsAt))
  return {
    left: grants.reduce((sum, { left }) => sum + left, 0),
    spends: grants[0]?.spends ?? null,
    endsAt: grants.at(-1)?.endsAt ?? null,
  }
}
