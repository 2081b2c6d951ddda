import { Temporal } from 'temporal-polyfill'
import type { Result } from '../domain/result.ts'
import { ok, refused } from '../domain/result.ts'
import type { Policy } from './policy.ts'

export interface OpenVisit {
  /** Key of the department. */
  department: string
  day: Temporal.PlainDate
}

/**
 * Whether a person with these open visits (requested or booked, not yet over) may have one more; the visit that is
 * being moved is not among them. Source: AP-16 (S4 检查预约), AP-5 (S1 六).
 */
export const bookingLimits = (
  open: OpenVisit[],
  wanted: OpenVisit,
  { booking }: Policy,
): Result<true, 'same-department-and-day' | 'too-many-open-visits'> => {
  const alike = open.filter(
    ({ department, day }) =>
      department === wanted.department && Temporal.PlainDate.compare(day, wanted.day) === 0,
  )
  if (alike.length >= booking.maxOpenPerDepartmentAndDay)
    return refused('same-department-and-day', { limit: booking.maxOpenPerDepartmentAndDay })
  if (open.length >= booking.maxOpen) return refused('too-many-open-visits', { limit: booking.maxOpen })
  return ok(true)
}
