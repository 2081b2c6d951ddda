import { readFileSync } from 'node:fs'
import { projectFile } from '../domain/project-root.ts'
import { withChineseTerms } from './english-terms.ts'
import { sift } from './phrases/sift.ts'

interface TraditionalTable {
  traditional: string
  simplified: string
  /** Characters of simplified texts too: read as traditional only beside characters that are nothing else. */
  shared: Record<string, string>
  /** Words with a shared character that only traditional texts have, written after `simplified`. */
  certain: Record<string, string>
  /** Words in which a shared character stays. */
  kept: string[]
  /** After the characters: words of Taiwan and Hong Kong with one reading here. */
  words: Record<string, string>
}

const CAP = 2000
const TAIL = 500

const table = JSON.parse(readFileSync(projectFile('nlu', 'traditional.json'), 'utf8')) as TraditionalTable
const simplifiedOf = new Map(
  Array.from(table.traditional, (c, i) => [c, table.simplified.charAt(i)] as const),
)
const sharedOrKept = new RegExp(`${table.kept.join('|')}|[${Object.keys(table.shared).join('')}]`, 'g')
const certainWord = sift(new RegExp(Object.keys(table.certain).join('|'), 'g'))
const regionalWord = new RegExp(Object.keys(table.words).join('|'), 'g')

/** The first `count` code points; negative: the last. Never splits a surrogate pair. */
const codePoints = (s: string, count: number): string => {
  if (s.length <= Math.abs(count)) return s
  const units = count > 0 ? s.slice(0, 2 * count) : s.slice(2 * count)
  const points = Array.from(units)
  return (count > 0 ? points.slice(0, count) : points.slice(count)).join('')
}

const LONE_SURROGATE = /\p{Surrogate}/gu
// Format characters (zero width, direction), variation selectors, the keycap frame, controls but for white space.
const INVISIBLE = /[\p{Cf}\u{FE00}-\u{FE0F}\u{20E3}\u{FFFD}]|(?![\t\n\v\f\r])\p{Cc}/gu

const visible = (s: string): string => s.replace(LONE_SURROGATE, '').normalize('NFKC').replace(INVISIBLE, '')

const tidy = (s: string): string =>
  s
    .replace(/\s*[\n\r\v\f\u2028\u2029]\s*/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\.{2,}/g, '…')
    .replace(/([\p{P}~^`$+=<>|])\1+/gu, '$1')
    .trim()

/** The letter for letter, where one of them is traditional. */
const letterwise = (s: string): string => {
  for (let i = 0; i < s.length; i++)
    if (simplifiedOf.has(s.charAt(i))) return Array.from(s, (c) => simplifiedOf.get(c) ?? c).join('')
  return s
}

const simplify = (s: string): { text: string; traditional: boolean } => {
  const letters = letterwise(s)
  const plain = certainWord.replace(letters, (found) => table.certain[found] ?? found)
  const traditional = plain !== s
  if (!traditional) return { text: s, traditional }
  const text = plain
    .replace(sharedOrKept, (found) => table.shared[found] ?? found)
    .replace(regionalWord, (found) => table.words[found] ?? found)
  return { text, traditional }
}

/** Nothing of it is folded, invisible, a space or a mark. */
const ONLY_CHINESE = /^[0-9\u4e00-\u9fff]*$/

const clean = (capped: string): { text: string; traditional: boolean } => {
  const { text, traditional } = simplify(ONLY_CHINESE.test(capped) ? capped : tidy(visible(capped)))
  return { text: codePoints(withChineseTerms(text), CAP).trim(), traditional }
}

/**
 * The text as everything else reads it: NFKC (full-width punctuation becomes ASCII), simplified characters, no invisible
 * characters, single spaces and line ends, runs of one punctuation mark as one mark, at most 2,000 code points.
 * Cantonese words stay as they are (听日); in a message without Chinese, English terms become Chinese ones (皮肤科 for
 * dermatologist). `traditional` tells that traditional characters were among them.
 */
export const normalise = (raw: string): { text: string; traditional: boolean } => clean(codePoints(raw, CAP))

/** The last 500 code points, normalised: what a very long message ends with. */
export const tailOf = (raw: string): string => clean(codePoints(raw, -TAIL)).text
