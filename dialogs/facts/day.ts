/** On which day: resolved against the days that really have places. Source: AP-1, AP-3. */
import { Temporal } from 'temporal-polyfill'
import type { Json } from '../../domain/conversation.ts'
import type { OpenPeriod } from '../../domain/records.ts'
import { type Line, line, type SayOption } from '../../domain/say.ts'
import type { When } from '../../domain/understanding.ts'
import { bookableDays } from '../../rules/bookable-days.ts'
import { dayOf } from '../../rules/calendar.ts'
import { type Context, type Fact, type Known, known, type Resolution } from '../engine/dialog.ts'
import { dayWords } from '../../domain/day-words.ts'
import { clinicWords, partOfDayWords, partWords } from '../words.ts'
import type { World } from '../world.ts'
import { bookablePeriods, type DoctorKnown, freeOf } from './doctor.ts'
import { onceEach } from './once-each.ts'
import { fits, type HalfDay } from './when-fits.ts'

const SHOWN = 6

const halfDayOf = ({ day, part }: OpenPeriod): HalfDay => ({ day, part })

const keyOf = ({ day, part }: HalfDay): string => `${day} ${part}`

const periodsByHalfDay = onceEach((periods: OpenPeriod[]): Map<string, OpenPeriod[]> => {
  const byHalfDay = new Map<string, OpenPeriod[]>()
  for (const period of periods) {
    const key = keyOf(period)
    const others = byHalfDay.get(key)
    if (others) others.push(period)
    else byHalfDay.set(key, [period])
  }
  return byHalfDay
})

export const periodsOn = (periods: OpenPeriod[], half: HalfDay): OpenPeriod[] =>
  periodsByHalfDay(periods).get(keyOf(half)) ?? []

const halfDays = onceEach((periods: OpenPeriod[]): HalfDay[] =>
  [...periodsByHalfDay(periods).values()].flatMap(([first]) => (first ? [halfDayOf(first)] : [])),
)

const optionOf = ({ day, part }: HalfDay): SayOption => ({
  id: keyOf({ day, part }),
  label: `${dayWords(day)}${partWords(part)}`,
})

/** Nearest in time to what was wished first, then in order of time. */
const nearest = (days: HalfDay[], wished: string | null): HalfDay[] => {
  if (!wished) return days.slice(0, SHOWN)
  const distance = ({ day }: HalfDay) => Math.abs(Date.parse(day) - Date.parse(wished))
  return days
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, SHOWN)
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.part === 'morning' ? -1 : 1))
}

const askDay = (lines: Line[], days: HalfDay[], wished: string | null = null): Resolution => ({
  is: 'ask',
  drop: lines.length > 1,
  ask: { lines, again: line('ask-day-again'), options: nearest(days, wished).map(optionOf) },
})

const lastYear = (day: string): string => Temporal.PlainDate.from(day).subtract({ years: 1 }).toString()

const JUST_PAST_DAYS = 31

/** A day without its year that has just gone by is read as next year's; whoever books does not mean that. */
const isMeantLastYear = (day: string, today: string): boolean => {
  const days = Temporal.PlainDate.from(lastYear(day)).until(Temporal.PlainDate.from(today)).days
  return days > 0 && days <= JUST_PAST_DAYS
}

/** The day around which others are offered. */
const wishedDay = ({ date }: When, { now, policy }: World): string | null =>
  date && isMeantLastYear(date, dayOf(now, policy).toString()) ? null : date

/** Why a wished day cannot be had, in words for the patient. */
const whyNot = (when: When, all: OpenPeriod[], clinic: string, { now, policy, hospital }: World): Line => {
  const { first, last } = bookableDays(now, policy)
  const today = dayOf(now, policy).toString()
  const day = when.date ?? ''
  const part = when.part && all.some((period) => period.day === day) ? partOfDayWords(when.part) : ''
  const words = { day: day ? `${dayWords(day)}${part}` : '', clinic, phone: hospital.phone }
  if (when.impossible) return line('day-impossible')
  if (!day) return line('day-none-fits', words)
  if (!when.dateEnd && day < today) return line('day-past', words)
  if (isMeantLastYear(day, today)) return line('day-past', { ...words, day: dayWords(lastYear(day)) })
  if (!when.dateEnd && day < first.toString()) return line(day === today ? 'day-today' : 'day-closed', words)
  if (day > last.toString()) return line('day-too-far', { ...words, last: dayWords(last.toString()) })
  return all.some((period) => fits(when, halfDayOf(period)))
    ? line('day-full', words)
    : line('day-no-session', words)
}

const resolveWhen = (
  when: When,
  free: OpenPeriod[],
  all: OpenPeriod[],
  context: Context,
  clinic: string,
): Resolution => {
  const { world } = context
  const days = halfDays(free)
  if (when.candidates?.length)
    return askDay(
      [line('ask-day-which')],
      days.filter((day) => when.candidates?.some((moment) => fits(moment, day))),
    )
  if (when.asap) return known(days[0])
  if (when.impossible) return askDay([whyNot(when, all, clinic, world), line('ask-day-other')], days)
  const fitting = days.filter((day) => fits(when, day))
  const [only] = fitting
  if (
    only &&
    new Set(fitting.map(({ day }) => day)).size === 1 &&
    (fitting.length === 1 || when.time !== undefined)
  )
    return known(only)
  if (fitting.length > 0) return askDay([line('ask-day', { clinic })], fitting)
  if ((when as Wished).partKept) return resolveWhen({ date: when.date }, free, all, context, clinic)
  return askDay([whyNot(when, all, clinic, world), line('ask-day-other')], days, wishedDay(when, world))
}

/** A wished time; `partKept` where the part of the day comes from what was said before. */
type Wished = When & { partKept?: true }

const isBare = ({ alternatives, exclude, candidates, asap, impossible, open, dateEnd }: When): boolean =>
  [alternatives, exclude, candidates, asap, impossible, open, dateEnd].every((each) => each === undefined)

/** 改成周四 keeps the afternoon that was wished for, 改成上午 the day; anything longer stands for itself. */
const corrected = (when: When, before: Wished | undefined): Wished => {
  if (!before || !isBare(when) || !isBare(before)) return when
  const { date, part, time } = when
  if (date === null) return { ...when, date: before.date }
  return part === undefined && time === undefined && before.part
    ? { ...when, part: before.part, partKept: true }
    : when
}

const noDays = (clinic: string, { hospital }: World): Resolution => ({
  is: 'end',
  says: [{ lines: [line('department-full', { department: clinic, phone: hospital.phone })] }],
})

export const day: Fact = {
  name: 'day',
  hear: ({ understanding: { entities } }, { facts }): Json | undefined => {
    const { when } = entities
    if (!when) return undefined
    const says =
      when.date ??
      when.part ??
      when.alternatives ??
      when.exclude ??
      when.candidates ??
      when.asap ??
      when.impossible
    if (says === undefined || says === null) return undefined
    return corrected(when, facts.day as unknown as Wished | undefined) as unknown as Json
  },
  pick: (option) => {
    const [date, part] = option.split(' ')
    return { date: date ?? null, part: part ?? null, picked: true }
  },
  resolve: async (said, { department, doctor }: Known, context) => {
    const { world } = context
    const who = (doctor as DoctorKnown).key
    const all = await bookablePeriods(
      world,
      department as string,
      who ?? undefined,
      who ? undefined : 'general',
    )
    const free = freeOf(all)
    const clinic = clinicWords(world, { department: department as string, doctor: who })
    if (free.length === 0) return noDays(clinic, world)
    if (said === undefined)
      return {
        is: 'ask',
        ask: {
          lines: [line('ask-day', { clinic })],
          again: line('ask-day-again'),
          options: halfDays(free).slice(0, SHOWN).map(optionOf),
        },
      }
    return resolveWhen(said as unknown as When, free, all, context, clinic)
  },
}
