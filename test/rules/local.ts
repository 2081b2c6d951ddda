import { Temporal } from 'temporal-polyfill'

/** The instant of `2026-11-23 16:00[:SS]` by the clock of a place, Shanghai unless said. */
export const local = (written: string, zone = 'Asia/Shanghai'): Temporal.Instant =>
  Temporal.PlainDateTime.from(written.replace(' ', 'T')).toZonedDateTime(zone).toInstant()

/** How an instant reads on the clock in Shanghai: `2026-11-23 16:00`, with seconds only where there are any. */
export const clock = (at: Temporal.Instant): string =>
  at.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString().replace('T', ' ').replace(/:00$/, '')

export const day = (written: string): Temporal.PlainDate => Temporal.PlainDate.from(written)
