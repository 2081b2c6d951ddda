import type { Carried, DaySpec, Node, PlainDate } from './node.ts'

/** What a production carries that makes a day. */
export const spec = (day: DaySpec): Carried => ({ spec: day })

/** The days from `from` to `to`, both included. */
export const fixed = (from: PlainDate, to: PlainDate = from): Carried => spec({ type: 'fixed', from, to })

/** Days `from` to `to` of a month; `clamp` where the month's end may come first. */
export const dateSpec = (
  year: Node | undefined,
  month: Node | undefined,
  from: number,
  to: number,
  clamp = false,
): DaySpec => {
  const inYear = year?.n ?? month?.date?.year
  return {
    type: 'date',
    from,
    to,
    ...(inYear === undefined ? {} : { year: inYear }),
    ...(month?.n === undefined ? {} : { month: month.n }),
    ...(month?.hi === undefined ? {} : { monthEnd: month.hi }),
    ...(clamp ? { clamp: true } : {}),
  }
}
