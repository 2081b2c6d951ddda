import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalise } from '../../../nlu/normalise.ts'
import { readWhen } from '../../../nlu/when/read-when.ts'
import { BOOKING, type CaseGroup } from './booking.cases.ts'
import { NOT_DATES } from './not-dates.cases.ts'
import { scoreOutsideDates } from './outside-dates.ts'
import { PAST } from './past.cases.ts'
import { showWhen } from './show-when.ts'

const AT = '2026-11-23T09:00'
const DATA = process.env.TEST_DATA_DIR ?? new URL('../../../../shared/data', import.meta.url).pathname
const hasData = existsSync(DATA)

const read = (text: string, at = AT) => readWhen(normalise(text).text, { at })

const optional = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: V }

describe.each<CaseGroup>([...BOOKING, ...PAST, ...NOT_DATES])(
  '$group',
  ({ at = AT, about, past, clinic, cases }) => {
    const context = {
      at,
      ...optional('about', about),
      ...optional('past', past),
      ...optional('clinic', clinic),
    }
    it.each(cases)('%s → %s', (text, expected) => {
      expect(showWhen(readWhen(normalise(text).text, context).when, at)).toBe(expected)
    })
  },
)

describe('spans', () => {
  it.each([
    ['帮我约下周三下午心内科', ['下周三下午']],
    ['周三或者周五都行', ['周三', '周五']],
    ['12月5号上午9点到10点', ['12月5号上午9点到10点']],
    ['挂号费9块', []],
    ['昨天约的号改到后天', ['昨天', '后天']],
  ])('%s', (text, expected) => {
    expect(read(text).spans.map(({ start, end }) => text.slice(start, end))).toEqual(expected)
  })
})

describe('what nobody has announced is not made up', () => {
  it('asks for a holiday of a year without days off', () => {
    expect(read('国庆假期').when).toEqual({ date: null, candidates: [{ date: '2027-10-01' }] })
  })
})

describe('any string', () => {
  const anything = fc.string({ unit: 'grapheme', maxLength: 300 })
  const pieces = fc.constantFrom(
    ...'周三 下 上 个 月 号 点 半 到 或者 12 5 三十 初五 农历 除夕 前 后 一天 上午 晚 不行 除了 改到 每 国庆 假期 第 最后 a 3: / - . 年 99 零 八九 闰'.split(
      ' ',
    ),
  )
  const nearDates = fc.array(pieces, { maxLength: 40 }).map((words) => words.join(''))

  it('never throws and keeps spans within the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(anything, nearDates),
        fc.constantFrom(AT, '2024-02-29T00:30', '2026-12-31T23:59:59'),
        (text, at) => {
          const { spans } = readWhen(text, { at })
          for (const { start, end } of spans)
            expect(start >= 0 && start < end && end <= text.length).toBe(true)
        },
      ),
      { numRuns: 1_500 },
    )
  })

  it('gives dates that exist', () => {
    fc.assert(
      fc.property(nearDates, (text) => {
        const { when } = readWhen(text, { at: AT })
        const moments = when ? [when, ...(when.alternatives ?? []), ...(when.candidates ?? [])] : []
        for (const { date, dateEnd, time, timeEnd } of moments) {
          for (const day of [date, dateEnd])
            if (day) expect(new Date(`${day}T00:00Z`).toISOString().slice(0, 10)).toBe(day)
          for (const clock of [time, timeEnd]) if (clock) expect(clock).toMatch(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
          if (date && dateEnd) expect(dateEnd >= date).toBe(true)
        }
      }),
      { numRuns: 1_500 },
    )
  })
})

describe('speed', () => {
  const texts = BOOKING.flatMap(({ cases }) => cases.map(([text]) => text))
  /** Processor time: other work on the machine does not count. */
  const millisecondsFor = (run: () => void): number => {
    const start = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }

  it('reads a usual sentence in a fraction of a millisecond', () => {
    const perText = () =>
      millisecondsFor(() => texts.forEach((text) => readWhen(text, { at: AT }))) / texts.length
    perText()
    expect(Math.min(perText(), perText(), perText())).toBeLessThan(0.5)
  })

  it.each([
    ['今天'.repeat(1000)],
    ['周三下午3点到5点或者'.repeat(200).slice(0, 2000)],
    ['的'.repeat(2000)],
    ['一'.repeat(2000)],
    ['1'.repeat(2000)],
    ['第一个周一后'.repeat(333)],
    ['农历初五'.repeat(500)],
    ['除了周三不行，'.repeat(285)],
    ['👍🏽'.repeat(500)],
  ])('reads 2,000 characters in time: %.6s…', (text) => {
    readWhen(text, { at: AT })
    const runs = [1, 2, 3].map(() => millisecondsFor(() => readWhen(text, { at: AT })))
    expect(Math.min(...runs)).toBeLessThan(60)
  })
})

describe.skipIf(!hasData && !process.env.CI)('outside suites', () => {
  it('reads the appointment dates', () => {
    const { cases, right, silentlyWrong } = scoreOutsideDates(DATA)
    expect(right / cases).toBeGreaterThanOrEqual(0.88)
    expect(silentlyWrong / cases).toBeLessThanOrEqual(0.03)
  })

  const { items } = hasData
    ? (JSON.parse(readFileSync(join(DATA, 'dates-mentions-dev.json'), 'utf8')) as {
        items: { text: string; mentions: { offset: [number, number] }[] }[]
      })
    : { items: [] }
  const spansIn = (text: string) => readWhen(text, { at: AT }).spans.map(({ start, end }) => [start, end])

  it('finds no mention where there is none', () => {
    const negatives = items.filter(({ mentions }) => mentions.length === 0)
    expect(negatives.filter(({ text }) => spansIn(text).length > 0)).toEqual([])
  })

  it('finds the mentions where they stand', () => {
    const positives = items.filter(({ mentions }) => mentions.length > 0)
    const found = positives.filter(
      ({ text, mentions }) =>
        JSON.stringify(spansIn(text)) === JSON.stringify(mentions.map(({ offset }) => offset)),
    )
    expect(found.length / positives.length).toBeGreaterThanOrEqual(0.85)
  })
})
