/** What a turn does to the world, as data; each runs once, in the turn's own commit. */
import type { Identity } from './records.ts'
import type { Say } from './say.ts'
import type { ComplaintClass, ComplaintKind, Intent, Severity } from './understanding.ts'
import type { GroupKind } from './hospital.ts'

export type PersonRef = { id: string } | { identity: Identity; relation: string; consent: string }

export type Effect =
  | { kind: 'book'; key: string; number: string; period: number; person: PersonRef; visitType: string | null }
  | { kind: 'move'; key: string; number: string; appointment: number; period: number; breach: boolean }
  | { kind: 'cancel'; key: string; appointment: number; breach: boolean }
  | { kind: 'confirm-visit'; key: string; appointment: number }
  | {
      kind: 'lodge'
      key: string
      ticket: number
      ticketKind: ComplaintKind
      class: ComplaintClass
      severity: Severity
      department: string | null
      story: string
      person: string | null
      when: string | null
      name: string | null
      phone: string | null
      attachments: string[]
    }
  | {
      kind: 'rate'
      key: string
      questionnaire: string
      appointment: number | null
      answers: Record<string, string | number>
      comment: string | null
    }
  | { kind: 'reopen'; key: string; ticket: number; why: string | null }
  | { kind: 'satisfied'; key: string; ticket: number }
  | { kind: 'progress-told'; key: string; ticket: number }
  | { kind: 'open-relay'; key: string; relay: number; topic: string | null }
  | { kind: 'relay-say'; key: string; relay: number; text: string; attachments: string[] }
  | { kind: 'end-relay'; key: string; relay: number; by: 'patient' | 'time' }
  | {
      kind: 'task'
      key: string
      taskKind: string
      group: GroupRef
      subject: string
      text: string
      phone: string | null
    }
  | { kind: 'post'; group: GroupRef; say: Say }
  | { kind: 'withdraw-consent'; key: string; person: string }
  | { kind: 'erase-person'; key: string; person: string }
  /** `text` is masked before it is kept, or not kept. */
  | { kind: 'learn'; how: LearntHow; text: string; guesses: Intent[]; choice: Intent | null }
  | {
      kind: 'hide-identity'
      key: string
      /** Arrivals with the text that stays of them. */
      messages: { id: number; text: string }[]
      /** Arrival from which on, and epoch milliseconds at which, it goes on. */
      next: { from: number; dueAt: number; all?: boolean } | null
    }

/** Not understood; one of the guesses was picked; corrected by the next message. */
export type LearntHow = 'unsure' | 'chosen' | 'corrected'

export type EffectKind = Effect['kind']

export interface GroupRef {
  kind: GroupKind
  department?: string
}

/** Why an effect could not be carried out; each is the key of a text. */
export type Refusal =
  | 'refused-place-taken'
  | 'refused-name-mismatch'
  | 'refused-booked-that-day'
  | 'refused-same-time'
  | 'refused-already-ended'
  | 'refused-relay-ended'
  | 'refused-ticket-gone'
