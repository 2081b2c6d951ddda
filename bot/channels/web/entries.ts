/** What a chat's page shows: what was written and what was said, in the order of the clock on the wall. */
import type { Arrival, AttachmentRef, OutboundMessage } from '../../../domain/message.ts'
import type { Entry, EntryAttachment } from '../../../domain/web-api.ts'
import type { Database } from '../../../prisma/database.ts'
import { arrivalsOf } from '../../../prisma/queries/inbox.ts'
import { messagesOf } from '../../../prisma/queries/outbox.ts'
import { localTime } from '../../../domain/local-time.ts'

export interface Cursor {
  inbox: number
  outbox: number
}

export interface Reading {
  database: Database
  zone: string
  /** Whose words they are in a group. */
  nameOf: (sender: string) => string | undefined
  /** Path under which this page fetches an attachment. */
  hrefOf: (id: string) => string
}

const files = (
  refs: AttachmentRef[] | undefined,
  hrefOf: Reading['hrefOf'],
): { attachments?: EntryAttachment[] } => {
  const attachments = (refs ?? []).flatMap(({ id, kind, name }) =>
    id ? [{ id, kind, name: name ?? '附件', href: hrefOf(id) }] : [],
  )
  return attachments.length > 0 ? { attachments } : {}
}

const STAFF = 'staff:'

interface Placed {
  order: number
  entry: Entry
}

const written = (
  reading: Reading,
  row: { id: number; sealed: Buffer; at: number; acceptedAt: number },
): Placed[] => {
  const arrival = reading.database.vault.open<Arrival>(row.sealed)
  if (arrival.kind !== 'message') return []
  const { sender, text, externalId, attachments } = arrival.message
  const who = sender.startsWith(STAFF) ? reading.nameOf(sender.slice(STAFF.length)) : undefined
  const entry: Entry = {
    id: `i${row.id}`,
    from: sender.startsWith(STAFF) ? 'staff' : 'patient',
    ...(who === undefined ? {} : { who }),
    text,
    at: localTime(row.at, reading.zone),
    clientId: externalId.split('/').at(-1) ?? externalId,
    ...files(attachments, reading.hrefOf),
  }
  return [{ order: row.acceptedAt, entry }]
}

const said = (reading: Reading, row: { id: number; sealed: Buffer; at: number; sentAt: number }): Placed => {
  const { text, list, options, numbered, attachments } = reading.database.vault.open<OutboundMessage>(
    row.sealed,
  )
  const entry: Entry = {
    id: `o${row.id}`,
    from: 'bot',
    text,
    at: localTime(row.at, reading.zone),
    ...(list && options ? { list, options, numbered: numbered === true } : {}),
    ...files(attachments, reading.hrefOf),
  }
  return { order: row.sentAt, entry }
}

/** Newest entries of a conversation after a cursor, oldest first, and the cursor to go on from. */
export const entriesAfter = async (
  reading: Reading,
  conversation: number,
  cursor: Cursor,
  limit = 200,
): Promise<{ entries: Entry[]; cursor: Cursor }> => {
  const { pool } = reading.database
  const [inbox, outbox] = await Promise.all([
    arrivalsOf(pool, conversation, cursor.inbox, limit),
    messagesOf(pool, conversation, cursor.outbox, limit),
  ])
  const placed = [
    ...inbox.flatMap((row) => written(reading, row)),
    ...outbox.map((row) => said(reading, row)),
  ]
  const entries = placed
    .toSorted((a, b) => a.order - b.order)
    .slice(-limit)
    .map(({ entry }) => entry)
  return {
    entries,
    cursor: { inbox: inbox[0]?.id ?? cursor.inbox, outbox: outbox[0]?.id ?? cursor.outbox },
  }
}
