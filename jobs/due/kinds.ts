/** Every kind of due thing, by name; a new one is added here. */
import { dropUnconsented } from './drop-unconsented.ts'
import type { HospitalDue, PatientDue } from './due-context.ts'
import { forgetMessages } from './forget-messages.ts'
import { makeSessionsDue } from './make-sessions.ts'
import { relayIdle, relayUnanswered } from './relay.ts'
import { reminder } from './reminder.ts'
import { survey } from './survey.ts'
import { ticketDeadline } from './ticket-deadline.ts'
import { ticketProgress } from './ticket-progress.ts'
import { triageList } from './triage-list.ts'

export const PATIENT_DUES: Record<string, PatientDue> = {
  'reminder-week': reminder('week'),
  'reminder-day': reminder('day'),
  survey,
  'ticket-progress': ticketProgress,
  'relay-unanswered': relayUnanswered,
  'relay-idle': relayIdle,
  'drop-unconsented': dropUnconsented,
}

export const HOSPITAL_DUES: Record<string, HospitalDue> = {
  'ticket-respond': ticketDeadline,
  'ticket-accept': ticketDeadline,
  'ticket-plan': ticketDeadline,
  'ticket-answer': ticketDeadline,
  'ticket-settle': ticketDeadline,
  'ticket-rectify': ticketDeadline,
  'ticket-reply': ticketDeadline,
  'triage-list': triageList,
  'make-sessions': makeSessionsDue,
  'forget-messages': forgetMessages,
}
