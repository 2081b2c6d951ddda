/** Letters (UTF-16 units) of which a text must hold one, or the expression cannot match. */
export type OneOf = ReadonlySet<string>

/** A range wider than this is in nearly every text. */
const WIDEST_RANGE = 64

interface Read {
  needs: OneOf[]
  /** Where the reader stands in the source. */
  end: number
}

const DIGITS: OneOf = new Set('0123456789')

const bySize = (a: OneOf, b: OneOf): number => a.size - b.size

/** What every one of the alternatives needs: the first need of each together, the second of each, … */
const commonNeeds = (alternatives: OneOf[][]): OneOf[] => {
  const [first = [], ...others] = alternatives.map((needs) => needs.toSorted(bySize))
  return others.reduce(
    (common, needs) => common.slice(0, needs.length).map((one, i) => new Set([...one, ...(needs[i] ?? [])])),
    first,
  )
}

const range = (from: string, to: string): string[] => {
  const [low, high] = [from.charCodeAt(0), to.charCodeAt(0)]
  return high - low > WIDEST_RANGE
    ? []
    : Array.from({ length: high - low + 1 }, (_, i) => String.fromCharCode(low + i))
}

/** A class of characters, from behind its bracket; one that excludes or is too wide needs nothing. */
const readClass = (source: string, start: number): Read => {
  const letters = new Set<string>()
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
      for (const one of wide) letters.add(one)
      at += 2
    } else letters.add(letter)
  }
  return { needs: isOpen ? [] : [letters], end: at + 1 }
}

const readEscape = (source: string, at: number): Read => {
  const letter = source.charAt(at + 1)
  if (letter === 'd') return { needs: [DIGITS], end: at + 2 }
  return { needs: /\w/.test(letter) ? [] : [new Set([letter])], end: at + 2 }
}

/** A group, from its bracket on. */
const readGroup = (source: string, at: number): Read => {
  const opening = /^\((?:\?(?:[:=!]|<[=!]))?/.exec(source.slice(at, at + 4))?.[0] ?? '('
  const { needs, end } = readAlternatives(source, at + opening.length)
  return { needs: opening.endsWith('!') ? [] : needs, end: end + 1 }
}

const readAtom = (source: string, at: number): Read => {
  const letter = source.charAt(at)
  if (letter === '(') return readGroup(source, at)
  if (letter === '[') return readClass(source, at + 1)
  if (letter === '\\') return readEscape(source, at)
  return { needs: '.^$'.includes(letter) ? [] : [new Set([letter])], end: at + 1 }
}

const QUANTIFIER = /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y
const MAY_BE_ABSENT = /^(?:[*?]|\{0)/

const readTerm = (source: string, at: number): Read => {
  const { needs, end } = readAtom(source, at)
  QUANTIFIER.lastIndex = end
  const quantifier = QUANTIFIER.exec(source)?.[0] ?? ''
  return { needs: MAY_BE_ABSENT.test(quantifier) ? [] : needs, end: end + quantifier.length }
}

const readAlternatives = (source: string, start: number): Read => {
  const alternatives: OneOf[][] = [[]]
  let at = start
  while (at < source.length && source.charAt(at) !== ')') {
    if (source.charAt(at) === '|') {
      alternatives.push([])
      at += 1
      continue
    }
    const { needs, end } = readTerm(source, at)
    alternatives.at(-1)?.push(...needs)
    at = end
  }
  return { needs: commonNeeds(alternatives), end: at }
}

/**
 * What a text must hold for a regular expression (without flags that change letters) to match it: of every set one letter,
 * the smallest set first. Never more than is needed; less where the syntax does not tell.
 */
export const requiredLetters = (source: string): OneOf[] => readAlternatives(source, 0).needs.toSorted(bySize)
