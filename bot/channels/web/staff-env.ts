import type { Hospital, StaffMember } from '../../../domain/hospital.ts'

/** What every request of a signed-in member of staff carries. */
export interface StaffEnv {
  Variables: { member: StaffMember; hospital: Hospital }
}
