/**
 * The hospital's wall time on the pages: `YYYY-MM-DDTHH:MM:SS` strings without a zone. They are counted as if they
 * were UTC, so the zone of the visitor's machine never touches them and the pages need no time library.
 */
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const
const DAY_MS = 86_400_000
/** A chat shows the time again after a silence of this length. */
const SILENCE_MS = 5 * 60_000

/** Milliseconds on the zoneless scale; NaN when malformed. */
export const readLocal = (local: string): number => Date.parse(`${local}Z`)

export const writeLocal = (ms: number): string => new Date(ms).toISOString().slice(0, 19)

/** `2026年11月23日` */
export const longDate = (ms: number): string => {
  const day = new Date(ms)
  return `${day.getUTCFullYear()}年${day.getUTCMonth() + 1}月${day.getUTCDate()}日`
}

/** `11月23日` */
export const shortDate = (ms: number): string => longDate(ms).slice(5)

export const weekday = (ms: number): string => WEEKDAYS[new Date(ms).getUTCDay()] ?? ''

/** `08:05` */
export const hourMinute = (ms: number): string => writeLocal(ms).slice(11, 16)

/** 8:00 on the day after `ms`, as the clock of the demo takes it. */
export const tomorrowAtEight = (ms: number): string =>
  writeLocal(Math.floor(ms / DAY_MS) * DAY_MS + DAY_MS + 8 * 3_600_000)

/** What stands between two messages: the day when it changed, the time after a silence, else nothing. */
export const dividerBetween = (previous: string | undefined, at: string): string | undefined => {
  const now = readLocal(at)
  if (Number.isNaN(now)) return undefined
  const before = previous === undefined ? Number.NaN : readLocal(previous)
  const sameDay = previous?.slice(0, 10) === at.slice(0, 10)
  if (sameDay && now - before < SILENCE_MS) return undefined
  return sameDay ? hourMinute(now) : `${shortDate(now)} ${weekday(now)} ${hourMinute(now)}`
}
