import { checkIdNumber } from '../../domain/id-number.ts'
import type { IdProblem, Span } from '../../domain/understanding.ts'
import { sift } from '../phrases/sift.ts'
import { chainsOf, type DigitRun, joinRuns } from './digit-runs.ts'

export interface IdReading extends Span {
  number: string | null
  problem?: IdProblem
}

const LENGTH = 18
const PHONE_LENGTH = 11
const LONGEST_ATTEMPT = 21
const SHORTEST_ATTEMPT = 9
/** X may be written small, as another script's letter or a multiplication sign, apart, or as it is called (叉). */
const CHECK_X =
  /^\s?[-.,(/]?\s?(?:最后|末尾|尾数|末位)?(?:一位|尾数)?[是为]?个?(?:大写|小写)?(?:字母)?的?(?:[xXχΧхХ×✕✖叉]|[埃艾爱]克[斯丝])\)?(?![a-zA-Z光线片])/
/** A letter after 18 digits that is one too many; not that of X光 or B超. */
const LETTER_TOO_MANY = /^(?:\s?[xX](?![a-zA-Z光线片])|[xX]{2}(?![a-zA-Z])|[a-zA-Z](?=$|[\s,.;!?]))/
const SIGN_AFTER_X = /^(?:[0-9]{1,10}(?![0-9])|[xX])/
const OTHER_NUMBER = /(?:订单|单号|流水|卡号|银行卡|快递|运单|账号|帐号|编号|发票|条码)[^0-9]{0,6}$/
const SAYS_ID = /(?:身份证|证件|证号|身份号|id)[^0-9]{0,8}$/i
const LETTERS_AMONG_DIGITS = sift(/(?<![0-9A-Za-z*])[0-9A-Za-z]{14,20}[*]?(?![0-9A-Za-z*])/g)
/** Letters typed for the digits they look like. */
const MEANT: Record<string, string> = { o: '0', q: '0', d: '0', i: '1', l: '1', z: '2', s: '5', b: '8' }
const ID_SHAPE = /^[1-689]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}.$/

const isCalendarLike = (monthAndDay: string): boolean =>
  /^(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(monthAndDay)

/** Looks like an ID number that lost or gained a digit, or like one of the 15 digits issued until 1999. */
const isNearId = (digits: string): boolean => {
  if (digits.length < 18 && !/^(?:[1-6][1-7]|[78]1|82|91)/.test(digits)) return false
  if (digits.length === 15) return isCalendarLike(digits.slice(8, 12))
  if (digits.length === LENGTH) return isCalendarLike(digits.slice(10, 14))
  return digits.length >= 16 && /^\d{5,7}(?:19|20)\d{2}/.test(digits) && digits.length <= 20
}

/** `run` with the X that follows it, where the first 17 digits of an ID number (with a phone before them) are followed by one. */
const withX = (text: string, run: DigitRun): DigitRun => {
  const { length } = run.digits
  if (length !== LENGTH - 1 && length !== PHONE_LENGTH + LENGTH - 1) return run
  const x = CHECK_X.exec(text.slice(run.end, run.end + 16))
  return x ? { ...run, digits: `${run.digits}X`, end: run.end + x[0].length } : run
}

/** Where the signs that are one too many end; undefined where there are none. */
const surplusEnd = (text: string, { digits, end }: DigitRun): number | undefined => {
  const after = (digits.endsWith('X') ? SIGN_AFTER_X : LETTER_TOO_MANY).exec(text.slice(end, end + 12))
  return digits.length === LENGTH && after ? end + after[0].length : undefined
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
const gluedId = ({ digits, start, end }: DigitRun, today?: string): IdReading | null => {
  if (digits.length !== LENGTH + PHONE_LENGTH) return null
  if (checkIdNumber(digits.slice(0, LENGTH), today).ok)
    return { number: digits.slice(0, LENGTH), start, end: end - PHONE_LENGTH }
  const last = digits.slice(PHONE_LENGTH)
  return checkIdNumber(last, today).ok ? { number: last, start: start + PHONE_LENGTH, end } : null
}

const validId = (text: string, part: DigitRun, today?: string): IdReading | null => {
  const checked = checkIdNumber(part.digits, today)
  if (!checked.ok) return gluedId(part, today)
  return surplusEnd(text, part) === undefined
    ? { number: checked.value.number, start: part.start, end: part.end }
    : null
}

const offBy = ({ digits }: DigitRun): number => Math.abs(digits.length - LENGTH)

const failedId = (text: string, part: DigitRun, isRun: boolean, today?: string): IdReading | null => {
  const before = text.slice(Math.max(0, part.start - 16), part.start)
  const { length } = part.digits
  if (OTHER_NUMBER.test(before) || length > LONGEST_ATTEMPT) return null
  if (!(isRun && length === LENGTH) && !SAYS_ID.test(before) && !isNearId(part.digits)) return null
  const end = surplusEnd(text, part)
  if (end !== undefined) return { number: null, problem: 'length', start: part.start, end }
  const checked = checkIdNumber(part.digits, today)
  return checked.ok ? null : { number: null, problem: checked.reason, start: part.start, end: part.end }
}

const isIdWithLetters = (token: string, before: string): boolean => {
  const digits = token.replace(/\D/g, '').length
  if (/^\d+[X]?$/i.test(token) || digits < SHORTEST_ATTEMPT || OTHER_NUMBER.test(before)) return false
  const meant = token.toLowerCase().replace(/[oqdilzsb]/g, (letter) => MEANT[letter] ?? letter)
  return SAYS_ID.test(before) || ID_SHAPE.test(meant) || (digits >= 15 && /^\d{6}[12].{11}$/.test(token))
}

/** 1101O519491231002X: meant as an ID number, with letters or a star for digits. */
const idsWithLetters = (text: string): IdReading[] =>
  LETTERS_AMONG_DIGITS.all(text)
    .filter(({ 0: token, index }) => isIdWithLetters(token, text.slice(Math.max(0, index - 16), index)))
    .map(({ 0: token, index }) => ({
      number: null,
      problem: token.length === LENGTH ? ('characters' as const) : ('length' as const),
      start: index,
      end: index + token.length,
    }))

/** 身份证110105194912; not 身份证后六位310021, and no phone. */
const isShortAttempt = (text: string, { digits, start }: DigitRun): boolean => {
  const before = text.slice(Math.max(0, start - 12), start)
  if (/^(?:1[3-9]\d{9}$|0)/.test(digits) || /[后尾末前]/.test(before)) return false
  return digits.length >= SHORTEST_ATTEMPT && digits.length < 15 && SAYS_ID.test(before)
}

/** Valid ID numbers where there are any; otherwise the one that was meant as an ID number, with what is wrong. */
export const readIdNumbers = (text: string, runs: DigitRun[], today?: string): IdReading[] => {
  const chains = chainsOf(text, runs)
  const parts = chains.flatMap((chain) => partsOf(text, chain))
  const valid = parts.map((part) => validId(text, part, today)).filter((id) => id !== null)
  if (valid.length > 0) return valid
  const withLetters = idsWithLetters(text)
  if (withLetters.length > 0) return withLetters
  const short = chains.map(joinRuns).filter((run) => isShortAttempt(text, run))
  const attempts = [...parts, ...short].sort((a, b) => offBy(a) - offBy(b))
  const isRun = ({ start, end }: Span): boolean =>
    runs.some((run) => run.start === start && end - run.end < 4)
  const failed = attempts.map((part) => failedId(text, part, isRun(part), today)).find((id) => id !== null)
  return failed ? [failed] : []
}
