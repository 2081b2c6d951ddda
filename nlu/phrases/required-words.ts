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

/** What a named group of words (`{name}`) matches. */
export type MatchedByGroup = (name: string) => Matched

/** More words than this are not told apart. */
const MOST_JOINED = 60
const MOST_LISTED = 300
/** A range wider than this is in nearly every text. */
const WIDEST_RANGE = 64

const NOTHING = ['']
/** Stands for letters that need not be told. */
const GAP = '…'
const DIGITS = [...'0123456789']
const ANY: Matched = { isExact: false, needs: [] }
/** A look around or an anchor takes no letters. */
const BORDER: Matched = { words: NOTHING, isExact: false, needs: [] }

const letters = (words: OneOf): Matched => ({ words, isExact: true, needs: [] })

const distinct = (words: OneOf): OneOf => (words.length === 1 ? words : [...new Set(words)])

/**
 * What a text must hold for the expression to match it: of every list one word. Never more than is needed; less where the
 * syntax does not tell.
 */
export const requiredWords = ({ words, needs }: Matched): OneOf[] =>
  words && !words.includes('') ? [...needs, words] : needs

const joined = (heads: OneOf, tails: OneOf): OneOf =>
  heads.length === 1 && heads[0] === ''
    ? tails
    : distinct(heads.flatMap((head) => tails.map((tail) => head + tail)))

const fitsJoined = (heads: OneOf, tails: OneOf): boolean =>
  heads.length * tails.length <= MOST_JOINED || heads.length === 1 || tails.length === 1

const inTurn = (terms: readonly Matched[]): Matched => {
  const [only] = terms
  if (only && terms.length === 1) return only
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
  return isWhole ? whole : { isExact: false, needs: requiredWords(whole) }
}

const lengthOf = (words: OneOf): number => words.length

/** What every one of the alternatives needs: the first need of each together, the second of each, … */
const commonNeeds = (alternatives: readonly Matched[]): OneOf[] => {
  const [first = [], ...others] = alternatives.map((one) =>
    requiredWords(one).toSorted((a, b) => lengthOf(a) - lengthOf(b)),
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

/** What stands between the brackets of a class; one that excludes or is too wide tells nothing. */
const classOf = (inside: string): Matched => {
  const members: string[] = []
  if (inside.startsWith('^')) return ANY
  for (let at = 0; at < inside.length; at++) {
    const isEscape = inside.charAt(at) === '\\'
    if (isEscape) at += 1
    const letter = inside.charAt(at)
    if (isEscape && /\w/.test(letter)) return ANY
    if (inside.charAt(at + 1) === '-' && at + 2 < inside.length) {
      const wide = range(letter, inside.charAt(at + 2))
      if (wide.length === 0) return ANY
      members.push(...wide)
      at += 2
    } else members.push(letter)
  }
  return letters(distinct(members))
}

const escaped = (letter: string): Matched => {
  if (letter === 'd') return letters(DIGITS)
  return /\w/.test(letter) ? ANY : letters([letter])
}

const MAY_BE_ABSENT = /^(?:[*?]|\{0)/

const repeated = (term: Matched, quantifier: string): Matched => {
  if (quantifier === '') return term
  if (quantifier.startsWith('?') && term.words) {
    const words = quantifier === '?' ? [...term.words, ''] : ['', ...term.words]
    return { words: distinct(words), isExact: term.isExact, needs: [] }
  }
  return MAY_BE_ABSENT.test(quantifier) ? ANY : { isExact: false, needs: requiredWords(term) }
}

/** Parts of the syntax, each tried where the reader stands. */
const QUANTIFIER = /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y
const GROUP_NAME = /\{([a-z][a-z-]*)\}/y
const OPENING = /\((?:\?(?:[:=!]|<[=!]|<\w+>))?/y
const ESCAPE = /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[^])/y
const CLASS = /\[((?:\\.|[^\]\\])*)\]/y
const PLAIN = /[^\\^$.*+?()[\]{}|…]+/y
const QUANTIFIERS = '*+?{'

interface Reader {
  source: string
  /** Where it stands. */
  at: number
  matchedByGroup: MatchedByGroup
}

const next = (reader: Reader, pattern: RegExp): RegExpExecArray | null => {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.source)
  reader.at += found?.[0].length ?? 0
  return found
}

const group = (reader: Reader): Matched => {
  const opening = next(reader, OPENING)?.[0] ?? ''
  const inside = alternatives(reader)
  reader.at += 1
  if (!/[=!]$/.test(opening)) return inside
  return { ...BORDER, needs: opening.endsWith('!') ? [] : requiredWords(inside) }
}

const isRepeatedAt = ({ source, at }: Reader): boolean =>
  at < source.length && QUANTIFIERS.includes(source.charAt(at))

/** The last letter: both halves of one beyond the basic plane. */
const LAST_LETTER = /[^]$/u

/** Letters that stand for themselves; the last one by itself where it is repeated. */
const plain = (reader: Reader, run: string): Matched => {
  if (!isRepeatedAt(reader)) return letters([run])
  const at = run.search(LAST_LETTER)
  if (at === 0) return letters([run])
  reader.at -= run.length - at
  return letters([run.slice(0, at)])
}

/** A list of phrases is split at its spaces: one within a class leaves half of it, which would be looked for in vain. */
const bracketed = (reader: Reader): Matched => {
  const inside = next(reader, CLASS)?.[1]
  if (inside === undefined)
    throw new Error(`${reader.source}: a class does not end; write a space in it as \\s`)
  return classOf(inside)
}

const atom = (reader: Reader): Matched => {
  const run = next(reader, PLAIN)?.[0]
  if (run !== undefined) return plain(reader, run)
  const letter = reader.source.charAt(reader.at)
  if (letter === '(') return group(reader)
  if (letter === '[') return bracketed(reader)
  const name = next(reader, GROUP_NAME)?.[1]
  if (name !== undefined) return reader.matchedByGroup(name)
  if (letter === '\\') return escaped(next(reader, ESCAPE)?.[0].charAt(1) ?? '')
  reader.at += 1
  if (letter === '.' || letter === GAP) return ANY
  return '^$'.includes(letter) ? BORDER : letters([letter])
}

const sequence = (reader: Reader): Matched => {
  const terms: Matched[] = []
  while (reader.at < reader.source.length && !')|'.includes(reader.source.charAt(reader.at))) {
    const one = atom(reader)
    terms.push(isRepeatedAt(reader) ? repeated(one, next(reader, QUANTIFIER)?.[0] ?? '') : one)
  }
  return inTurn(terms)
}

const alternatives = (reader: Reader): Matched => {
  const all = [sequence(reader)]
  while (reader.source.charAt(reader.at) === '|') {
    reader.at += 1
    all.push(sequence(reader))
  }
  return eitherOf(all)
}

/**
 * What a phrase matches, as far as its syntax tells: a regular expression (without flags that change letters) in which
 * `{name}` stands for a group and `…` for any letters.
 */
export const matchedBy = (source: string, matchedByGroup: MatchedByGroup): Matched =>
  alternatives({ source, at: 0, matchedByGroup })

/** What any of several expressions matches, the first that does before the others. */
export const matchedByOneOf = (sources: readonly string[], matchedByGroup: MatchedByGroup): Matched =>
  eitherOf(sources.map((source) => matchedBy(source, matchedByGroup)))
