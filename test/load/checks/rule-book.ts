/** The times of the rule books, worked out by hand from docs/rules.md and not by the product's rules. Milliseconds, China time. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const EAST = 8 * HOUR

/** Midnight of the day in which an instant lies. */
export const midnightOf = (at: number): number => Math.floor((at + EAST) / DAY) * DAY - EAST

const timeOf = (at: number): number => at - midnightOf(at)

/** State Council, arrangement of holidays for 2026. */
const HOLIDAYS_2026 = [
  ['01-01', 3],
  ['02-15', 9],
  ['04-04', 3],
  ['05-01', 5],
  ['06-19', 3],
  ['09-25', 3],
  ['10-01', 7],
] as const
const MAKE_UP_2026 = ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'].map((day) =>
  Date.parse(`2026-${day}T00:00:00+08:00`),
)

const isHoliday = (midnight: number): boolean =>
  HOLIDAYS_2026.some(([from, days]) => {
    const first = Date.parse(`2026-${from}T00:00:00+08:00`)
    return midnight >= first && midnight < first + days * DAY
  })

const isWeekend = (midnight: number): boolean => [0, 6].includes(new Date(midnight + EAST).getUTCDay())

const isDayOff = (midnight: number): boolean =>
  isHoliday(midnight) || (isWeekend(midnight) && !MAKE_UP_2026.includes(midnight))

const CLOSE_OF_BUSINESS = 17.5 * HOUR

/** AP-3: 16:00 on the day before. */
export const bookingCloses = (visit: number): number => midnightOf(visit) - DAY + 16 * HOUR

/** AP-6: a week before at 9:00, the day before at 10:00, late bookings ten minutes later and before 16:00. */
export const reminders = (visit: number, booked: number): { kind: string; at: number }[] => {
  const week = midnightOf(visit) - 7 * DAY + 9 * HOUR
  const day = midnightOf(visit) - DAY + 10 * HOUR
  const closes = bookingCloses(visit)
  return [
    ...(booked < week ? [{ kind: 'reminder-week', at: week }] : []),
    ...(booked < day
      ? [{ kind: 'reminder-day', at: day }]
      : booked < closes
        ? [{ kind: 'reminder-day', at: Math.min(booked + 10 * MINUTE, closes) }]
        : []),
  ]
}

/** SV-1: two hours after the visit, between 9:00 and 20:00. */
export const surveyAt = (ended: number): number => {
  const at = ended + 2 * HOUR
  if (timeOf(at) < 9 * HOUR) return midnightOf(at) + 9 * HOUR
  return timeOf(at) <= 20 * HOUR ? at : midnightOf(at) + DAY + 9 * HOUR
}

const endOfDay = (opened: number, days: number): number => midnightOf(opened) + days * DAY + CLOSE_OF_BUSINESS

const rolled = (opened: number, days: number): number => {
  let last = midnightOf(opened) + days * DAY
  while (isDayOff(last)) last += DAY
  return last + CLOSE_OF_BUSINESS
}

/** CP-4, CP-13, CP-14. */
export const deadlinesOf = (kind: string, severity: string, opened: number): Map<string, number> =>
  kind === 'complaint'
    ? new Map([
        ['ticket-respond', opened + 30 * MINUTE],
        ['ticket-accept', opened + HOUR],
        ['ticket-plan', opened + HOUR],
        ['ticket-answer', opened + 24 * HOUR],
        ['ticket-settle', endOfDay(opened, 7)],
        ['ticket-rectify', endOfDay(opened, 15)],
        ['ticket-reply', rolled(opened, severity === 'simple' ? 7 : 20)],
      ])
    : new Map([['ticket-reply', endOfDay(opened, 14)]])

/** CP-8: within a day, between 9:00 and 20:00, sooner rather than at night. */
export const progressAt = (told: number): number => {
  const latest = told + DAY
  const time = timeOf(latest)
  if (time >= 9 * HOUR && time <= 20 * HOUR) return latest
  const evening = midnightOf(latest) - (time < 9 * HOUR ? DAY : 0) + 20 * HOUR
  if (evening > told) return evening
  return midnightOf(latest) + (time < 9 * HOUR ? 0 : DAY) + 9 * HOUR
}

/** CP-6: an overdue ticket that nobody accepts goes up again after an hour. */
export const ESCALATES_AGAIN_AFTER = HOUR
export const LEADERSHIP = 3
/** Without a department the customer office is the lowest to go to. */
export const CUSTOMER_OFFICE = 2
