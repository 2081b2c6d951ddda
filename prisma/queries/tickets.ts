import type { TicketRecord, TicketStory } from '../../domain/records.ts'
import { at, type Db, first, rows, touched } from '../sql.ts'
import type { Vault } from '../vault.ts'

const COLUMNS = `id, kind, class, severity, department, level, status, account_id AS account, conversation_id AS conversation, owner,
  opened_at AS "openedAt", accepted_at AS "acceptedAt", closed_at AS "closedAt"`

export const nextTicketNumber = async (db: Db): Promise<number> =>
  (await first<{ n: number }>(db, `SELECT nextval(pg_get_serial_sequence('ticket', 'id')) AS n`))?.n ?? 0

export interface NewTicketRow {
  id: number
  kind: string
  class: string
  severity: string
  department: string | null
  account: number | null
  conversation: number | null
  story: TicketStory
  now: number
  effectKey: string
}

/** False if it was lodged already. */
export const insertTicket = async (db: Db, vault: Vault, ticket: NewTicketRow): Promise<boolean> =>
  (await touched(
    db,
    `INSERT INTO ticket (id, kind, class, severity, department, status, account_id, conversation_id, sealed, opened_at, effect_key)
     VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
    [
      ticket.id,
      ticket.kind,
      ticket.class,
      ticket.severity,
      ticket.department,
      ticket.account,
      ticket.conversation,
      vault.seal(ticket.story),
      at(ticket.now),
      ticket.effectKey,
    ],
  )) === 1

export const ticketById = (db: Db, id: number): Promise<TicketRecord | null> =>
  first(db, `SELECT ${COLUMNS} FROM ticket WHERE id = $1`, [id])

/** The same, locked for the rest of the transaction. */
export const lockTicket = (db: Db, id: number): Promise<TicketRecord | null> =>
  first(db, `SELECT ${COLUMNS} FROM ticket WHERE id = $1 FOR UPDATE`, [id])

/** When a ticket was opened last, or opened again, epoch milliseconds. */
export const lastOpenedAt = async (db: Db, id: number): Promise<number | null> =>
  (
    await first<{ at: number | null }>(
      db,
      `SELECT max(at) AS at FROM ticket_event WHERE ticket_id = $1 AND kind IN ('registered', 'reopened')`,
      [id],
    )
  )?.at ?? null

export const storyOfTicket = async (db: Db, vault: Vault, id: number): Promise<TicketStory | null> => {
  const found = await first<{ sealed: Buffer }>(db, 'SELECT sealed FROM ticket WHERE id = $1', [id])
  return found ? vault.open<TicketStory>(found.sealed) : null
}

export const ticketsOfAccount = (db: Db, account: number): Promise<TicketRecord[]> =>
  rows(
    db,
    `SELECT ${COLUMNS} FROM ticket WHERE account_id = $1 AND kind = 'complaint' ORDER BY id DESC LIMIT 20`,
    [account],
  )

export interface TicketChange {
  status: string
  owner: string | null
  department: string | null
  level: number
  acceptedAt: number | null
  answered: boolean
  closed: boolean
  now: number
}

export const updateTicket = (db: Db, id: number, change: TicketChange): Promise<number> =>
  touched(
    db,
    `UPDATE ticket SET status = $2, owner = $3, department = $4, level = $5, accepted_at = $6,
       answered_at = CASE WHEN $7 THEN $9 ELSE answered_at END, closed_at = CASE WHEN $8 THEN $9::timestamptz ELSE NULL END
     WHERE id = $1`,
    [
      id,
      change.status,
      change.owner,
      change.department,
      change.level,
      change.acceptedAt === null ? null : at(change.acceptedAt),
      change.answered,
      change.closed,
      at(change.now),
    ],
  )

export interface NewTicketEvent {
  ticket: number
  kind: string
  now: number
  staff?: string
  group?: string
  data?: Record<string, unknown>
  text?: string
}

/** Appends to the ticket's record; nothing of it is ever changed. Source: CP-7. */
export const appendTicketEvent = (db: Db, vault: Vault, event: NewTicketEvent): Promise<number> =>
  touched(
    db,
    `INSERT INTO ticket_event (ticket_id, kind, at, staff, group_key, data, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      event.ticket,
      event.kind,
      at(event.now),
      event.staff ?? null,
      event.group ?? null,
      JSON.stringify(event.data ?? {}),
      event.text === undefined ? null : vault.seal(event.text),
    ],
  )
