/** What a patient hears of things that happened elsewhere. Source: CP-8 (S3 一(2), 三(2)). */
import type { ConversationState } from '../../domain/conversation.ts'
import type { PatientEvent } from '../../domain/message.ts'
import { line, type Say, say } from '../../domain/say.ts'
import { resumeBelow } from './advance.ts'
import type { Context } from './dialog.ts'
import { andThen, type Outcome, outcome } from './outcome.ts'
import type { Repertoire } from './turn.ts'

const satisfiedQuestion = (ticket: number, text: string, numbered: boolean): Say => ({
  lines: [line('ticket-closed', { ticket: `T${ticket}`, text }), line('ask-satisfied')],
  list: {
    frame: null,
    field: 'satisfied',
    numbered,
    about: ticket,
    options: [
      { id: 'yes', label: line('option-satisfied') },
      { id: 'no', label: line('option-not-satisfied') },
    ],
  },
})

const words = (event: PatientEvent, busy: boolean): Say[] => {
  switch (event.kind) {
    case 'ticket-accepted':
      return [
        say(event.answerBy ? 'ticket-accepted-by' : 'ticket-accepted', {
          ticket: `T${event.ticket}`,
          by: event.by,
          answerBy: event.answerBy ?? '',
        }),
      ]
    case 'ticket-answered':
      return [say('ticket-answered', { ticket: `T${event.ticket}`, text: event.text })]
    case 'ticket-transferred':
      return [say('ticket-transferred', { ticket: `T${event.ticket}`, department: event.department })]
    case 'ticket-closed':
      return [satisfiedQuestion(event.ticket, event.text, !busy)]
    case 'relay-accepted':
      return [say('relay-accepted', { by: event.by })]
    case 'relay-said':
      return [
        {
          lines: [line('relay-said', { by: event.by, text: event.text })],
          ...(event.attachments ? { attachments: event.attachments } : {}),
        },
      ]
    case 'relay-ended':
      return [say('relay-ended-by-staff')]
    case 'task-answered':
      return [say('task-answered', { text: event.text })]
  }
}

/** Takes a staff event in the patient's conversation; a dialog under way goes on where it was. */
export const takeEvent = async (
  { dialogs }: Repertoire,
  state: ConversationState,
  event: PatientEvent,
  context: Context,
): Promise<Outcome> => {
  const says = words(event, state.frames.length > 0)
  if (event.kind !== 'relay-ended') return outcome(state, says)
  return andThen({ says }, await resumeBelow(dialogs, { ...state, relay: null }, context))
}
