import type { Severity, Span } from '../../domain/understanding.ts'
import { type Page, type Phrases, struckOut } from '../phrases/compile-phrases.ts'
import { sift } from '../phrases/sift.ts'
import { complaintRules } from './rules.ts'

const { open, ignored, major, complex } = complaintRules

/** In yuan: from here on a sum in dispute is large. */
const LARGE_SUM = 1000

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

/** The text that counts, opened. */
export const toldIn = (text: string): Page => {
  const lower = open(text.toLowerCase())
  const told = struckOut(lower, ignored, '※')
  return told === lower.text ? lower : open(told)
}

const tells = (text: Page, { told, unless }: { told: Phrases; unless: Phrases }): boolean => {
  const found = told.spans(text)
  if (found.length === 0) return false
  const exceptions = unless.spans(text)
  return found.some((sign) => !exceptions.some((exception) => overlaps(sign, exception)))
}

const DIGITS: Readonly<Record<string, number>> = { 千: 1000, 万: 10_000 }

const SUM = sift(/(\d+(?:\.\d+)?)\s?([千万])?[多来几]?\s?(?:元|块|大洋|rmb|人民币|¥)?/g)
const SUM_IN_WORDS = sift(
  /(?:[一二两三四五六七八九十几好上数]+)([千万])[多来几]?(?:[一二三四五六七八九]百?)?(?![人次步个年里米份字句名位分别])/g,
)

/** The largest sum of money told, in yuan (1200块, 3千多, 上万元); 0 where none is. */
const largestSum = (text: string): number =>
  Math.max(
    0,
    ...SUM.all(text)
      .filter((match) => match[2] !== undefined || /[元块洋b币¥]$/.test(match[0]))
      .map((match) => Number(match[1]) * (DIGITS[match[2] ?? ''] ?? 1)),
    ...SUM_IN_WORDS.all(text).map((match) => DIGITS[match[1] ?? ''] ?? 0),
  )

/** How grave a story is by its words. */
export const severityInWords = (page: Page, aboutMoney: boolean): Severity => {
  if (tells(page, major)) return 'major'
  if (tells(page, complex)) return 'complex'
  return aboutMoney && largestSum(page.text) >= LARGE_SUM ? 'complex' : 'simple'
}
