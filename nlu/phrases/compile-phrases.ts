import type { Span } from '../../domain/understanding.ts'
import { type OneOf, requiredLetters } from './required-letters.ts'

/** Groups of words by name, each a list separated by spaces. */
export type WordGroups = Readonly<Record<string, string>>

/** A compiled list of phrases. */
export interface Phrases {
  /** Where they stand in a text: leftmost first, none overlapping, of two at one place the one that is listed first. */
  spans: (text: string) => Span[]
  isIn: (text: string) => boolean
}

/** What may stand in a gap: anything within a sentence but a plain negation (疼得不行 and 不知道怎么 are none). */
const GAP_CHARACTER =
  '(?!不(?![知得停住断敢能行由晓管动光仅但止过上下了出起来进已]|舒服|清|受|醒|想活)|没(?![办法命力劲气]|多久|完没|停|一会|知觉))[^。!?;\\n]'

const words = (list: string): string[] => list.split(/\s+/u).filter((word) => word !== '')

const expand = (phrase: string, groups: WordGroups): string =>
  phrase
    .replace(/\{([a-z][a-z-]*)\}/gu, (_, name: string) => {
      const group = groups[name]
      if (group === undefined) throw new Error(`no group of words is called ${name}`)
      return `(?:${words(group)
        .map((word) => expand(word, groups))
        .join('|')})`
    })
    // Repeats are bounded, so that no text, however odd, takes long to read.
    .replaceAll(')*', '){0,4}')
    .replaceAll('.*', '[^。!?;\\n]{0,30}')
    .replaceAll('[^。]*', '[^。!?;\\n]{0,60}')
    .replaceAll('……', `(?:${GAP_CHARACTER}){0,16}?`)
    .replaceAll('…', `(?:${GAP_CHARACTER}){0,6}?`)

interface Phrase {
  source: string
  /** Letters by which it is found, and what else a text must hold. */
  key: OneOf | undefined
  needs: OneOf[]
  /** Made when first needed. */
  pattern?: RegExp
}

/** Letters of most messages: phrases are not found by them where they need another. */
const COMMON = new Set('我么了的吗,个不一号能医怎科什要哪有约看人你诊在院下天多好是没几上挂到生想时们')
const COMMON_COST = 8

const costOf = (letters: OneOf): number => {
  let cost = letters.size
  for (const letter of letters) if (COMMON.has(letter)) cost += COMMON_COST
  return cost
}

const phraseOf = (source: string): Phrase => {
  const [key, ...needs] = requiredLetters(source).sort((a, b) => costOf(a) - costOf(b))
  return { source, key, needs }
}

/** Every letter that finds a phrase has a number, so that what it may begin is found by two looks into arrays. */
const numberOf = new Uint16Array(0x1_0000)
let numbers = 0

const numbered = (letter: string): number => {
  const unit = letter.charCodeAt(0)
  if (numberOf[unit] === 0) numberOf[unit] = ++numbers
  return numberOf[unit] ?? 0
}

const hasOneOf = (text: string, letters: OneOf): boolean => {
  for (const letter of letters) if (text.includes(letter)) return true
  return false
}

const ascending = (a: number, b: number): number => a - b

/** Finds the phrases that may be in a text, in their order: those whose letters it has. */
const createSieve = (phrases: readonly Phrase[]): ((text: string) => Phrase[]) => {
  const always = phrases.flatMap(({ key }, place) => (key === undefined ? [place] : []))
  const byLetter: number[][] = []
  phrases.forEach(({ key }, place) => {
    for (const letter of key ?? []) {
      const number = numbered(letter)
      byLetter[number] = [...(byLetter[number] ?? []), place]
    }
  })
  return (text) => {
    const places = [...always]
    for (let i = 0; i < text.length; i++) {
      const here = byLetter[numberOf[text.charCodeAt(i)] ?? 0]
      if (here) for (const place of here) places.push(place)
    }
    return places.sort(ascending).flatMap((place, i) => {
      const phrase = place === places[i - 1] ? undefined : phrases[place]
      return phrase?.needs.every((letters) => hasOneOf(text, letters)) ? [phrase] : []
    })
  }
}

/** The first match at or behind an offset that is not empty. */
const nextMatch = (phrase: Phrase, text: string, from: number): Span | null => {
  phrase.pattern ??= new RegExp(phrase.source, 'g')
  phrase.pattern.lastIndex = from
  const match = phrase.pattern.exec(text)
  if (!match) return null
  if (match[0] === '') return nextMatch(phrase, text, match.index + 1)
  return { start: match.index, end: match.index + match[0].length }
}

const allMatches = (phrases: readonly Phrase[], text: string): Span[] => {
  let open = phrases.map((phrase) => ({ phrase, next: nextMatch(phrase, text, 0) }))
  const found: Span[] = []
  for (;;) {
    open = open.filter(({ next }) => next !== null)
    const first = open.reduce<Span | null>(
      (best, { next }) => (next && (!best || next.start < best.start) ? next : best),
      null,
    )
    if (!first) return found
    found.push(first)
    for (const one of open)
      if (one.next && one.next.start < first.end) one.next = nextMatch(one.phrase, text, first.end)
  }
}

/**
 * Compiles a list of phrases separated by spaces; the text they are looked for in is in lower case.
 * In a phrase `{name}` stands for any word of a group, `…` for a gap of up to 6 characters, `……` for one of up to 16,
 * neither across a negation or the end of a sentence; the rest is a regular expression.
 */
export const compilePhrases = (list: string, groups: WordGroups = {}): Phrases => {
  const sieve = createSieve(words(list).map((phrase) => phraseOf(expand(phrase, groups))))
  return {
    spans: (text) => allMatches(sieve(text), text),
    isIn: (text) => sieve(text).some((phrase) => nextMatch(phrase, text, 0) !== null),
  }
}

/** A text with the phrases in it struck out, every character by `mark`: everything else keeps its place. */
export const struckOut = (text: string, phrases: Phrases, mark: string): string => {
  let left = ''
  let at = 0
  for (const { start, end } of phrases.spans(text)) {
    left += text.slice(at, start) + mark.repeat(end - start)
    at = end
  }
  return left + text.slice(at)
}
