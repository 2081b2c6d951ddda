/** Finding numbers that identify a person in free text, in any spelling. */

const spoken: Record<string, string> = {
  零: '0',
  〇: '0',
  '○': '0',
  洞: '0',
  一: '1',
  幺: '1',
  壹: '1',
  么: '1',
  二: '2',
  两: '2',
  贰: '2',
  貳: '2',
  兩: '2',
  三: '3',
  叁: '3',
  參: '3',
  四: '4',
  肆: '4',
  五: '5',
  伍: '5',
  六: '6',
  陆: '6',
  陸: '6',
  七: '7',
  柒: '7',
  拐: '7',
  八: '8',
  捌: '8',
  九: '9',
  玖: '9',
  勾: '9',
  叉: 'X',
}

const shownAtStart = 3
const shownAtEnd = 4
const phoneLength = 11
const idLength = 18
const oldIdLength = 15
/** Characters that may stand between two digits of one number. */
const longestGap = 6
/** Digits after a word such as 电话 that make a number. */
const shortestNamed = 5

/** Characters before a number that are searched for such a word. */
const longestLabel = 12

interface Digit {
  /** 0–9 or X. */
  value: string
  /** Position of its character in the text, counted in characters. */
  at: number
}

const digitOf = (character: string): string | undefined => {
  const plain = character.normalize('NFKC').toUpperCase()
  return /^[0-9X]$/.test(plain) ? plain : spoken[plain]
}

/** Not the colon: it stands in times, of which a text may list several. */
const isGap = (character: string): boolean => /[^\p{L}\p{N}:：]/u.test(character)

/** Runs of digits with nothing but short gaps between them; an X ends its run and cannot begin one. */
const digitRuns = (characters: readonly string[]): Digit[][] => {
  const runs: Digit[][] = []
  let run: Digit[] = []
  let gap = 0
  const end = () => {
    if (run.length > 0) runs.push(run)
    run = []
    gap = 0
  }
  for (const [at, character] of characters.entries()) {
    const value = digitOf(character)
    if (value === 'X' ? run.length > 0 : value !== undefined) {
      run.push({ value: value ?? '', at })
      gap = 0
      if (value === 'X') end()
    } else if (!isGap(character) || ++gap > longestGap) end()
  }
  end()
  return runs
}

const windows = (digits: string, length: number, fits: RegExp): [number, number][] =>
  Array.from({ length: Math.max(0, digits.length - length + 1) }, (_, start): [number, number] => [
    start,
    start + length,
  ]).filter(([start, end]) => fits.test(digits.slice(start, end)))

const mobile = /^1[3-9]\d{9}$/
const idNumber = /^\d{6}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/
const landline = /^0\d{9,11}$/

/** Stretches of a run that are written without any gap. */
const unbroken = (run: readonly Digit[]): [number, number][] => {
  const breaks = run.flatMap(({ at }, i) => (i > 0 && at !== (run[i - 1]?.at ?? 0) + 1 ? [i] : []))
  const edges = [0, ...breaks, run.length]
  return edges.slice(1).map((end, i): [number, number] => [edges[i] ?? 0, end])
}

const namesNumber = /(电话|手机|手机号|座机|号码|联系方式|身份证|证件|微信|QQ)[号码是为我的：:\s]*$/i

const numbersIn = (run: readonly Digit[], before: string): [number, number][] => {
  const digits = run.map(({ value }) => value).join('')
  const whole: [number, number] = [0, digits.length]
  const isWhole =
    digits.length === oldIdLength ||
    digits.length === idLength ||
    landline.test(digits) ||
    (digits.length >= shortestNamed && namesNumber.test(before))
  return [
    ...(isWhole ? [whole] : []),
    ...windows(digits, phoneLength, mobile),
    ...windows(digits, idLength, idNumber),
    ...unbroken(run).filter(([start, end]) => end - start >= phoneLength),
  ]
}

/** Which of `length` places are hidden: all but the first three and last four, and never fewer than half. */
const hiddenPlaces = (length: number): [number, number] =>
  length - shownAtStart - shownAtEnd >= shownAtEnd
    ? [shownAtStart, length - shownAtEnd]
    : [Math.ceil(length / 4), length - Math.floor(length / 4)]

/** A number with its middle, at least half of it, as stars. Source: CP-10 (S0 投诉五). */
export const starMiddle = (written: string): string => {
  const characters = Array.from(written)
  const [start, end] = hiddenPlaces(characters.length)
  return characters.map((character, i) => (i >= start && i < end ? '*' : character)).join('')
}

const charactersBefore = (characters: readonly string[], at: number): string =>
  characters.slice(Math.max(0, at - longestLabel), at).join('')

/**
 * The text with the middle of every number that identifies a person as stars, one for a digit; gaps stay as written.
 * Source: CP-10 (S0 投诉五), DU-3 (S1 第八条).
 */
export const maskNumbers = (text: string): string => {
  const characters = Array.from(text)
  const hidden = new Set<number>()
  for (const run of digitRuns(characters)) {
    const before = charactersBefore(characters, run[0]?.at ?? 0)
    for (const [start, end] of numbersIn(run, before)) {
      const [from, to] = hiddenPlaces(end - start)
      for (const { at } of run.slice(start + from, start + to)) hidden.add(at)
    }
  }
  return characters.map((character, i) => (hidden.has(i) ? '*' : character)).join('')
}
