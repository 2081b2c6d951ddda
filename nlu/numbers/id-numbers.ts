import { checkIdNumber } from '../../domain/id-number.ts'
import type { IdProblem, Span } from '../../domain/understanding.ts'
import { type DigitRun, chainsOf, joinRuns } from './digit-runs.ts'

export interface IdReading extends Span {
  number: string | null
  problem?: IdProblem
}

const LENGTH = 18
const LONGEST_ATTEMPT = 21
/** X may be written small, as a multiplication sign or as it is called (叉). */
const CHECK_X = /^[\s-]?[xX×叉](?![a-zA-Z])/
const OTHER_NUMBER = /(?:订单|单号|流水|卡号|银行卡|快递|运单|账号|帐号|编号|发票|条码)[^0-9]{0,6}$/
const SAYS_ID = /(?:身份证|证件|证号|身份号|id)[^0-9]{0,8}$/i
const ODD_TOKEN = /(?<![0-9A-Za-z*])[0-9]{4}[0-9A-Za-z]{14}(?![0-9A-Za-z*])/g

const isCalendarLike = (monthAndDay: string): boolean =>
  /^(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(monthAndDay)

/** Looks like an ID number that lost or gained a digit, or like one of the 15 digits issued until 1999. */
const isNearId = (digits: string): boolean => {
  if (digits.length < 18 && !/^(?:[1-6][1-7]|[78]1|82|91)/.test(digits)) return false
  if (digits.length === 15) return isCalendarLike(digits.slice(8, 12))
  if (digits.length === LENGTH) return isCalendarLike(digits.slice(10, 14))
  return digits.length >= 16 && /^\d{5,7}(?:19|20)\d{2}/.test(digits) && digits.length <= 20
}

/** `run` with the X that follows it, where 17 digits are followed by one. */
const withX = (text: string, run: DigitRun): DigitRun => {
  if (run.digits.length !== LENGTH - 1) return run
  const x = CHECK_X.exec(text.slice(run.end, run.end + 3))
  return x ? { ...run, digits: `${run.digits}X`, end: run.end + x[0].length } : run
}

const partsOf = (text: string, chain: DigitRun[]): DigitRun[] => {
  const parts: DigitRun[] = []
  for (let from = 0; from < chain.length; from++)
    for (let to = from + 1; to <= chain.length; to++) {
      const part = joinRuns(chain.slice(from, to))
      if (part.digits.length > 29) break
      if (part.digits.length >= 15) parts.push(withX(text, part))
    }
  return parts
}

/** An ID number and a mobile number written as one (29 digits). */
const gluedId = ({ digits, start }: DigitRun, today?: string): IdReading | null => {
  for (const at of [0, 11]) {
    const number = digits.slice(at, at + LENGTH)
    if (digits.length === 29 && checkIdNumber(number, today).ok)
      return { number, start: start + at, end: start + at + LENGTH }
  }
  return null
}

const validId = (part: DigitRun, today?: string): IdReading | null => {
  const checked = checkIdNumber(part.digits, today)
  return checked.ok
    ? { number: checked.value.number, start: part.start, end: part.end }
    : gluedId(part, today)
}

const offBy = ({ digits }: DigitRun): number => Math.abs(digits.length - LENGTH)

const failedId = (text: string, part: DigitRun, isRun: boolean, today?: string): IdReading | null => {
  const before = text.slice(Math.max(0, part.start - 16), part.start)
  const { length } = part.digits
  if (OTHER_NUMBER.test(before) || length > LONGEST_ATTEMPT) return null
  if (!(isRun && length === LENGTH) && !SAYS_ID.test(before) && !isNearId(part.digits)) return null
  const checked = checkIdNumber(part.digits, today)
  return checked.ok ? null : { number: null, problem: checked.reason, start: part.start, end: part.end }
}

const oddIds = (text: string): IdReading[] =>
  Array.from(text.matchAll(ODD_TOKEN))
    .filter(({ 0: token, index }) => {
      const before = text.slice(Math.max(0, index - 16), index)
      if (/^\d{17}[\dX]$/i.test(token) || OTHER_NUMBER.test(before)) return false
      return SAYS_ID.test(before) || (token.replace(/\D/g, '').length >= 15 && /^\d{6}[12]/.test(token))
    })
    .map(({ 0: token, index }) => ({
      number: null,
      problem: 'characters' as const,
      start: index,
      end: index + token.length,
    }))

const isShortAttempt = (text: string, { digits, start }: DigitRun): boolean =>
  digits.length >= 12 && digits.length < 15 && SAYS_ID.test(text.slice(Math.max(0, start - 12), start))

/** Valid ID numbers where there are any; otherwise the one that was meant as an ID number, with what is wrong. */
export const readIdNumbers = (text: string, runs: DigitRun[], today?: string): IdReading[] => {
  const chains = chainsOf(text, runs)
  const parts = chains.flatMap((chain) => partsOf(text, chain))
  const valid = parts.map((part) => validId(part, today)).filter((id) => id !== null)
  if (valid.length > 0) return valid
  const odd = oddIds(text)
  if (odd.length > 0) return odd
  const short = chains.map(joinRuns).filter((run) => isShortAttempt(text, run))
  const attempts = [...parts, ...short].sort((a, b) => offBy(a) - offBy(b))
  const isRun = ({ start, end }: Span): boolean =>
    runs.some((run) => run.start === start && end - run.end < 4)
  const failed = attempts.map((part) => failedId(text, part, isRun(part), today)).find((id) => id !== null)
  return failed ? [failed] : []
}
