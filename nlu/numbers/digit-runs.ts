import { digitOf } from './numeral.ts'

/** Digits of one script that stand together: 138, 一三八. */
export interface DigitRun {
  /** ASCII digits. */
  digits: string
  start: number
  end: number
}

const RUN = /[0-9]+|[零〇○一二三四五六七八九幺洞拐勾壹贰叁肆伍陆柒捌玖]+/g
/** What patients put between the digits of one number. */
const JOINT = /^(?:|\s{1,3}|\s?[-–—_.·/~()]\s?|\s?[()]\s?[-]?\s?|\s?[,、]\s?)$/
const LIST_MARK = /[,、/\n]/

/** All runs of digits of the text, from left to right. */
export const digitRunsOf = (text: string): DigitRun[] =>
  Array.from(text.matchAll(RUN), ({ 0: found, index }) => ({
    digits: Array.from(found, digitOf).join(''),
    start: index,
    end: index + found.length,
  }))

const isAscii = (text: string, { start }: DigitRun): boolean => /[0-9]/.test(text.charAt(start))

/** The numeral that a name ends with (张三 138…) is no part of the number beside it. */
const areAlike = (text: string, left: DigitRun, right: DigitRun): boolean => {
  const isLone = (run: DigitRun): boolean => run.digits.length === 1 && !isAscii(text, run)
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
