/** What a zone's clocks show. */
import { Temporal } from 'temporal-polyfill'

const QUARTER = 900_000
const MOST = 4096

const offsets = new Map<string, Map<number, number>>()

/** By how much clocks are ahead of UTC, in milliseconds: that changes at full quarters of an hour only, so each is asked once. */
const offsetAt = (at: number, zone: string): number => {
  const ofZone = offsets.get(zone) ?? new Map<number, number>()
  offsets.set(zone, ofZone)
  const quarter = Math.floor(at / QUARTER)
  const known = ofZone.get(quarter)
  if (known !== undefined) return known
  const offset = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
  if (ofZone.size >= MOST) ofZone.clear()
  ofZone.set(quarter, offset)
  return offset
}

/** Local time of an instant in epoch milliseconds, `YYYY-MM-DDTHH:MM:SS`; fractions of a second are cut off. For instants since 1973. */
export const localTime = (at: number, zone: string): string =>
  new Date(at + offsetAt(at, zone)).toISOString().slice(0, 19)

/** `YYYY-MM-DD` */
export const localDay = (at: number, zone: string): string => localTime(at, zone).slice(0, 10)

/** `HH:MM` */
export const localClock = (at: number, zone: string): string => localTime(at, zone).slice(11, 16)
