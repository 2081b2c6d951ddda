import { Temporal } from 'temporal-polyfill'
import type { DayPart } from '../../domain/hospital.ts'
import type { Exclusion, Moment, PartOfDay, When } from '../../domain/understanding.ts'

export interface HalfDay {
  day: string
  part: DayPart
}

const PARTS: Record<PartOfDay, DayPart[]> = {
  morning: ['morning'],
  noon: ['morning', 'afternoon'],
  afternoon: ['afternoon'],
  evening: ['evening'],
}

/** Part of a day in which a clock time lies. */
const partAt = (time: string): DayPart =>
  time < '13:00' ? 'morning' : time < '18:00' ? 'afternoon' : 'evening'

const excluded = (exclusion: Exclusion, { day, part }: HalfDay): boolean => {
  if ('date' in exclusion) return exclusion.date === day
  if ('weekday' in exclusion) return exclusion.weekday === Temporal.PlainDate.from(day).dayOfWeek
  return PARTS[exclusion.part].includes(part)
}

const momentFits = (
  { date, dateEnd, time, timeEnd, part, open }: Moment & { open?: true },
  half: HalfDay,
): boolean => {
  if (date && open && half.day < date) return false
  if (date && !open && (half.day < date || half.day > (dateEnd ?? date))) return false
  if (part && !PARTS[part].includes(half.part)) return false
  if (time && !timeEnd && !part && partAt(time) !== half.part) return false
  return true
}

/** Whether a half day is among the times a patient spoke of. */
export const fits = (when: Moment | When, half: HalfDay): boolean => {
  const { alternatives, exclude, ...moment } = when as When
  if (exclude?.some((exclusion) => excluded(exclusion, half))) return false
  if (alternatives?.length) return alternatives.some((alternative) => momentFits(alternative, half))
  return momentFits(moment, half)
}
