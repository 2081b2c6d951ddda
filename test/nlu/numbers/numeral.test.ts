import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../../domain/project-root.ts'
import { normalise } from '../../../nlu/normalise.ts'
import { parseNumeral } from '../../../nlu/numbers/numeral.ts'

describe('parseNumeral', () => {
  it.each<[string, number]>([
    ['零', 0],
    ['〇', 0],
    ['一', 1],
    ['两', 2],
    ['俩', 2],
    ['仨', 3],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['二十三', 23],
    ['廿', 20],
    ['廿三', 23],
    ['卅一', 31],
    ['一百', 100],
    ['一百零二', 102],
    ['一百二', 120],
    ['一百二十', 120],
    ['一百十', 110],
    ['两百零五', 205],
    ['二百五', 250],
    ['三百六十五', 365],
    ['一千二', 1200],
    ['一千零二', 1002],
    ['一千零二十', 1020],
    ['两千零五', 2005],
    ['一万五', 15000],
    ['三万零五百', 30500],
    ['3万', 30000],
    ['5万4千6百', 54600],
    ['十万', 100000],
    ['一亿三千万', 130000000],
    ['半', 0.5],
    ['一半', 0.5],
    ['两个半', 2.5],
    ['一点五', 1.5],
    ['1.5', 1.5],
    ['三十七点二', 37.2],
    ['二〇二六', 2026],
    ['一三八', 138],
    ['幺三八', 138],
    ['二零', 20],
    ['负三', -3],
    ['壹佰伍拾', 150],
    ['8', 8],
    ['007', 7],
  ])('%s is %d', (numeral, number) => {
    expect(parseNumeral(numeral)).toBe(number)
  })

  it.each([
    '',
    '个',
    '百',
    '十十',
    '点五',
    '三点',
    '一二十',
    '两三',
    '七八',
    '一天',
    '三个',
    '1.2.3',
    '二三四百',
    '两两',
    '负负三',
    '一百百',
    '一'.repeat(50),
  ])('%s is no numeral', (text) => {
    expect(parseNumeral(text)).toBeNull()
  })

  it('reads back every number that Chinese writes', () => {
    const digits = '零一二三四五六七八九'
    const write = (n: number): string => {
      if (n < 10) return digits.charAt(n)
      const [unit, size]: [string, number] = n >= 1000 ? ['千', 1000] : n >= 100 ? ['百', 100] : ['十', 10]
      const rest = n % size
      const gap = rest > 0 && rest * 10 < size ? '零' : ''
      return write(Math.floor(n / size)) + unit + (rest === 0 ? '' : gap + write(rest))
    }
    for (let n = 0; n < 10_000; n++) expect(parseNumeral(write(n)), write(n)).toBe(n)
  })
})

const dataFile = join(
  process.env['TEST_DATA_DIR'] ?? projectFile('..', 'shared', 'data'),
  'number-recognizers-dev.json',
)

interface NumberCase {
  suite: string
  text: string
  results: { Text: string; Resolution: { value?: string } }[]
}

/** What the outside suite counts as numerals and we do not read. */
const OUT_OF_CONTRACT = /分之|又|打$|\/|\^|[eE]|[mMkK]$|[几多余]|^-?\.|^零十$|^-|^千|,|兆/

describe.skipIf(!existsSync(dataFile) && process.env['CI'] !== 'true')('outside suite', () => {
  it('agrees on every whole numeral', () => {
    const { items } = JSON.parse(readFileSync(dataFile, 'utf8')) as { items: NumberCase[] }
    const cases = items
      .filter(({ suite }) => suite === 'NumberModel')
      .flatMap(({ results }) => results)
      .map(({ Text, Resolution }) => ({
        text: normalise(Text).text.replace(/\s/g, ''),
        value: Number(Resolution.value),
      }))
      .filter(({ text }) => !OUT_OF_CONTRACT.test(text))
    expect(cases.length).toBeGreaterThan(100)
    const wrong = cases.filter(({ text, value }) => parseNumeral(text) !== value)
    expect(wrong.map(({ text, value }) => `${text}: ${value}, not ${parseNumeral(text)}`)).toEqual([])
  })
})
