/** What was done was done once, and said once. */
import { rows } from '../../../prisma/sql.ts'
import { type Broken, brokenRows, type Check, type Evidence, grouped, type Said } from './evidence.ts'
import { bookingCloses } from './rule-book.ts'

const INVARIANT = 'effects once'

const tally = (said: Said[], words: RegExp): Map<string, Said[]> => {
  const found = new Map<string, Said[]>()
  for (const each of said) {
    const key = words.exec(each.text)?.[1]
    if (key === undefined) continue
    const same = found.get(key)
    if (same) same.push(each)
    else found.set(key, [each])
  }
  return found
}

/** Each of `expected` is said exactly once, and nothing else is. */
const saidOnce = (what: string, expected: string[], found: Map<string, Said[]>): Broken[] => [
  ...expected
    .filter((key) => found.get(key)?.length !== 1)
    .map((key) => ({
      invariant: INVARIANT,
      what: `${what} ${key} was said ${found.get(key)?.length ?? 0} times`,
      ...(found.get(key)?.[0] ? { chat: found.get(key)?.[0]?.chat ?? '' } : {}),
    })),
  ...[...found]
    .filter(([key]) => !expected.includes(key))
    .map(([key, [first]]) => ({
      invariant: INVARIANT,
      what: `${what} ${key} was said and does not exist`,
      chat: first?.chat ?? '',
    })),
]

export const bookingsAreSaidOnce: Check = async ({ db, said }) => {
  const numbers = await rows<{ number: string }>(db, 'SELECT number FROM appointment ORDER BY id')
  const told = tally(
    said.filter(({ kind }) => kind === 'private'),
    /(?:约好了！|改好了！新的)预约号 (\d+)/u,
  )
  return saidOnce(
    'booking',
    numbers.map(({ number }) => number),
    told,
  )
}

export const ticketsAreSaidOnce: Check = async ({ db, said }) => {
  const tickets = await rows<{ id: number }>(db, 'SELECT id FROM ticket ORDER BY id')
  const told = tally(
    said.filter(({ kind }) => kind === 'private'),
    /(?:已经登记，|收到您的建议，|谢谢您！)编号 (T\d+)|已经登记（(T\d+)）/u,
  )
  const low = tally(
    said.filter(({ kind }) => kind === 'private'),
    /已经登记（(T\d+)）/u,
  )
  return saidOnce(
    'ticket',
    tickets.map(({ id }) => `T${id}`),
    new Map([...told, ...low]),
  )
}

export const ticketsAreRegisteredOnce: Check = (evidence) =>
  brokenRows(
    evidence,
    INVARIANT,
    `SELECT t.id AS ticket, count(e.id)::int AS registered FROM ticket t
     LEFT JOIN ticket_event e ON e.ticket_id = t.id AND e.kind = 'registered' GROUP BY t.id HAVING count(e.id) <> 1`,
  )

interface CardRow {
  id: number
  first: string
  reopened: number
  transfers: number
}

/** CP-5: the first group has the card, and no group has it oftener than there was cause. */
export const cardsAreOnce: Check = async ({ db, said }) => {
  const tickets = await rows<CardRow>(
    db,
    `SELECT t.id, count(e.id) FILTER (WHERE e.kind = 'reopened')::int AS reopened,
       count(e.id) FILTER (WHERE e.kind = 'transfer')::int AS transfers
     FROM ticket t LEFT JOIN ticket_event e ON e.ticket_id = t.id GROUP BY t.id ORDER BY t.id`,
  )
  const posted = tally(
    said.filter(({ kind }) => kind === 'group'),
    /(?:投诉|建议|表扬) (T\d+) ·/u,
  )
  return tickets.flatMap(({ id, reopened, transfers }): Broken[] => {
    const cards = posted.get(`T${id}`) ?? []
    const perGroup = grouped(cards, ({ chat }) => chat)
    const crowded = [...perGroup].find(([, posts]) => posts.length > 1 + reopened + transfers)
    if (cards.length === 0) return [{ invariant: INVARIANT, what: `no group has the card of T${id}` }]
    return crowded
      ? [{ invariant: INVARIANT, what: `${crowded[1].length} cards of T${id}`, chat: crowded[0] }]
      : []
  })
}

/** One commit says a thing to a group once. */
export const nothingIsPostedTwice: Check = (evidence) => {
  const { said } = evidence
  const posts = grouped(
    said.filter(({ kind }) => kind === 'group'),
    ({ tx, conversation, text }) => `${tx} ${conversation} ${text}`,
  )
  return Promise.resolve(
    [...posts.values()]
      .filter((same) => same.length > 1)
      .map(([first]) => ({
        invariant: INVARIANT,
        what: `posted twice in one commit: ${first?.text.slice(0, 60) ?? ''}`,
        chat: first?.chat ?? '',
      })),
  )
}

interface EndedRow {
  id: number
  status: string
  startsAt: number
  endedAt: number
  reason: string | null
  breaches: number
}

const breachDue = ({ status, startsAt, endedAt }: EndedRow): string | null => {
  if (status === 'missed') return 'no-show'
  if (endedAt < bookingCloses(startsAt)) return null
  if (status === 'cancelled') return 'late-cancel'
  return status === 'moved' ? 'late-change' : null
}

/** AP-4, AP-5: a breach for whoever came not or too late, once, and for nobody else. */
export const breachesAreDue: Check = async ({ db }: Evidence) => {
  const ended = await rows<EndedRow>(
    db,
    `SELECT a.id, a.status, a.starts_at AS "startsAt", a.ended_at AS "endedAt", min(b.reason) AS reason, count(b.id)::int AS breaches
     FROM appointment a LEFT JOIN breach b ON b.appointment_id = a.id GROUP BY a.id ORDER BY a.id`,
  )
  return ended
    .filter((row) => row.reason !== breachDue(row) || row.breaches > 1)
    .map((row) => ({
      invariant: 'breaches',
      what: `visit ${row.id}: ${row.reason ?? 'none'} instead of ${breachDue(row) ?? 'none'}`,
    }))
}

export const surveysAreOnce: Check = (evidence) =>
  brokenRows(
    evidence,
    INVARIANT,
    `SELECT s.appointment_id AS visit, count(*)::int AS surveys FROM survey s WHERE s.appointment_id IS NOT NULL
     GROUP BY 1 HAVING count(*) > 1`,
  )

/** Whatever patients book is on the audit trail, once. */
export const bookingsAreAudited: Check = (evidence) =>
  brokenRows(
    evidence,
    INVARIANT,
    `SELECT a.id AS visit, count(u.id)::int AS entries FROM appointment a
     LEFT JOIN audit u ON u.action = 'visit.book' AND u.subject = 'appointment:' || a.id
       OR u.action = 'visit.move' AND u.subject = 'appointment:' || a.moved_from
     GROUP BY a.id HAVING count(u.id) <> 1`,
  )
