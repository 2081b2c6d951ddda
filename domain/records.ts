/** Records as the rest of the product reads them: instants are epoch milliseconds, days `YYYY-MM-DD`. */
import type { ClinicType, DayPart, GroupKind } from './hospital.ts'
import type { ComplaintClass, ComplaintKind, Severity } from './understanding.ts'

export interface OpenPeriod {
  period: number
  session: number
  department: string
  doctor: string | null
  clinicType: ClinicType
  day: string
  part: DayPart
  room: string
  feeFen: number
  startsAt: number
  endsAt: number
  /** Places left. */
  free: number
}

/** Identity as a person gave it. */
export interface Identity {
  name: string
  idNumber: string
  phone: string
}

export interface KnownPerson extends Identity {
  id: string
  relation: string
  /** Consent to keep identity for booking is in force. */
  consented: boolean
}

export type AppointmentStatus =
  | 'requested'
  | 'booked'
  | 'refused'
  | 'attended'
  | 'missed'
  | 'cancelled'
  | 'moved'
  | 'stopped'

export interface AppointmentRecord {
  id: number
  number: string
  person: string
  account: number
  period: number
  department: string
  doctor: string | null
  clinicType: ClinicType
  room: string
  day: string
  startsAt: number
  endsAt: number
  status: AppointmentStatus
  confirmedAt: number | null
}

export type TicketStatus = 'open' | 'accepted' | 'answered' | 'closed' | 'reopened'

/** Every status but closed. */
export const TICKETS_UNDER_WAY: TicketStatus[] = ['open', 'accepted', 'answered', 'reopened']

export interface TicketRecord {
  id: number
  kind: ComplaintKind
  class: ComplaintClass
  severity: Severity
  department: string | null
  level: number
  status: TicketStatus
  account: number | null
  conversation: number | null
  owner: string | null
  openedAt: number
  acceptedAt: number | null
  closedAt: number | null
}

/** What a ticket's card is made of; sealed at rest. */
export interface TicketStory {
  story: string
  person: string | null
  when: string | null
  name: string | null
  phone: string | null
  attachments: string[]
  /** Other names that would tell who complains, hidden where the story is shown. */
  hide?: string[]
}

export interface RelayRecord {
  id: number
  conversation: number
  group: string
  status: 'waiting' | 'on' | 'ended'
  acceptedBy: string | null
  openedAt: number
  lastAt: number
}

export interface StaffActor {
  key: string
  name: string
  roles: { role: string; department?: string }[]
}

export interface GroupOfChat {
  key: string
  name: string
  kind: GroupKind
  department?: string
}
