import type { Span } from '../../domain/understanding.ts'
import { createLetterIndex, type LetterIndex } from './letter-index.ts'
import { rankedNeeds } from './letter-keys.ts'
import { type Matched, matchedBy, matchedByOneOf, type OneOf } from './required-words.ts'

/** Groups of words by name, each a list separated by spaces. */
export type WordGroups = Readonly<Record<string, string>>

/** A compiled list of phrases; a text that is no page of the book is looked through for this list alone. */
export interface Phrases {
  /** Its number in the book, as on a page. */
  list: number
  /** Where they stand in a text: leftmost first, none overlapping, of two at one place the one that is listed first. */
  spans: (text: string | Page) => readonly Span[]
  isIn: (text: string | Page) => boolean
}

/** What may stand in a gap: anything within a sentence but a plain negation (疼得不行 and 不知道怎么 are none). */
const GAP_CHARACTER =
  '(?!不(?![知得停住断敢能行由晓管动光仅但止过上下了出起来进已]|舒服|清|受|醒|想活)|没(?![办法命力劲气]|多久|完没|停|一会|知觉))[^。!?;\\n]'

const words = (list: string): string[] => list.split(/\s+/u).filter((word) => word !== '')

/** A phrase as a regular expression. */
const expand = (phrase: string, groups: WordGroups): string =>
  phrase
    .replace(
      /\{([a-z][a-z-]*)\}/gu,
      (_, name: string) =>
        `(?:${words(groups[name] ?? '')
          .map((word) => expand(word, groups))
          .join('|')})`,
    )
    // Repeats are bounded, so that no text, however odd, takes long to read.
    .replaceAll(')*', '){0,4}')
    .replaceAll('.*', '[^。!?;\\n]{0,30}')
    .replaceAll('[^。]*', '[^。!?;\\n]{0,60}')
    .replaceAll('……', `(?:${GAP_CHARACTER}){0,16}?`)
    .replaceAll('…', `(?:${GAP_CHARACTER}){0,6}?`)

/** What each group matches, read once. */
const createMatchedByGroup = (groups: WordGroups): ((name: string) => Matched) => {
  const known = new Map<string, Matched>()
  return function matchedByGroup(name) {
    const group = groups[name]
    if (group === undefined) throw new Error(`no group of words is called ${name}`)
    const matched = known.get(name) ?? matchedByOneOf(words(group), matchedByGroup)
    known.set(name, matched)
    return matched
  }
}

interface Phrase {
  written: string
  /** The list it stands in. */
  list: number
  keys: OneOf | undefined
  needs: OneOf[]
  /** All that it matches, where that is a few words; else `pattern`. */
  literals?: OneOf | undefined
  /** Made when first needed. */
  pattern?: RegExp
  groups: WordGroups
}

/** Looking for more words than this takes longer than trying the expression. */
const MOST_CHECKED = 6
const MOST_LITERALS = 8

/** What is known of a phrase before any text is read: plain data, so that it can be kept. */
export interface PhraseReading {
  needs: OneOf[]
  literals?: OneOf
  /** Absent where no word finds it. */
  keys?: OneOf
}

const readingOf = (matched: Matched): PhraseReading => {
  const { words: whole, isExact } = matched
  const [best, ...others] = rankedNeeds(matched)
  const isLiteral = isExact && whole && whole.length <= MOST_LITERALS && !whole.includes('')
  const checked = others.filter(({ words }) => words.length <= MOST_CHECKED)
  return {
    needs: isLiteral ? [] : checked.map(({ words }) => words),
    ...(isLiteral ? { literals: whole } : {}),
    ...(best ? { keys: best.keys } : {}),
  }
}

/** Numbers of two lists; sorted as numbers at once, which asks nobody how to compare. */
const inOrder = (some: readonly number[], others: readonly number[]): Int32Array =>
  Int32Array.from(some.length === 0 ? others : [...some, ...others]).sort()

const holdsOneOf = (text: string, words: OneOf): boolean => words.some((word) => text.includes(word))

/** A text that is opened in a book: the phrases that may be in it are known, list by list. */
export interface Page {
  text: string
  /** By the number of the list, in the order of the list. */
  candidates: ReadonlyMap<number, Phrase[]>
}

const nextLiteral = (literals: OneOf, text: string, from: number): Span | null => {
  let best: Span | null = null
  for (const word of literals) {
    const start = text.indexOf(word, from)
    if (start >= 0 && (!best || start < best.start)) best = { start, end: start + word.length }
  }
  return best
}

/** The first match at or behind an offset that is not empty. */
const nextMatch = (phrase: Phrase, text: string, from: number): Span | null => {
  if (phrase.literals) return nextLiteral(phrase.literals, text, from)
  phrase.pattern ??= new RegExp(expand(phrase.written, phrase.groups), 'g')
  phrase.pattern.lastIndex = from
  const match = phrase.pattern.exec(text)
  if (!match) return null
  if (match[0] === '') return nextMatch(phrase, text, match.index + 1)
  return { start: match.index, end: match.index + match[0].length }
}

interface Open {
  phrase: Phrase
  next: Span
}

const firstOf = (open: readonly Open[]): Span | undefined => {
  let first: Span | undefined
  for (const { next } of open) if (!first || next.start < first.start) first = next
  return first
}

const allMatches = (phrases: readonly Phrase[], text: string): Span[] => {
  const found: Span[] = []
  const from = (phrase: Phrase, at: number): Open[] => {
    const next = nextMatch(phrase, text, at)
    return next ? [{ phrase, next }] : []
  }
  let open = phrases.flatMap((phrase) => from(phrase, 0))
  for (let first = firstOf(open); first; first = firstOf(open)) {
    const { end } = first
    found.push(first)
    open = open.flatMap((one) => (one.next.start < end ? from(one.phrase, end) : [one]))
  }
  return found
}

/** Lists of phrases that are looked for in the same texts: each text is gone through once for all of them. */
export interface PhraseBook {
  compile: (list: string) => Phrases
  open: (text: string) => Page
}

/** Phrases that are looked for together. */
interface Shelf {
  phrases: Phrase[]
  /** Phrases that no word finds. */
  always: number[]
  index: LetterIndex
}

const emptyShelf = (): Shelf => ({ phrases: [], always: [], index: createLetterIndex() })

const put = (phrase: Phrase, { phrases, always, index }: Shelf): void => {
  const place = phrases.push(phrase) - 1
  if (!phrase.keys) always.push(place)
  for (const key of phrase.keys ?? []) index.add(key, place)
}

const openOn = ({ phrases, always, index }: Shelf, text: string): Page => {
  const candidates = new Map<number, Phrase[]>()
  let last = -1
  for (const place of inOrder(always, index.find(text))) {
    const phrase = place === last ? undefined : phrases[place]
    last = place
    if (!phrase?.needs.every((words) => holdsOneOf(text, words))) continue
    const list = candidates.get(phrase.list)
    if (list) list.push(phrase)
    else candidates.set(phrase.list, [phrase])
  }
  return { text, candidates }
}

const NOWHERE: readonly Span[] = []

const listOf = (phrases: readonly Phrase[], list: number): Phrases => {
  let own: Shelf | undefined
  const shelfOfItsOwn = (): Shelf => {
    const shelf = emptyShelf()
    for (const phrase of phrases) put(phrase, shelf)
    return shelf
  }
  const pageOf = (text: string | Page): Page => {
    if (typeof text !== 'string') return text
    own ??= shelfOfItsOwn()
    return openOn(own, text)
  }
  return {
    list,
    spans: (text) => {
      const page = pageOf(text)
      const candidates = page.candidates.get(list)
      return candidates ? allMatches(candidates, page.text) : NOWHERE
    },
    isIn: (text) => {
      const page = pageOf(text)
      return page.candidates.get(list)?.some((phrase) => nextMatch(phrase, page.text, 0) !== null) ?? false
    },
  }
}

/**
 * A book of lists of phrases; the texts they are looked for in are in lower case.
 * In a phrase `{name}` stands for any word of a group, `…` for a gap of up to 6 characters, `……` for one of up to 16,
 * neither across a negation or the end of a sentence; the rest is a regular expression.
 * `readings` are of the same groups; those that are missing are added.
 */
export const createPhraseBook = (
  groups: WordGroups = {},
  readings: Record<string, PhraseReading> = {},
): PhraseBook => {
  const shelf = emptyShelf()
  const matchedByGroup = createMatchedByGroup(groups)
  let lists = 0
  const phraseOf = (written: string, list: number): Phrase => {
    const reading = readings[written] ?? readingOf(matchedBy(written, matchedByGroup))
    readings[written] = reading
    const { needs, literals, keys } = reading
    return { written, groups, list, keys, needs, literals }
  }
  const compile = (list: string): Phrases => {
    const number = lists++
    const phrases = words(list).map((written) => phraseOf(written, number))
    for (const phrase of phrases) put(phrase, shelf)
    return listOf(phrases, number)
  }
  return { compile, open: (text) => openOn(shelf, text) }
}

/** One list of phrases by itself, as in a book. */
export const compilePhrases = (list: string, groups: WordGroups = {}): Phrases =>
  createPhraseBook(groups).compile(list)

/** A text with the phrases in it struck out, every character by `mark`: everything else keeps its place. */
export const struckOut = (text: string | Page, phrases: Phrases, mark: string): string => {
  const whole = typeof text === 'string' ? text : text.text
  const spans = phrases.spans(text)
  if (spans.length === 0) return whole
  let left = ''
  let at = 0
  for (const { start, end } of spans) {
    left += whole.slice(at, start) + mark.repeat(end - start)
    at = end
  }
  return left + whole.slice(at)
}
