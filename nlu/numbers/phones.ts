import type { Span } from '../../domain/understanding.ts'
import { chainsOf, type DigitRun, joinRuns, mayList } from './digit-runs.ts'

export interface PhoneReading extends Span {
  number: string
}

const MOBILE = /^(?:(?:00)?86)?(1[3-9]\d{9})$/
const OTHER_NUMBER =
  /(?:订单号?|单号|流水号?|卡号|银行卡|快递|运单|账号|帐号|编号|发票号?|预约号|挂号单|门诊号|住院号|病历号|qq|微信号?|wx)\s?(?:是|为|:|：)?\s?$/i
const ASCII_WORD_BEFORE = /[A-Za-z_@#$*]$/
const PHONE_WORD_BEFORE = /(?:tel|phone|mobile|cell|call|mob|ph|no|number)[.:]?$/i
const FOREIGN_BEFORE = /(?<![0-9Xx\u0001]\s?)\+\s?$|\+(?!86)\d{1,4}\s?\)?[\s-]?$/
const NO_PHONE_AFTER = /^(?:[A-Za-z_@*]|\.\d|\s?元|\s?块)/
const COUNTED_AFTER = /^\s?[岁年月日号点个周天次楼元块斤]/

const stripPrefix = (runs: DigitRun[]): DigitRun[] =>
  /^(?:00)?86$/.test(runs[0]?.digits ?? '') ? runs.slice(1) : runs

/** 138 1234 5678, 138-00138000, 1 3 8 0 …; not 1 381 234 5678 (abroad). */
const isMobileGrouping = (runs: DigitRun[]): boolean => {
  const lengths = stripPrefix(runs).map((run) => run.digits.length)
  return lengths.length === 1 || (lengths[0] ?? 0) >= 3 || lengths.every((length) => length <= 2)
}

const stopsAt = (text: string, chain: DigitRun[], next: number): boolean => {
  const last = chain[next - 1]
  const following = chain[next]
  if (!last || !following) return true
  if (following.digits.length >= 6 || mayList(text, last, following)) return true
  return (
    COUNTED_AFTER.test(text.slice(following.end, following.end + 2)) || phoneAt(text, chain, next) !== null
  )
}

/** 8:30 138 1234 5678, 周三 幺三八 幺二三四 五六七八: written as mobiles are, after a number too short to be part of one. */
const USUAL_GROUPING = /^(?:3-4-4|3-8|7-4|3-3-5|3-2-3-3)$/

const isUsualGroup = (chain: DigitRun[], from: number, next: number): boolean =>
  USUAL_GROUPING.test(
    chain
      .slice(from, next)
      .map(({ digits }) => digits.length)
      .join('-'),
  )

const startsAt = (text: string, chain: DigitRun[], from: number, next?: number): boolean => {
  const first = chain[from]
  const before = chain[from - 1]
  if (!first || !before || before.digits.length >= 6 || mayList(text, before, first)) return true
  return next !== undefined && /^(?!0)\d\d?$/.test(before.digits) && isUsualGroup(chain, from, next)
}

const isPlausibleHere = (text: string, { start, end }: Span, digits: string): boolean => {
  const before = text.slice(Math.max(0, start - 12), start)
  if (OTHER_NUMBER.test(before) || NO_PHONE_AFTER.test(text.slice(end, end + 3))) return false
  if (ASCII_WORD_BEFORE.test(before) && !PHONE_WORD_BEFORE.test(before)) return false
  return !FOREIGN_BEFORE.test(before) || digits.startsWith('86')
}

const COUNTRY_CODE = /\(?\+?(?:00)?86\)?[\s-]?$|\(?\+$/

/** The number that begins with run `from` of the chain, with the index after its last run. */
const phoneAt = (
  text: string,
  chain: DigitRun[],
  from: number,
): { phone: PhoneReading; next: number } | null => {
  for (let next = from + 1; next <= Math.min(chain.length, from + 15); next++) {
    const runs = chain.slice(from, next)
    const whole = joinRuns(runs)
    const number = MOBILE.exec(whole.digits)?.[1]
    if (number === undefined || !isMobileGrouping(runs)) continue
    const code = COUNTRY_CODE.exec(text.slice(Math.max(0, whole.start - 7), whole.start))
    const start = whole.start - (code?.[0].length ?? 0)
    const isComplete = runs.length === 1 || stopsAt(text, chain, next)
    if (isComplete && isPlausibleHere(text, whole, whole.digits))
      return { phone: { number, start, end: whole.end }, next }
  }
  return null
}

const phonesOfChain = (text: string, chain: DigitRun[]): PhoneReading[] => {
  const phones: PhoneReading[] = []
  let from = 0
  let mayStart = true
  while (from < chain.length) {
    const found = phoneAt(text, chain, from)
    const isStart = mayStart || startsAt(text, chain, from, found?.next) || found?.next === from + 1
    if (found && isStart) {
      phones.push(found.phone)
      from = found.next
      mayStart = true
    } else {
      from++
      mayStart = false
    }
  }
  return phones
}

/** Chinese mobile numbers in any spelling, from left to right; landlines, foreign and other numbers are none. */
export const readPhones = (text: string, runs: DigitRun[]): PhoneReading[] =>
  chainsOf(text, runs).flatMap((chain) => phonesOfChain(text, chain))
