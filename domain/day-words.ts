import { Temporal } from 'temporal-polyfill'

const WEEKDAYS = ['', '一', '二', '三', '四', '五', '六', '日']

/** 12月2日（周三）, of `YYYY-MM-DD`. */
export const dayWords = (day: string): string => {
  const date = Temporal.PlainDate.from(day)
  return `${date.month}月${date.day}日（周${WEEKDAYS[date.dayOfWeek]}）`
}

/** A day as words, or words as they were said. */
export const whenWords = (when: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(when) ? dayWords(when) : when)
