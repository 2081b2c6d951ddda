import { line, say } from '../../domain/say.ts'
import type { TicketRecord } from '../../domain/records.ts'
import { Temporal } from 'temporal-polyfill'
import type { Answer } from '../engine/turn.ts'
import { visitWords } from '../facts/appointment.ts'
import { departmentName, instantWords } from '../words.ts'
import type { World } from '../world.ts'

/** One's own visits. */
export const visits: Answer = async (_heard, { world }) => {
  const open = await world.visits()
  if (open.length === 0) return [say('no-visits')]
  const rows = open.map((visit) =>
    line('visit-row', { visit: visitWords(world, visit), number: visit.number, room: visit.room }),
  )
  return [{ lines: [line('visits'), ...rows, line('visits-hint')] }]
}

const row = (world: World, { id, status, openedAt, department }: TicketRecord) =>
  line('ticket-row', {
    ticket: `T${id}`,
    opened: instantWords(Temporal.Instant.fromEpochMilliseconds(openedAt), world.policy.zone),
    status: status,
    department: department ? departmentName(world, department) : '',
  })

const SHOWN = 5

/** How one's tickets stand. Somebody else's number is answered like none. Source: CP-8 (S3 一(2)). */
export const progress: Answer = async ({ understanding: { entities } }, { world }) => {
  const own = await world.tickets()
  if (own.length === 0) return [say('no-tickets')]
  const asked = own.filter(({ id }) => id === entities.ticketNumber)
  if (entities.ticketNumber !== undefined && asked.length === 0) return [say('ticket-not-yours')]
  const shown = asked.length > 0 ? asked : own.slice(0, SHOWN)
  return [{ lines: [line('tickets'), ...shown.map((ticket) => row(world, ticket))] }]
}
