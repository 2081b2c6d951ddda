import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { readWhen } from '../../../nlu/when/read-when.ts'

const DIGITS = '零一二三四五六七八九'

/** 1–99 in words. */
const inWords = (n: number): string => {
  if (n < 10) return DIGITS.charAt(n)
  const tens = Math.floor(n / 10)
  return `${tens === 1 ? '' : DIGITS.charAt(tens)}十${n % 10 === 0 ? '' : DIGITS.charAt(n % 10)}`
}

type PlainDate = Temporal.PlainDate

/** Ways to say a day of the coming year, each with the days ahead for which it is one. */
const DAY_FORMS: {
  name: string
  from: number
  to: number
  say: (day: PlainDate, today: PlainDate) => string
}[] = [
  { name: '12月5号', from: 0, to: 360, say: ({ month, day }) => `${month}月${day}号` },
  { name: '12月5日', from: 0, to: 360, say: ({ month, day }) => `${month}月${day}日` },
  { name: '十二月五号', from: 0, to: 360, say: ({ month, day }) => `${inWords(month)}月${inWords(day)}号` },
  { name: '十二月五', from: 0, to: 360, say: ({ month, day }) => `${inWords(month)}月${inWords(day)}` },
  { name: '12.5号', from: 0, to: 360, say: ({ month, day }) => `${month}.${day}号` },
  { name: '2026-12-05', from: 0, to: 700, say: (day) => day.toString() },
  { name: '2026年12月5日', from: 0, to: 700, say: ({ year, month, day }) => `${year}年${month}月${day}日` },
  { name: '20261205', from: 0, to: 700, say: (day) => day.toString().replaceAll('-', '') },
  { name: '5号', from: 0, to: 27, say: ({ day }) => `${day}号` },
  { name: '五号', from: 0, to: 27, say: ({ day }) => `${inWords(day)}号` },
  { name: '3天后', from: 1, to: 99, say: (day, today) => `${today.until(day).days}天后` },
  { name: '三天以后', from: 1, to: 99, say: (day, today) => `${inWords(today.until(day).days)}天以后` },
  { name: '再过三天', from: 1, to: 99, say: (day, today) => `再过${inWords(today.until(day).days)}天` },
  { name: '周三', from: 1, to: 7, say: ({ dayOfWeek }) => `周${'一二三四五六日'.charAt(dayOfWeek - 1)}` },
  { name: '礼拜三', from: 1, to: 7, say: ({ dayOfWeek }) => `礼拜${'一二三四五六天'.charAt(dayOfWeek - 1)}` },
  { name: '下周三', from: 0, to: 6, say: ({ dayOfWeek }) => `下周${'一二三四五六日'.charAt(dayOfWeek - 1)}` },
]

/** Days of "下周" are counted from next Monday. */
const start = (name: string, today: PlainDate): PlainDate =>
  name === '下周三' ? today.add({ days: 8 - today.dayOfWeek }) : today

const TIME_FORMS: { say: (hour: number, minute: number) => string; minutes: number[] }[] = [
  { say: (hour, minute) => `${hour}:${String(minute).padStart(2, '0')}`, minutes: [0, 5, 15, 30, 45] },
  { say: (hour) => `${hour > 12 ? '下午' : '上午'}${inWords(hour > 12 ? hour - 12 : hour)}点`, minutes: [0] },
  { say: (hour) => `${hour > 12 ? hour - 12 : hour}点半`, minutes: [30] },
  { say: (hour) => `${inWords(hour > 12 ? hour - 12 : hour)}点一刻`, minutes: [15] },
  {
    say: (hour) => `${hour > 12 ? '下午' : '早上'}${inWords(hour > 12 ? hour - 12 : hour)}点四十五分`,
    minutes: [45],
  },
]

const FRAMES = ['', '我想约', '帮我挂一下', '请问', '能不能改到']
const ENDINGS = ['', '的号', '可以吗', '吧，谢谢', '有没有专家']

const someDay = fc
  .integer({ min: 0, max: 1500 })
  .map((days) => Temporal.PlainDate.from('2024-01-15').add({ days }))

describe('a day said in any form is read as that day', () => {
  it.each(DAY_FORMS)('$name', ({ name, from, to, say }) => {
    const parts = fc.record({
      today: someDay,
      ahead: fc.integer({ min: from, max: to }),
      frame: fc.constantFrom(...FRAMES),
      ending: fc.constantFrom(...ENDINGS),
    })
    fc.assert(
      fc.property(parts, ({ today, ahead, frame, ending }) => {
        const day = start(name, today).add({ days: ahead })
        const text = `${frame}${say(day, today)}${ending}`
        expect({ text, when: readWhen(text, { at: `${today.toString()}T09:00` }).when }).toEqual({
          text,
          when: { date: day.toString() },
        })
      }),
      { numRuns: 150 },
    )
  })
})

describe('a clinic hour said in any form is read as that hour', () => {
  const time = fc
    .record({ hour: fc.integer({ min: 7, max: 18 }), form: fc.constantFrom(...TIME_FORMS), pick: fc.nat() })
    .filter(({ hour, form }) => hour !== 12 || form.minutes.length > 1)

  it('with a day before it', () => {
    fc.assert(
      fc.property(
        someDay,
        fc.constantFrom('明天', '后天', '大后天'),
        time,
        (today, word, { hour, form, pick }) => {
          const minute = form.minutes[pick % form.minutes.length] ?? 0
          const ahead = ['明天', '后天', '大后天'].indexOf(word) + 1
          const text = `${word}${form.say(hour, minute)}`
          const { when } = readWhen(text, { at: `${today.toString()}T09:00` })
          expect({ text, date: when?.date, time: when?.time }).toEqual({
            text,
            date: today.add({ days: ahead }).toString(),
            time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
          })
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('a stretch of days of next week is read from its first to its last', () => {
  it('in any form', () => {
    const week = '一二三四五六日'
    const parts = fc.record({
      today: someDay,
      days: fc
        .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 7 }))
        .filter(([a, b]) => a < b),
      to: fc.constantFrom('到', '至'),
      again: fc.constantFrom('下周', '周', ''),
      counted: fc.constantFrom('', '这几天', '都行'),
    })
    fc.assert(
      fc.property(parts, ({ today, days: [a, b], to, again, counted }) => {
        const text = `下周${week.charAt(a - 1)}${to}${again}${week.charAt(b - 1)}${counted}`
        const monday = today.add({ days: 8 - today.dayOfWeek })
        expect({ text, when: readWhen(text, { at: `${today.toString()}T09:00` }).when }).toEqual({
          text,
          when: {
            date: monday.add({ days: a - 1 }).toString(),
            dateEnd: monday.add({ days: b - 1 }).toString(),
          },
        })
      }),
      { numRuns: 200 },
    )
  })
})
