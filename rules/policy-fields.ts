/** The kinds of value a policy is made of, each with its check. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

interface DayRange {
  first: Temporal.PlainDate
  last: Temporal.PlainDate
}

const isTimeZone = (name: string): boolean =>
  Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC'

const oneYear = 366

const daysBetween = ({ first, last }: DayRange): number => first.until(last).days

const readRange = (written: string): DayRange => {
  const [first = '', last = first] = written.split('/')
  return { first: Temporal.PlainDate.from(first), last: Temporal.PlainDate.from(last) }
}

const isDayOrRange = (written: string): boolean => {
  const parts = written.split('/')
  if (parts.length > 2 || !parts.every((part) => z.iso.date().safeParse(part).success)) return false
  const days = daysBetween(readRange(written))
  return days >= 0 && days < oneYear
}

/** Every day of `first/last` (both included) or the one day written, as `YYYY-MM-DD`. */
export const daysOf = (written: string): string[] => {
  const range = readRange(written)
  return Array.from({ length: daysBetween(range) + 1 }, (_, i) => range.first.add({ days: i }).toString())
}

/** Days, written one by one or as `first/last` (both included); read as single dates `YYYY-MM-DD`. */
export const days = z
  .array(
    z.string().refine(isDayOrRange, '应为 2027-10-01 这样的日期，或 2027-10-01/2027-10-07 这样的一段日期'),
  )
  .transform((written) => written.flatMap(daysOf))

/** A time of day `HH:MM` from 00:00 to 23:59. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '应为 16:00 这样的时间')

const closingTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, '应为 17:30 这样的时间，最晚 24:00')

/** A part of a day, from `from` (included) to `to` (excluded). */
export const span = z
  .strictObject({ from: timeOfDay, to: closingTime })
  .refine(({ from, to }) => from < to, '开始时间应早于结束时间')

/** Opening hours: the same spans on each open weekday (1 Monday … 7 Sunday). Unless `onPublicHolidays`, public holidays are closed and make-up workdays open. */
export const businessHours = z.strictObject({
  weekdays: z.array(z.int().min(1).max(7)).min(1),
  spans: z
    .array(span)
    .min(1)
    .refine(
      (spans) => spans.every(({ from }, i) => (spans[i - 1]?.to ?? from) <= from),
      '时段应按先后排列，不能重叠',
    ),
  onPublicHolidays: z.boolean(),
})

export type BusinessHours = z.infer<typeof businessHours>

/** An IANA time zone. */
export const zone = z.string().refine(isTimeZone, '没有这个时区，例如 Asia/Shanghai')

/** A whole number from `least`, with its default and what it means. */
export const count = (byDefault: number, meaning: string, least = 0) =>
  z.int().min(least).default(byDefault).describe(meaning)

/** A share 0…1, with its default and what it means. */
export const share = (byDefault: number, meaning: string) =>
  z.number().min(0).max(1).default(byDefault).describe(meaning)

/** A time of day, with its default and what it means. */
export const at = (byDefault: string, meaning: string) => timeOfDay.default(byDefault).describe(meaning)

/** Opening hours, with their default and what they mean. */
export const hours = (byDefault: BusinessHours, meaning: string) =>
  businessHours.default(byDefault).describe(meaning)
