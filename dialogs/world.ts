import type { Temporal } from 'temporal-polyfill'
import type { Hospital } from '../domain/hospital.ts'
import type { AppointmentRecord, KnownPerson, OpenPeriod, TicketRecord } from '../domain/records.ts'
import type { Policy } from '../rules/policy.ts'

export interface PeriodQuery {
  department: string
  doctor?: string
  clinicType?: string
  /** `YYYY-MM-DD`, inclusive. */
  from: string
  /** `YYYY-MM-DD`, inclusive. */
  to: string
}

/** What dialogs may read of the world; each call sees the present state. */
export interface World {
  now: Temporal.Instant
  policy: Policy
  hospital: Hospital
  /** Account that writes. */
  account: number
  /** Periods of open sessions in order of time, full ones included. */
  periods(query: PeriodQuery): Promise<OpenPeriod[]>
  /** People this account has booked for and who were not erased. */
  persons(): Promise<KnownPerson[]>
  /** Person with this ID number, whoever brought them. */
  personByIdNumber(idNumber: string): Promise<{ id: string; name: string } | null>
  /** Open visits of this account, in order of time. */
  visits(): Promise<AppointmentRecord[]>
  /** Open visits of a person, in order of time. */
  visitsOf(person: string): Promise<AppointmentRecord[]>
  /** Visit by id, whatever its status, if it belongs to this account. */
  visit(id: number): Promise<AppointmentRecord | null>
  /** Whether a visit has been rated with a questionnaire. */
  isRated(visit: number, questionnaire: string): Promise<boolean>
  breachesOf(person: string): Promise<{ at: number; forgiven: boolean }[]>
  /** Tickets of this account, newest first. */
  tickets(): Promise<TicketRecord[]>
  /** Numbers are drawn ahead, so that the words of a turn can name what its commit creates; gaps are harmless. */
  newBookingNumber(): Promise<string>
  newTicketNumber(): Promise<number>
  newRelayNumber(): Promise<number>
}
