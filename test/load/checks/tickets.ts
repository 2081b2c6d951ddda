/** The clocks of every ticket, played again from its record by the rule book. */
import { rows } from '../../../prisma/sql.ts'
import type { Broken, Check } from './evidence.ts'
import { isoOf } from './evidence.ts'
import { CUSTOMER_OFFICE, deadlinesOf, ESCALATES_AGAIN_AFTER, LEADERSHIP, progressAt } from './rule-book.ts'

interface Event {
  kind: string
  at: number
  department: string | null
}

interface TicketRow {
  id: number
  kind: string
  severity: string
  chat: string | null
  events: Event[]
}

interface Life {
  ticket: TicketRow
  waiting: Map<string, number>
  past: string[]
  escalated: string[]
  level: number
  /** Open or reopened: nobody has it yet. */
  unaccepted: boolean
  closed: boolean
  openedAt: number
  department: string | null
}

const written = (kind: string, at: number, status: string): string => `${kind} ${isoOf(at)} ${status}`

const withdraw = (life: Life, kinds: string[]): void => {
  for (const kind of kinds) {
    const at = life.waiting.get(kind)
    if (at !== undefined) life.past.push(written(kind, at, 'withdrawn'))
    life.waiting.delete(kind)
  }
}

const ONLY_REMINDS = ['ticket-plan', 'ticket-rectify']

/** CP-6: one level up; while nobody accepts, again after an hour. */
const runOut = (life: Life, kind: string, at: number): void => {
  if (life.closed || ONLY_REMINDS.includes(kind)) return
  const lowest = life.department === null ? CUSTOMER_OFFICE : 0
  life.level = Math.min(Math.max(life.level + 1, lowest), LEADERSHIP)
  life.escalated.push(`${isoOf(at)} level ${life.level}`)
  if (life.unaccepted && kind === 'ticket-accept' && life.level < LEADERSHIP)
    life.waiting.set(kind, at + ESCALATES_AGAIN_AFTER)
}

/** Everything that runs out up to an instant, in order. */
const pass = (life: Life, until: number): void => {
  for (;;) {
    const [next] = [...life.waiting].toSorted((a, b) => a[1] - b[1])
    if (!next || next[1] > until) return
    const [kind, at] = next
    life.waiting.delete(kind)
    life.past.push(written(kind, at, 'done'))
    if (kind !== 'ticket-progress') runOut(life, kind, at)
    else if (!life.closed) life.waiting.set(kind, progressAt(at))
  }
}

const tell = (life: Life, at: number): void => {
  if (life.ticket.kind === 'complaint' && life.ticket.chat !== null)
    life.waiting.set('ticket-progress', progressAt(at))
}

const open = (life: Life, at: number): void => {
  life.openedAt = at
  life.unaccepted = true
  life.closed = false
  for (const [kind, by] of deadlinesOf(life.ticket.kind, life.ticket.severity, at)) life.waiting.set(kind, by)
  tell(life, at)
}

const ALL = [...deadlinesOf('complaint', 'simple', 0).keys()]
const ANEW = ['ticket-respond', 'ticket-accept', 'ticket-plan']

/** CP-3, CP-4: its own time for the new department; what was promised to the patient stays. */
const transfer = (life: Life, { at, department }: Event): void => {
  withdraw(life, ALL)
  life.unaccepted = true
  life.department = department
  const { kind, severity } = life.ticket
  for (const [step, by] of deadlinesOf(kind, severity, at))
    if (ANEW.includes(step)) life.waiting.set(step, by)
  for (const [step, by] of deadlinesOf(kind, severity, life.openedAt))
    if (!ANEW.includes(step) && by > at) life.waiting.set(step, by)
  tell(life, at)
}

const STEPS: Record<string, (life: Life, event: Event) => void> = {
  registered: (life, { at }) => open(life, at),
  accept: (life, { at }) => {
    withdraw(life, ['ticket-respond', 'ticket-accept'])
    life.unaccepted = false
    tell(life, at)
  },
  note: (life) => withdraw(life, ['ticket-plan']),
  answer: (life, { at }) => {
    withdraw(life, ['ticket-plan', 'ticket-answer', 'ticket-reply'])
    tell(life, at)
  },
  transfer,
  close: (life) => {
    withdraw(life, [...ALL, 'ticket-progress'])
    life.closed = true
  },
  reopened: (life, { at }) => {
    life.level = Math.min(
      Math.max(life.level + 1, life.department === null ? CUSTOMER_OFFICE : 0),
      LEADERSHIP,
    )
    open(life, at)
  },
  satisfied: (life) => withdraw(life, [...ALL, 'ticket-progress']),
  escalated: () => undefined,
}

/** 办结 with words is an answer and the end in one command: the patient hears the end only. */
const closesAtOnce = (event: Event, next: Event | undefined): boolean =>
  event.kind === 'answer' && next?.kind === 'close' && next.at === event.at

const live = (ticket: TicketRow, now: number): Life => {
  const [first] = ticket.events
  const life: Life = {
    ticket,
    waiting: new Map(),
    past: [],
    escalated: [],
    level: 0,
    unaccepted: true,
    closed: false,
    openedAt: first?.at ?? 0,
    department: first?.department ?? null,
  }
  for (const [index, event] of ticket.events.entries()) {
    pass(life, event.at)
    if (!closesAtOnce(event, ticket.events[index + 1])) STEPS[event.kind]?.(life, event)
  }
  pass(life, now)
  return life
}

/** A ticket's department as it was after an event. */
const DEPARTMENT_THEN = `(SELECT w.row->>'department' FROM rehearsal.written w
  WHERE w.what IN ('ticket insert', 'ticket update') AND w.id = t.id AND w.at <= e.at ORDER BY w.n DESC LIMIT 1)`

const TICKETS = `SELECT t.id, t.kind, t.severity, c.chat,
    (SELECT jsonb_agg(jsonb_build_object('kind', e.kind, 'at', extract(epoch FROM e.at) * 1000, 'department', ${DEPARTMENT_THEN})
       ORDER BY e.id) FROM ticket_event e WHERE e.ticket_id = t.id) AS events
  FROM ticket t LEFT JOIN conversation c ON c.id = t.conversation_id ORDER BY t.id`

const compare = (what: string, wanted: string[], got: string[], chat: string | null): Broken[] => {
  const [a, b] = [wanted.toSorted().join('; '), got.toSorted().join('; ')]
  const broken = { invariant: 'ticket clocks', what: `${what}: ${b} instead of ${a}` }
  return a === b ? [] : [chat === null ? broken : { ...broken, chat }]
}

export const clocksAreRight: Check = async ({ db, now }) => {
  const tickets = await rows<TicketRow>(db, TICKETS)
  const due = await rows<{ subject: string; kind: string; dueAt: number; status: string }>(
    db,
    `SELECT subject, kind, due_at AS "dueAt", status FROM due WHERE subject LIKE 'ticket:%'`,
  )
  const raised = await rows<{ ticket: number; at: number; level: number }>(
    db,
    `SELECT ticket_id AS ticket, at, (data->>'level')::int AS level FROM ticket_event WHERE kind = 'escalated'`,
  )
  return tickets.flatMap((ticket) => {
    const life = live(ticket, now)
    const waiting = [...life.waiting].map(([kind, at]) => written(kind, at, 'waiting'))
    const rowsOf = due.filter(({ subject }) => subject === `ticket:${ticket.id}`)
    const levels = raised.filter((each) => each.ticket === ticket.id)
    return [
      ...compare(
        `T${ticket.id}`,
        [...life.past, ...waiting],
        rowsOf.map(({ kind, dueAt, status }) => written(kind, dueAt, status)),
        ticket.chat,
      ),
      ...compare(
        `T${ticket.id} escalated`,
        life.escalated,
        levels.map(({ at, level }) => `${isoOf(at)} level ${level}`),
        ticket.chat,
      ),
    ]
  })
}
