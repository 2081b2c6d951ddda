import type { Exclusion, Moment, When } from '../../../domain/understanding.ts'

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']

const showDate = (date: string, year: string): string => (date.startsWith(year) ? date.slice(5) : date)

const showMoment = ({ date, dateEnd, time, timeEnd, part }: Moment, year: string): string =>
  [
    date && showDate(date, year) + (dateEnd ? `..${showDate(dateEnd, year)}` : ''),
    (time ?? timeEnd) && (time ?? '') + (timeEnd ? `-${timeEnd}` : ''),
    part,
  ]
    .filter(Boolean)
    .join(' ')

const showExclusion = (exclusion: Exclusion, year: string): string => {
  if ('date' in exclusion) return `not ${showDate(exclusion.date, year)}`
  return 'weekday' in exclusion ? `not ${WEEKDAYS[exclusion.weekday - 1]}` : `not ${exclusion.part}`
}

/**
 * A `When` in one line for tables that people read: `12-02 09:00-10:00 morning`, `12-02..12-04`, `a / b` for a choice, `? a | b` for
 * candidates, `not 周三`, `from` for an open range, `asap`, `impossible`, `none`. The year is left out where it is `at`'s.
 */
export const showWhen = (when: When | null, at: string): string => {
  if (!when) return 'none'
  const year = `${at.slice(0, 4)}-`
  const all = (moments: Moment[]) => moments.map((moment) => showMoment(moment, year))
  return [
    when.impossible && 'impossible',
    when.open && 'from',
    showMoment(when, year),
    when.alternatives && all(when.alternatives).join(' / '),
    when.candidates && `? ${all(when.candidates).join(' | ')}`,
    ...(when.exclude ?? []).map((exclusion) => showExclusion(exclusion, year)),
    when.asap && 'asap',
  ]
    .filter(Boolean)
    .join(' ')
}
