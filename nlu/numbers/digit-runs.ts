import { sift } from '../phrases/sift.ts'
import { digitOf, parseNumeral } from './numeral.ts'

/** Digits of one script that stand together: 138, 一三八. */
export interface DigitRun {
  /** ASCII digits. */
  digits: string
  start: number
  end: number
}

const RUN = sift(/[0-9]+|[零〇○一二三四五六七八九幺洞拐勾壹贰叁肆伍陆柒捌玖]+/g)
/** What patients put between the digits of one number. */
const JOINT = /^(?:|\s{1,3}|\s?[-–—_.·/~()…|*+]\s?|\s?[()]\s?[-]?\s?|\s?[,、]\s?)$/
const LIST_MARK = /[,、/\n]/

/** A number read out as it is heard: 么 and 腰 for 幺, 两 for 二, 三个零, in digits of both scripts. */
const DICTATED = sift(
  /[0-9零〇○一二三四五六七八九幺洞拐勾么腰妖两](?:[\s,、-]?个?[0-9零〇○一二三四五六七八九幺洞拐勾么腰妖两]){7,}/g,
)
const ONLY_HEARD = /[么腰妖两个]/
const PAUSE = /[\s,、-]/
const REPEATED = /([两二三四五六七八])个(.)/g
const WHOLE_NUMBER = /^(?:1[3-9]\d{9}|[1-689]\d{16,17})$/

const dictated = (found: string): string => {
  const heard = found
    .replace(/[\s,、-]/g, '')
    .replace(/[么腰妖]/g, '幺')
    .replace(REPEATED, (_, times: string, digit: string) => digit.repeat(parseNumeral(times) ?? 1))
    .replaceAll('两', '二')
  return Array.from(heard, digitOf).join('')
}

const runsIn = (text: string, offset: number): DigitRun[] =>
  RUN.all(text).map(({ 0: found, index }) => ({
    digits: Array.from(found, digitOf).join(''),
    start: offset + index,
    end: offset + index + found.length,
  }))

/** All runs of digits of the text, from left to right; a dictated mobile or ID number is one. */
export const digitRunsOf = (text: string): DigitRun[] => {
  const runs: DigitRun[] = []
  let from = 0
  for (const { 0: found, index } of DICTATED.all(text)) {
    const digits = ONLY_HEARD.test(found) || !PAUSE.test(found) ? dictated(found) : ''
    if (!WHOLE_NUMBER.test(digits)) continue
    runs.push(...runsIn(text.slice(from, index), from))
    from = index + found.length
    runs.push({ digits, start: index, end: from })
  }
  return [...runs, ...runsIn(text.slice(from), from)]
}

/** 幺, 洞 and 零 end nobody's name. */
const endsNoName = (text: string, { start }: DigitRun): boolean =>
  /[0-9幺洞拐勾零〇○]/.test(text.charAt(start))
const isAscii = (text: string, { start }: DigitRun): boolean => /[0-9]/.test(text.charAt(start))

/** The numeral that a name ends with (张三 138…) is no part of the number beside it. */
const areAlike = (text: string, left: DigitRun, right: DigitRun): boolean => {
  const isLone = (run: DigitRun): boolean => run.digits.length === 1 && !endsNoName(text, run)
  return !(isLone(left) && isAscii(text, right)) && !(isLone(right) && isAscii(text, left))
}

/** True where two neighbouring runs may belong to one number (138 1234, 138-1234). */
export const areJoined = (text: string, left: DigitRun, right: DigitRun): boolean =>
  areAlike(text, left, right) && JOINT.test(text.slice(left.end, right.start))

/** True where what stands between two runs separates two things as well as two parts of one (comma, line end). */
export const mayList = (text: string, left: DigitRun, right: DigitRun): boolean =>
  LIST_MARK.test(text.slice(left.end, right.start))

/** More runs in a row are a table or a flood, no number. */
const LONGEST_CHAIN = 60

/** Consecutive runs that are joined; runs of endless chains are left out. */
export const chainsOf = (text: string, runs: DigitRun[]): DigitRun[][] => {
  const chains: DigitRun[][] = []
  for (const run of runs) {
    const chain = chains.at(-1)
    const last = chain?.at(-1)
    if (chain && last && areJoined(text, last, run)) chain.push(run)
    else chains.push([run])
  }
  return chains.filter(({ length }) => length <= LONGEST_CHAIN)
}

/** One number made of whole neighbouring runs. */
export const joinRuns = (runs: DigitRun[]): DigitRun => ({
  digits: runs.map((run) => run.digits).join(''),
  start: runs[0]?.start ?? 0,
  end: runs.at(-1)?.end ?? 0,
})
