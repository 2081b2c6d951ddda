const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  '○': 0,
  一: 1,
  壹: 1,
  二: 2,
  贰: 2,
  两: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
  俩: 2,
  仨: 3,
}
/** Read digit by digit only (幺三八), never before a unit. */
const SPOKEN_DIGITS: Record<string, number> = { 幺: 1, 洞: 0, 拐: 7, 勾: 9 }
const TENS: Record<string, number> = { 廿: 20, 卅: 30, 卌: 40 }
const UNITS: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
/** Smallest first. */
const MYRIADS: Record<string, number> = { 万: 10_000, 亿: 100_000_000, 兆: 1_000_000_000_000 }
const ASCII_NUMBER = /^\d+(?:\.\d+)?$/

/** Characters of which Chinese numerals are made; for the character class of a search. */
export const NUMERAL_CHARACTERS = [
  ...Object.keys(DIGITS),
  ...Object.keys(TENS),
  ...Object.keys(UNITS),
  ...Object.keys(MYRIADS),
].join('')

const asciiDigit = (c: string): number | undefined => (/^[0-9]$/.test(c) ? Number(c) : undefined)

/** 0–9 of one Chinese digit, spoken forms such as 幺 included; null of anything else. */
export const digitOf = (character: string): number | null =>
  DIGITS[character] ?? SPOKEN_DIGITS[character] ?? asciiDigit(character) ?? null

/** 两三, 七八: "a few", no number. */
const isApproximate = (digits: (number | null)[]): boolean =>
  digits.length === 2 && digits[0] !== 0 && digits[1] === (digits[0] ?? 0) + 1

const digitByDigit = (s: string): number | null => {
  const digits = Array.from(s, digitOf)
  if (digits.length === 1) return digits[0] ?? null
  return digits.length > 15 || isApproximate(digits) || /[两俩仨]/.test(s) ? null : Number(digits.join(''))
}

/** Below ten thousand: 两千零五, 一百二, 廿三. Null where the units do not fall. */
const section = (s: string): number | null => {
  let total = 0
  let digit: number | null = null
  let unitBefore = 10_000
  let zero = false
  for (const c of s) {
    const unit = UNITS[c]
    const value = DIGITS[c] ?? asciiDigit(c)
    if (unit !== undefined) {
      if (unit >= unitBefore || (digit === null && unit !== 10) || digit === 0) return null
      total += (digit ?? 1) * unit
      unitBefore = unit
      digit = null
      zero = false
    } else if (TENS[c] !== undefined) {
      if (digit !== null || unitBefore <= 10) return null
      total += TENS[c]
      unitBefore = 10
    } else if (value === 0) {
      if (digit !== null || zero) return null
      zero = true
    } else if (value !== undefined) {
      if (digit !== null) return null
      digit = value
    } else return null
  }
  if (digit === null) return total
  // 一百二 is 120 and 一千二 is 1,200, but 一百零二 is 102.
  return unitBefore > 10 && unitBefore < 10_000 && !zero ? total + (digit * unitBefore) / 10 : total + digit
}

const withMyriads = (s: string): number | null => {
  for (const [mark, size] of Object.entries(MYRIADS).reverse()) {
    const at = s.lastIndexOf(mark)
    if (at < 0) continue
    const head = withMyriads(s.slice(0, at))
    const rest = s.slice(at + mark.length)
    if (head === null || head === 0) return null
    if (rest === '') return Number((head * size).toPrecision(15))
    const bare = rest.length === 1 ? DIGITS[rest] : undefined
    const tail = bare === undefined ? withMyriads(rest) : (bare * size) / 10
    return tail === null ? null : head * size + tail
  }
  return ASCII_NUMBER.test(s) ? Number(s) : s === '' ? null : section(s)
}

const isDigitByDigit = (s: string): boolean => Array.from(s).every((c) => digitOf(c) !== null)

const whole = (s: string): number | null => (isDigitByDigit(s) ? digitByDigit(s) : withMyriads(s))

const decimal = (s: string): number | null => {
  const [before = '', after = '', ...rest] = s.split('点')
  if (rest.length > 0 || before === '' || after === '') return null
  const head = whole(before)
  const tail = Array.from(after, digitOf)
  return head === null || tail.includes(null) ? null : Number(`${head}.${tail.join('')}`)
}

const half = (s: string): number | null => {
  if (s === '半' || s === '一半') return 0.5
  const head = whole(s.replace(/个半$|半$/, ''))
  return head === null ? null : head + 0.5
}

/**
 * The number that a numeral alone says: 二十三, 两百零五, 一千二 (1200), 一万五, 3万, 廿八, 俩, 半 (0.5), 一点五 (1.5), 二〇二六
 * (2026, digit by digit), 负三. Null of anything that is not wholly a numeral.
 */
export const parseNumeral = (s: string): number | null => {
  if (s === '' || s.length > 40) return null
  if (ASCII_NUMBER.test(s)) return Number(s)
  if (s.startsWith('负')) {
    const positive = parseNumeral(s.slice(1))
    return positive === null || s.startsWith('负负') ? null : -positive
  }
  if (s.includes('点')) return decimal(s)
  return s.endsWith('半') ? half(s) : whole(s)
}
