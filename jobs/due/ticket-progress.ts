import { say } from '../../domain/say.ts'
import { ticketById } from '../../prisma/queries/tickets.ts'
import { nothing, type PatientDue, subjectId } from './due-context.ts'

/** Tells the patient how the ticket stands, at least at a set interval while it lasts. Source: CP-8 (S3 三.2). */
export const ticketProgress: PatientDue = async (due, { db }) => {
  const ticket = await ticketById(db, subjectId(due))
  if (!ticket || ticket.status === 'closed') return nothing
  return {
    says: [say('ticket-progress', { ticket: `T${ticket.id}`, status: ticket.status })],
    effects: [{ kind: 'progress-told', key: `progress:${due.id}`, ticket: ticket.id }],
  }
}
