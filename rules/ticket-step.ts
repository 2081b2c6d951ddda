import type { TicketStatus } from '../domain/records.ts'
import type { Result } from '../domain/result.ts'
import { ok, refused } from '../domain/result.ts'

export type { TicketStatus } from '../domain/records.ts'

/** `conclude` is the director's closing with a reason, though the patient is not satisfied. */
export type TicketCommand = 'accept' | 'note' | 'answer' | 'transfer' | 'close' | 'reopen' | 'conclude'

export type TicketRefusal = 'already-accepted' | 'not-accepted' | 'not-answered' | 'not-closed' | 'closed'

type Next = TicketStatus | { refused: TicketRefusal }

const no = (reason: TicketRefusal): Next => ({ refused: reason })

/** A transfer has to be accepted again by whom it goes to; only what was answered is closed. */
const steps: Record<TicketStatus, Record<TicketCommand, Next>> = {
  open: {
    accept: 'accepted',
    note: 'open',
    answer: no('not-accepted'),
    transfer: 'open',
    close: no('not-accepted'),
    reopen: no('not-closed'),
    conclude: 'closed',
  },
  accepted: {
    accept: no('already-accepted'),
    note: 'accepted',
    answer: 'answered',
    transfer: 'open',
    close: no('not-answered'),
    reopen: no('not-closed'),
    conclude: 'closed',
  },
  answered: {
    accept: no('already-accepted'),
    note: 'answered',
    answer: 'answered',
    transfer: 'open',
    close: 'closed',
    reopen: no('not-closed'),
    conclude: 'closed',
  },
  closed: {
    accept: no('closed'),
    note: no('closed'),
    answer: no('closed'),
    transfer: no('closed'),
    close: no('closed'),
    reopen: 'reopened',
    conclude: no('closed'),
  },
  reopened: {
    accept: 'accepted',
    note: 'reopened',
    answer: no('not-accepted'),
    transfer: 'reopened',
    close: no('not-accepted'),
    reopen: no('not-closed'),
    conclude: 'closed',
  },
}

/** The status of a ticket after a command, or why it does not apply. Source: CP-3 (S0 四), CP-5 (S0 接待投诉四), CP-7 (S3 一.3), CP-9 (S3 三.3). */
export const ticketStep = (
  status: TicketStatus,
  command: TicketCommand,
): Result<TicketStatus, TicketRefusal> => {
  const next = steps[status][command]
  return typeof next === 'string' ? ok(next) : refused(next.refused)
}
