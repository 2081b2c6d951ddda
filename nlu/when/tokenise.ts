import { NUMERAL_CHARACTERS, parseNumeral } from '../numbers/numeral.ts'
import { sift } from '../phrases/sift.ts'
import { startsWord, type Word, wordAt } from './lexicon.ts'
import type { Carried, DayPart, Node, Unit } from './node.ts'
import { respelledAt } from './respellings.ts'

/** A way to write a date or time in figures. */
interface NumericForm {
  kind: string
  pattern: RegExp
  carry: (groups: string[]) => Carried | null
}

const isDay = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31

const fullDate = ([year = '', month = '', day = '']: string[]): Carried => ({
  date: { year: Number(year), month: Number(month), day: Number(day) },
})

const monthAndDay = ([month = '', day = '']: string[]): Carried | null =>
  isDay(Number(month), Number(day)) ? { date: { month: Number(month), day: Number(day) } } : null

const hourAndMinute = ([hour = '', minute = '']: string[]): Carried | null =>
  Number(hour) <= 24 && Number(minute) < 60
    ? {
        clock: {
          hour: Number(hour),
          minute: Number(minute),
          exact: Number(hour) > 12 || hour.startsWith('0'),
        },
      }
    : null

const compactDate = (groups: string[]): Carried | null =>
  isDay(Number(groups[1]), Number(groups[2])) ? fullDate(groups) : null

/** Tried in this order; the first that matches and carries something wins. */
const NUMERIC_FORMS: NumericForm[] = [
  {
    kind: 'date',
    pattern: /(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2})(?![\d:])[日号]?(?:-(?=\d{1,2}:\d))?/y,
    carry: fullDate,
  },
  { kind: 'date', pattern: /((?:19|20)\d\d) (\d{1,2}) (\d{1,2})(?![\d:])/y, carry: compactDate },
  { kind: 'date', pattern: /((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/y, carry: compactDate },
  { kind: 'clock', pattern: /(\d{1,2}):(\d{2})(?::\d{2})?(?!\d)时?/y, carry: hourAndMinute },
  { kind: 'slashed', pattern: /(\d{1,2})\/(\d{1,2})(?![\d/])/y, carry: monthAndDay },
  {
    kind: 'slashed',
    pattern: /(0\d|1[0-2])-([0-3]\d)(?![\d-])(?=$|[^号日点天个人分次月岁周:])/y,
    carry: monthAndDay,
  },
  {
    kind: 'dotted',
    pattern: /(\d{1,2})\.(\d{1,2})(?![\d.])/y,
    carry: ([a = '', b = '']) => ({ date: { month: Number(a), day: Number(b) }, word: b }),
  },
  { kind: 'other', pattern: /\d+(?:\.\d+)+/y, carry: () => ({}) },
  {
    kind: 'num',
    pattern: /(\d{1,8})(?!\d)/y,
    carry: ([digits = '']) => ({ n: Number(digits), word: digits }),
  },
]

const LONG_DIGITS = /\d+/y
const NUMERAL_RUN = new RegExp(`[${NUMERAL_CHARACTERS}]{1,12}`, 'y')
const DIGIT_PAIR = /^(十?)([一二两三四五六七八九])([二三四五六七八九])$/
const NUMERAL_START = new RegExp(`^[${NUMERAL_CHARACTERS}]`)
/** Characters that belong to a number before them rather than to a word that starts with them. */
const MARKS = '点号月日年分天时个'
const TAKES_MARK = new Set([
  'num',
  'dian',
  'part',
  'day',
  'dayPart',
  'weekday',
  'yue',
  'hao',
  'ban',
  'slashed',
  'dotted',
])

const matchAt = (pattern: RegExp, text: string, start: number): string[] | null => {
  pattern.lastIndex = start
  return pattern.exec(text)
}

/** What stands before the number of a document, whose digits are no date (发票号20261105). */
const DOCUMENT_NUMBER =
  /(?:(?:发票|订单|单据?|住院|门诊|病历|病案|流水|编|卡|账|帐|证件?|票|就诊|登记|运|受理|检查|检验|标本|条码?|回执|批|序列|手机|电话|学|工|档案|收据)(?:号码?|编号|代码)|发票|代码|编码|编号|号码|单号|订单|工单|流水)(?:是|为|[:,\s]){0,3}$/

const DOCUMENT_DIGITS = /\d[\d\s./-]{3,}\d/y

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57

const figuresAt = (text: string, start: number): Node | null => {
  if (!isDigit(text.charCodeAt(start))) return null
  const digits = matchAt(DOCUMENT_DIGITS, text, start)?.[0]
  if (digits !== undefined && DOCUMENT_NUMBER.test(text.slice(Math.max(0, start - 12), start)))
    return { kind: 'other', start, end: start + digits.length }
  for (const { kind, pattern, carry } of NUMERIC_FORMS) {
    const match = matchAt(pattern, text, start)
    const carried = match && carry(match.slice(1))
    if (match && carried) return { kind, start, end: start + (match[0]?.length ?? 1), ...carried }
  }
  const run = matchAt(LONG_DIGITS, text, start)?.[0] ?? ' '
  return { kind: 'other', start, end: start + run.length }
}

/** 八九 (eight or nine), 十一二: the two numbers; null where the numeral says one. */
const pairOf = (numeral: string): [number, number] | null => {
  const [, ten = '', a = '', b = ''] = DIGIT_PAIR.exec(numeral) ?? []
  const low = a === '' ? null : parseNumeral(a)
  const high = b === '' ? null : parseNumeral(b)
  if (low === null || high === null || high !== low + 1) return null
  const base = ten === '' ? 0 : 10
  return [base + low, base + high]
}

/** 三五天 is three to five of them; 周三五 are two days. */
const SOME = /^三五(?=[天日个])/

const NUMERALS = new Set(NUMERAL_CHARACTERS)

const numeralAt = (text: string, start: number): Node | null => {
  if (!NUMERALS.has(text.charAt(start))) return null
  const run = matchAt(NUMERAL_RUN, text, start)?.[0]
  if (run === undefined) return null
  const end = start + run.length
  const pair = SOME.test(text.slice(start)) ? [3, 5] : pairOf(run)
  if (pair) return { kind: 'num', start, end, n: pair[0], hi: pair[1], word: run }
  const n = parseNumeral(run)
  return { kind: 'num', start, end, n: n ?? Number.NaN, word: run }
}

const daysOf = (value: string): Carried => {
  const [n = 0, hi = 0] = value.split(' ').map(Number)
  return { n, hi }
}

const dayPartOf = (value: string): Carried => {
  const [n = '0', part] = value.split(' ')
  return { n: Number(n), part: part as DayPart }
}

const CARRY: Record<string, (value: string) => Carried> = {
  days: daysOf,
  third: daysOf,
  yearThird: daysOf,
  weekPart: daysOf,
  season: daysOf,
  dayPart: dayPartOf,
  part: (value) => ({ part: value as DayPart }),
  partChar: (value) => ({ part: value as DayPart }),
  unit: (value) => ({ unit: value as Unit }),
}
const NUMBERED = new Set([
  'day',
  'rel',
  'monthWord',
  'lunarMonth',
  'yearWord',
  'shift',
  'weekday',
  'lunarDay',
  'newYearDay',
  'postpone',
])

const carriedBy = ({ kind, value, text }: Word): Carried => ({
  ...(CARRY[kind]?.(value) ?? (NUMBERED.has(kind) ? { n: Number(value) } : {})),
  word: kind === 'yearEdge' || kind === 'limit' ? value : text,
})

/** 下周前两天, 春节前两天 are not 前两天, the days before today. */
const COUNTS_OWN_DAYS = new Set(['festival', 'week', 'yue'])

/** 三天后上午, 俩礼拜后下午: the 后 is theirs. */
const ENDS_DURATION = new Set(['unit', 'week', 'yue', 'nian', 'weekday', 'festival', 'hao'])

const STARTS_EXPRESSION = new Set(['rel', 'soft', 'and', 'or', 'to', 'filler', 'move', 'except', 'from'])

/** 小明天天 is a child who … every day. */
const NAMED_MING = /[小晓]$/

/** A word is not read where the number before it claims its first character (三点|心内科, 三|年前, 六点半|夜门诊). */
const accepts = (lower: string, start: number, before: Node | undefined) => (word: Word) => {
  if (word.kind === 'weekday' && /\d$/.test(word.text))
    return !/\d/.test(lower.charAt(start + word.text.length))
  if (word.kind === 'weekday' && word.text.startsWith('拜'))
    return before === undefined || STARTS_EXPRESSION.has(before.kind)
  const next = lower.charAt(start + word.text.length)
  if (word.text.startsWith('明') && NAMED_MING.test(lower.charAt(start - 1)))
    return next !== '天' && !'天日'.includes(word.text.charAt(1))
  if (word.kind === 'third' && /[初头]$/.test(word.text)) return !NUMERAL_START.test(next)
  if (word.text.startsWith('半夜') && before?.kind === 'dian') return false
  const claimed = before !== undefined && TAKES_MARK.has(before.kind)
  if (/^[约挂]过$/.test(word.text) && /^[一两二三四五六几\d]{1,2}(?:天|周|个)/.test(lower.slice(start + 2)))
    return false
  if (word.kind === 'blocked' && /[上下]$/.test(word.text) && /[午昼半晌]/.test(next)) return false
  if (word.text === '后一点') return !ENDS_DURATION.has(before?.kind ?? '')
  if (word.kind === 'blocked' && /[上晨午晚]好$/.test(word.text) && next === '不') return false
  if (word.kind === 'blocked')
    return !claimed || !(MARKS.includes(word.text.charAt(0)) || NUMERAL_START.test(word.text))
  if (word.kind === 'dayPart' && word.text.startsWith('后') && ENDS_DURATION.has(before?.kind ?? ''))
    return false
  if (word.kind === 'days' && /^[前头]/.test(word.text)) return !COUNTS_OWN_DAYS.has(before?.kind ?? '')
  if (word.kind === 'yearEdge') return before?.kind !== 'num' && before?.kind !== 'ban'
  if (word.text === '非') return /^(?:周末|双休|节假)/.test(lower.slice(start + 1))
  if (word.text === 'p') return before?.kind === 'clock' || before?.kind === 'num'
  return true
}

const wordNode = (lower: string, start: number, before: Node | undefined): Node | null => {
  if (!startsWord(lower.charAt(start))) return null
  const word = wordAt(lower, start, accepts(lower, start, before))
  return word ? { kind: word.kind, start, end: start + word.text.length, ...carriedBy(word) } : null
}

/** ASCII letters only: offsets must stay those of the text. */
const CAPITAL = sift(/[A-Z]/g)
const toLower = (text: string): string => CAPITAL.replace(text, (c) => c.toLowerCase())

const longer = (a: Node | null, b: Node | null): Node | null => (a && b ? (b.end > a.end ? b : a) : (a ?? b))

const IN_QUOTED_TITLE = sift(/《[^》]*》/g)

/** A message with more words of the grammar than this is none; its rest is not read. */
const MOST_WORDS = 300

/** Splits `text` into words of the date grammar, numbers, and single other characters. */
export const tokenise = (text: string): Node[] => {
  const lower = IN_QUOTED_TITLE.replace(toLower(text), (title) => '□'.repeat(title.length))
  const tokens: Node[] = []
  let words = 0
  for (let start = 0; start < lower.length && words < MOST_WORDS; ) {
    const before = tokens.at(-1)
    const read = longer(wordNode(lower, start, before), numeralAt(lower, start))
    const token = figuresAt(lower, start) ??
      longer(read, respelledAt(lower, start, tokens)) ?? {
        kind: 'other',
        start,
        end: start + 1,
      }
    tokens.push(token)
    if (token.kind !== 'other') words++
    start = token.end
  }
  return tokens
}
