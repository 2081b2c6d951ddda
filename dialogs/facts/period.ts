/** Which half hour: the places of the day as they are now. Source: AP-1. */
import type { Json } from '../../domain/conversation.ts'
import type { OpenPeriod } from '../../domain/records.ts'
import { type Line, line } from '../../domain/say.ts'
import { type Fact, type Known, known, type Resolution } from '../engine/dialog.ts'
import { localClock } from '../../domain/local-time.ts'
import { dayWords } from '../../domain/day-words.ts'
import { clinicWords, partWords, spanWords } from '../words.ts'
import type { World } from '../world.ts'
import { periodsOn } from './day.ts'
import { bookablePeriods, type DoctorKnown } from './doctor.ts'
import type { HalfDay } from './when-fits.ts'

type Said = { period: number } | { time: string; timeEnd: string | null } | { asap: true }

const matches = (said: Said, period: OpenPeriod, zone: string): boolean => {
  if ('period' in said) return said.period === period.period
  if ('asap' in said) return true
  const starts = localClock(period.startsAt, zone)
  const ends = localClock(period.endsAt, zone)
  return said.timeEnd ? starts >= said.time && ends <= said.timeEnd : starts <= said.time && said.time < ends
}

const askPeriod = (world: World, half: HalfDay, free: OpenPeriod[], notice?: Line): Resolution => {
  const first = free[0]
  const lead = line('ask-period', {
    clinic: first ? clinicWords(world, first) : '',
    day: `${dayWords(half.day)}${partWords(half.part)}`,
  })
  return {
    is: 'ask',
    drop: notice !== undefined,
    ask: {
      lines: notice ? [notice, lead] : [lead],
      again: line('ask-period-again'),
      options: free.map((period) => ({
        id: String(period.period),
        label: spanWords(period, world.policy.zone),
      })),
    },
  }
}

/** One period for each half hour: rooms of a general clinic stand for each other. */
const oneEach = (periods: OpenPeriod[]): OpenPeriod[] =>
  [...new Map(periods.toReversed().map((period) => [period.startsAt, period])).values()].toReversed()

export const period: Fact = {
  name: 'period',
  dependsOn: ['department', 'doctor', 'day'],
  survives: (said) => said !== null && typeof said === 'object' && 'time' in said,
  hear: ({ understanding: { entities } }, { asked }): Json | undefined => {
    const { when } = entities
    if (asked && when?.asap) return { asap: true }
    return when?.time || when?.timeEnd
      ? { time: when.time ?? '00:00', timeEnd: when.timeEnd ?? null }
      : undefined
  },
  pick: (option) => ({ period: Number(option) }),
  resolve: async (said, { department, doctor, day }: Known, { world }) => {
    const half = day as HalfDay
    const who = (doctor as DoctorKnown).key
    const all = await bookablePeriods(
      world,
      department as string,
      who ?? undefined,
      who ? undefined : 'general',
    )
    const ofDay = periodsOn(all, half)
    const free = oneEach(ofDay.filter((each) => each.free > 0))
    if (said === undefined) return askPeriod(world, half, free)
    const wish = said as Said
    const fitting = free.filter((each) => matches(wish, each, world.policy.zone))
    if (fitting[0] && (fitting.length === 1 || 'asap' in wish)) return known(fitting[0])
    if (fitting.length > 1) return askPeriod(world, half, fitting)
    const existed = ofDay.some((each) => matches(wish, each, world.policy.zone))
    return askPeriod(world, half, free, line(existed ? 'period-taken' : 'period-none'))
  },
}

export const periodOf = (facts: Known): OpenPeriod => facts.period as OpenPeriod
