import type { IdProblem, Span } from '../../domain/understanding.ts'
import { readChoice } from './choice.ts'
import { digitRunsOf } from './digit-runs.ts'
import { readIdNumbers } from './id-numbers.ts'
import { readPhones } from './phones.ts'
import { readBookings, readScores, readTickets } from './references.ts'

export interface Numbers {
  idNumber: string | null
  idInvalid?: IdProblem
  phone: string | null
  bookingNumber?: string
  ticketNumber?: number
  choice?: number
  score?: number
  spans: Span[]
}

/** Takes the place of what has been read; belongs to no number and joins none. */
const READ = '\u0001'
const DROPPED_BEFORE =
  /(?:不是|别用|不用|不要|旧(?:号|的)?|原来(?:的|是)?|以前(?:的|是)?|之前(?:的|是)?|(?:写|打|输|填|说)错(?:成|为)|(?<![0-9X\s,])(?:写|打|输|填|说)错了?|把)[^0-9,。;]{0,8}$/
const PREFERRED_BEFORE =
  /(?:改成?|换成?|改为|更正|应该是|新(?:号|的|手机|电话)?|现在(?:的|用)?|而是|是不对|写错了?|打错了?|说错了?|不对)[^0-9]{0,8}$/

/** Of several numbers the one that holds: those taken back are dropped, a correction wins, else the first. */
const standing = <T extends Span>(text: string, found: T[]): T | undefined => {
  const before = ({ start }: Span): string => text.slice(Math.max(0, start - 14), start)
  const kept = found.filter((one) => !DROPPED_BEFORE.test(before(one)))
  return kept.findLast((one) => PREFERRED_BEFORE.test(before(one))) ?? kept[0]
}

const blank = (text: string, spans: Span[]): string =>
  spans.reduce(
    (left, { start, end }) => left.slice(0, start) + READ.repeat(end - start) + left.slice(end),
    text,
  )

const spanOf = ({ start, end }: Span): Span => ({ start, end })

/**
 * The numbers of a normalised text: ID number before phone, then booking and ticket numbers, a choice, a score.
 * `today` (`YYYY-MM-DD`) refuses births in the future.
 */
export const readNumbers = (text: string, { today }: { today?: string } = {}): Numbers => {
  const ids = readIdNumbers(text, digitRunsOf(text), today)
  const withoutIds = blank(text, ids)
  const phones = readPhones(withoutIds, digitRunsOf(withoutIds))
  const rest = blank(withoutIds, phones)
  const tickets = readTickets(rest)
  const bookings = readBookings(blank(rest, tickets))
  const scores = readScores(rest)
  const id = standing(text, ids)
  const booking = standing(text, bookings)
  const ticket = tickets[0]
  const score = scores.at(-1)
  const choice = ticket ? undefined : readChoice(rest)
  return {
    idNumber: id?.number ?? null,
    ...(id?.problem && { idInvalid: id.problem }),
    phone: standing(text, phones)?.number ?? null,
    ...(booking && { bookingNumber: booking.number }),
    ...(ticket && { ticketNumber: ticket.number }),
    ...(choice !== undefined && { choice }),
    ...(score && { score: score.number }),
    spans: [...ids, ...phones, ...bookings, ...tickets, ...scores]
      .map(spanOf)
      .sort((a, b) => a.start - b.start),
  }
}
