import { costOfLetter } from './letter-keys.ts'
import { matchedBy, requiredWords } from './required-words.ts'

/** A regular expression over whole texts that is tried only where a letter stands that every match needs. */
export interface Sifted {
  test: (text: string) => boolean
  /** The first match. */
  first: (text: string) => RegExpExecArray | null
  /** All matches, from left to right; asks for the flag `g`. */
  all: (text: string) => RegExpExecArray[]
  /** The text with the matches replaced: all of them with the flag `g`, else the first. */
  replace: (text: string, by: string | ((found: string) => string)) => string
}

const noGroup = (name: string): never => {
  throw new Error(`no group of words is called ${name}`)
}

const cheapestLetter = (word: string): string =>
  Array.from({ length: word.length }, (_, i) => word.charAt(i)).reduce((best, letter) =>
    costOfLetter(letter) < costOfLetter(best) ? letter : best,
  )

const costOf = (letters: readonly string[]): number =>
  letters.reduce((sum, letter) => sum + costOfLetter(letter), 0)

/** Letters (UTF-16 units) of which every text with a match holds one; null where nothing is needed that is known. */
const lettersNeeded = ({ source, flags }: RegExp): string[] | null => {
  const foldsMoreThanCase = flags.includes('i') && flags.includes('u')
  if (foldsMoreThanCase) return null
  const [best] = requiredWords(matchedBy(source, noGroup))
    .map((words) => [...new Set(words.map(cheapestLetter))])
    .sort((a, b) => costOf(a) - costOf(b))
  if (!best || !flags.includes('i')) return best ?? null
  return best.flatMap((letter) => [letter.toLowerCase(), letter.toUpperCase()])
}

const BITS = 32

/** Which of many expressions may match a text. */
interface Sieve {
  /** Lets an expression in that needs one of these letters; gives its number. */
  add: (letters: readonly string[]) => number
  /** Whether the text holds what the expression of that number needs: one look at a text serves all expressions. */
  mayMatch: (number: number, text: string) => boolean
}

const createSieveOfLetters = (): Sieve => {
  /** Of every expression by its number the letters it needs. */
  const needs: (readonly string[])[] = []
  /** By letter where its row begins in `rows`; 0 for letters that no expression needs. */
  const rowOf = new Uint16Array(0x1_0000)
  /** A row of bits a letter: the expressions that it lets through. */
  let rows = new Uint32Array()
  /** The expressions that may match the text looked at last. */
  let passed = new Uint32Array()
  let lookedAt = ''
  let known = 0

  const letIn = (): void => {
    const width = Math.ceil(needs.length / BITS)
    const letters = [...new Set(needs.flat())]
    rows = new Uint32Array((letters.length + 1) * width)
    letters.forEach((letter, i) => (rowOf[letter.charCodeAt(0)] = i + 1))
    needs.forEach((of, number) => {
      for (const letter of of) {
        const at = (rowOf[letter.charCodeAt(0)] ?? 0) * width + (number >>> 5)
        rows[at] = (rows[at] ?? 0) | (1 << (number & 31))
      }
    })
    passed = new Uint32Array(width)
    known = needs.length
  }

  const lookAt = (text: string): void => {
    if (known !== needs.length) letIn()
    const width = passed.length
    passed.fill(0)
    for (let i = 0; i < text.length; i++) {
      const row = (rowOf[text.charCodeAt(i)] ?? 0) * width
      if (row === 0) continue
      for (let word = 0; word < width; word++) passed[word] = (passed[word] ?? 0) | (rows[row + word] ?? 0)
    }
    lookedAt = text
  }

  return {
    add: (letters) => needs.push(letters) - 1,
    mayMatch: (number, text) => {
      if (text !== lookedAt || known !== needs.length) lookAt(text)
      return (((passed[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1
    },
  }
}

const first = (pattern: RegExp, text: string): RegExpExecArray | null => {
  pattern.lastIndex = 0
  return pattern.exec(text)
}

const NONE: RegExpExecArray[] = []

const isLong = (text: string, at: number): boolean => (text.codePointAt(at) ?? 0) > 0xffff

const all = (pattern: RegExp, text: string): RegExpExecArray[] => {
  const found: RegExpExecArray[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push(match)
    if (match[0] === '') pattern.lastIndex += pattern.unicode && isLong(text, match.index) ? 2 : 1
  }
  return found.length === 0 ? NONE : found
}

const replaced = (pattern: RegExp, text: string, by: string | ((found: string) => string)): string =>
  typeof by === 'string' ? text.replace(pattern, by) : text.replace(pattern, by)

/** `sift` for expressions that are tried on the same texts. */
export const createSift = (): ((pattern: RegExp) => Sifted) => {
  const { add, mayMatch } = createSieveOfLetters()
  return (pattern) => {
    const letters = lettersNeeded(pattern)
    const number = letters ? add(letters) : 0
    const may = letters ? (text: string): boolean => mayMatch(number, text) : (): boolean => true
    return {
      test: (text) => may(text) && first(pattern, text) !== null,
      first: (text) => (may(text) ? first(pattern, text) : null),
      all: (text) => (may(text) ? all(pattern, text) : NONE),
      replace: (text, by) => (may(text) ? replaced(pattern, text, by) : text),
    }
  }
}

/**
 * Sifts texts before an expression reads them: most expressions match few texts, and a look at the letters costs a small part
 * of a try. Not for anchored looks into a window of some letters, where the try is as cheap.
 */
export const sift = createSift()
