import { readFileSync } from 'node:fs'
import { projectFile } from '../domain/project-root.ts'
import { withChineseTerms } from './english-terms.ts'

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
const certainWord = new RegExp(Object.keys(table.certain).join('|'), 'g')
const regionalWord = new RegExp(Object.keys(table.words).join('|'), 'g')

/** The first `count` code points; negative: the last. Never splits a surrogate pair. */
const codePoints = (s: string, count: number): string => {
  const units = count > 0 ? s.slice(0, 2 * count) : s.slice(2 * count)
  const points = Array.from(units)
  return (count > 0 ? points.slice(0, count) : points.slice(count)).join('')
}

const LONE_SURROGATE = /\p{Surrogate}/gu
// Format characters (zero width, direction), variation selectors, the keycap frame, controls but for white space.
const INVISIBLE = /[\p{Cf}\u{FE00}-\u{FE0F}\u{20E3}\u{FFFD}]|(?![\t\n\v\f\r])\p{Cc}/gu

const tidy = (s: string): string =>
  s
    .replace(/\s*[\n\r\v\f\u2028\u2029]\s*/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\.{2,}/g, '…')
    .replace(/([\p{P}~^`$+=<>|])\1+/gu, '$1')
    .trim()

const simplify = (s: string): { text: string; traditional: boolean } => {
  let traditional = false
  const plain = Array.from(s, (c) => {
    const simplified = simplifiedOf.get(c)
    if (simplified === undefined) return c
    traditional = true
    return simplified
  })
    .join('')
    .replace(certainWord, (found) => {
      traditional = true
      return table.certain[found] ?? found
    })
  if (!traditional) return { text: s, traditional }
  const text = plain
    .replace(sharedOrKept, (found) => table.shared[found] ?? found)
    .replace(regionalWord, (found) => table.words[found] ?? found)
  return { text, traditional }
}

const clean = (capped: string): { text: string; traditional: boolean } => {
  const visible = capped.replace(LONE_SURROGATE, '').normalize('NFKC').replace(INVISIBLE, '')
  const { text, traditional } = simplify(tidy(visible))
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
