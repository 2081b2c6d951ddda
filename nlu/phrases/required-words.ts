/** Words of which a text must hold one, or the expression cannot match. */
export type OneOf = readonly string[]

/** What is known of all that an expression matches. */
export interface Matched {
  /** No match is anything else; undefined where they are too many. */
  words?: OneOf
  /** Whether every one of `words` matches wherever it stands, and the first that does is the match. */
  isExact: boolean
  needs: OneOf[]
}

interface Read extends Matched {
  /** Where the reader stands in the source. */
  end: number
}

/** More words than this are not told apart. */
const MOST_JOINED = 60
const MOST_LISTED = 300
/** A range wider than this is in nearly every text. */
const WIDEST_RANGE = 64

const NOTHING = ['']
const DIGITS = [...'0123456789']
const ANY: Matched = { isExact: false, needs: [] }
const EMPTY: Matched = { words: NOTHING, isExact: true, needs: [] }
/** A look around or an anchor takes no letters. */
const BORDER: Matched = { words: NOTHING, isExact: false, needs: [] }

const letters = (words: OneOf): Matched => ({ words, isExact: true, needs: [] })

const distinct = (words: OneOf): OneOf => (words.length === 1 ? words : [...new Set(words)])

/** All that must be there, the words themselves included. */
const allNeeds = ({ words, needs }: Matched): OneOf[] =>
  words && !words.includes('') ? [...needs, words] : needs

const joined = (heads: OneOf, tails: OneOf): OneOf =>
  heads.length === 1 && heads[0] === ''
    ? tails
    : distinct(heads.flatMap((head) => tails.map((tail) => head + tail)))

const fitsJoined = (heads: OneOf, tails: OneOf): boolean =>
  heads.length * tails.length <= MOST_JOINED || heads.length === 1 || tails.length === 1

const inTurn = (terms: readonly Matched[]): Matched => {
  const needs: OneOf[] = []
  let words = NOTHING as OneOf
  let isWhole = true
  for (const term of terms) {
    needs.push(...term.needs)
    if (term.words && fitsJoined(words, term.words)) {
      words = joined(words, term.words)
      continue
    }
    isWhole = false
    if (!words.includes('')) needs.push(words)
    words = term.words ?? NOTHING
  }
  const whole = { words, isExact: terms.every(({ isExact }) => isExact), needs }
  return isWhole ? whole : { isExact: false, needs: allNeeds(whole) }
}

const lengthOf = (words: OneOf): number => words.length

/** What every one of the alternatives needs: the first need of each together, the second of each, … */
const commonNeeds = (alternatives: readonly Matched[]): OneOf[] => {
  const [first = [], ...others] = alternatives.map((one) =>
    allNeeds(one).toSorted((a, b) => lengthOf(a) - lengthOf(b)),
  )
  return others.reduce(
    (common, needs) => common.slice(0, needs.length).map((one, i) => distinct([...one, ...(needs[i] ?? [])])),
    first,
  )
}

const eitherOf = (alternatives: readonly Matched[]): Matched => {
  const [only] = alternatives
  if (only && alternatives.length === 1) return only
  const count = alternatives.reduce((sum, { words }) => sum + (words?.length ?? Infinity), 0)
  if (count > MOST_LISTED) return { isExact: false, needs: commonNeeds(alternatives) }
  return {
    words: distinct(alternatives.flatMap(({ words }) => words ?? [])),
    isExact: alternatives.every(({ isExact }) => isExact),
    // Needs beside the words (of a look ahead) would have to hold in all of the alternatives.
    needs: [],
  }
}

const range = (from: string, to: string): string[] => {
  const [low, high] = [from.charCodeAt(0), to.charCodeAt(0)]
  return high - low > WIDEST_RANGE
    ? []
    : Array.from({ length: high - low + 1 }, (_, i) => String.fromCharCode(low + i))
}

/** A class of characters, from behind its bracket; one that excludes or is too wide tells nothing. */
const readClass = (source: string, start: number): Read => {
  const inside: string[] = []
  let isOpen = source.charAt(start) === '^'
  let at = start
  while (source.charAt(at) !== ']') {
    const isEscape = source.charAt(at) === '\\'
    const letter = source.charAt(isEscape ? at + 1 : at)
    if (isEscape && /\w/.test(letter)) isOpen = true
    at += isEscape ? 2 : 1
    if (source.charAt(at) === '-' && source.charAt(at + 1) !== ']') {
      const wide = range(letter, source.charAt(at + 1))
      if (wide.length === 0) isOpen = true
      inside.push(...wide)
      at += 2
    } else inside.push(letter)
  }
  return { ...(isOpen ? ANY : letters(distinct(inside))), end: at + 1 }
}

const readEscape = (source: string, at: number): Read => {
  const letter = source.charAt(at + 1)
  if (letter === 'd') return { ...letters(DIGITS), end: at + 2 }
  return { ...(/\w/.test(letter) ? ANY : letters([letter])), end: at + 2 }
}

/** A group, from its bracket on. */
const readGroup = (source: string, at: number): Read => {
  const opening = /^\((?:\?(?:[:=!]|<[=!]))?/.exec(source.slice(at, at + 4))?.[0] ?? '('
  const { end, ...inside } = readAlternatives(source, at + opening.length)
  if (/[=!]$/.test(opening))
    return { ...BORDER, needs: opening.endsWith('!') ? [] : allNeeds(inside), end: end + 1 }
  return { ...inside, end: end + 1 }
}

const readAtom = (source: string, at: number): Read => {
  const letter = source.charAt(at)
  if (letter === '(') return readGroup(source, at)
  if (letter === '[') return readClass(source, at + 1)
  if (letter === '\\') return readEscape(source, at)
  if (letter === '.') return { ...ANY, end: at + 1 }
  return { ...('^$'.includes(letter) ? BORDER : letters([letter])), end: at + 1 }
}

const QUANTIFIER = /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y
const MAY_BE_ABSENT = /^(?:[*?]|\{0)/

const repeated = (term: Matched, quantifier: string): Matched => {
  if (quantifier === '') return term
  if (quantifier.startsWith('?') && term.words) {
    const words = quantifier === '?' ? [...term.words, ''] : ['', ...term.words]
    return { words: distinct(words), isExact: term.isExact, needs: [] }
  }
  return MAY_BE_ABSENT.test(quantifier) ? ANY : { isExact: false, needs: allNeeds(term) }
}

const readTerm = (source: string, at: number): Read => {
  const { end, ...atom } = readAtom(source, at)
  QUANTIFIER.lastIndex = end
  const quantifier = QUANTIFIER.exec(source)?.[0] ?? ''
  return { ...repeated(atom, quantifier), end: end + quantifier.length }
}

const readAlternatives = (source: string, start: number): Read => {
  const alternatives: Matched[][] = [[]]
  let at = start
  while (at < source.length && source.charAt(at) !== ')') {
    if (source.charAt(at) === '|') {
      alternatives.push([])
      at += 1
      continue
    }
    const { end, ...term } = readTerm(source, at)
    alternatives.at(-1)?.push(term)
    at = end
  }
  return {
    ...eitherOf(alternatives.map((terms) => (terms.length === 0 ? EMPTY : inTurn(terms)))),
    end: at,
  }
}

/** What a regular expression (without flags that change letters) matches, as far as its syntax tells. */
export const matchedBy = (source: string): Matched => {
  const { end: _end, ...matched } = readAlternatives(source, 0)
  return matched
}

/**
 * What a text must hold for the expression to match it: of every list one word. Never more than is needed; less where the
 * syntax does not tell.
 */
export const requiredWords = (source: string): OneOf[] => allNeeds(matchedBy(source))
