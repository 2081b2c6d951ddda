import type { StaffRole } from '../domain/hospital.ts'

const reviewers: readonly StaffRole[] = ['customer-office', 'administrator']

/** Whether a member of staff may see what was not understood, and label it. Source: DU-2 (S0, S4 职责). */
export const mayReview = (roles: readonly { role: StaffRole }[]): boolean =>
  roles.some(({ role }) => reviewers.includes(role))
