import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../../domain/project-root.ts'
import { createSift, type Sifted } from '../../../nlu/phrases/sift.ts'

const LETTERS = ['疼', '不', '很', 'a', 'A', 'K', 's', '3', ' ', '😀', '\ud83d', '\ude00']
/** Letters that fold, join or stand alone: nothing that a reader of expressions should trip over. */
const ODD = [...'İıſKßÅΣς\u0301\u200d\u2028\n', '👍🏽', '\udc4d', 'ﬁ', '\0']
const letter = fc.constantFrom(...LETTERS)
const text = fc.array(fc.constantFrom(...LETTERS, ...ODD), { maxLength: 12 }).map((all) => all.join(''))

const quantifier = fc.constantFrom('', '', '', '?', '??', '*', '+', '{0}', '{0,2}', '{1,2}?', '{2}')
/** Repeats within repeats without end take an expression for ever, sifted or not. */
const bounded = fc.constantFrom('', '', '?', '??', '{0}', '{0,2}', '{2}')
const atom = fc.oneof(
  letter,
  fc.constantFrom(
    '.',
    '\\d',
    '\\s',
    '\\b',
    '[^疼]',
    '[a-s]',
    '[\\d疼]',
    '[很不]',
    '^',
    '$',
    '\\u75bc',
    '\\x61',
    '\\?',
  ),
)
const { expression } = fc.letrec<{ expression: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 2 },
    fc.tuple(atom, quantifier).map(([one, times]) => (/^(?:[\^$]|\\b)$/.test(one) ? one : one + times)),
    fc
      .tuple(fc.constantFrom('(', '(?:', '(?<x>'), tie('expression'), bounded)
      .map(([open, inside, times]) => `${open}${inside})${times}`),
    fc
      .tuple(fc.constantFrom('(?=', '(?!', '(?<=', '(?<!'), tie('expression'))
      .map(([open, inside]) => `${open}${inside})`),
  ),
  expression: fc
    .array(
      fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
      { minLength: 1, maxLength: 3 },
    )
    .map((alternatives) => alternatives.join('|')),
}))

/** Undefined where the parts make no expression: half a letter is none with the flag u, two groups may share a name. */
const compiled = (source: string, flags: string): RegExp | undefined => {
  try {
    return new RegExp(source, flags)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const readsAlike = (sifted: Sifted, pattern: RegExp, read: string): void => {
  const whole = new RegExp(pattern, pattern.flags.replace('g', ''))
  expect(sifted.test(read)).toBe(whole.test(read))
  expect(sifted.first(read)).toEqual(whole.exec(read))
  expect(sifted.replace(read, '※')).toBe(read.replace(pattern, '※'))
  if (pattern.global) expect(sifted.all(read)).toEqual([...read.matchAll(pattern)])
}

/** Expressions as they are in use, of the answers to yes-no questions. */
const inUse = (): string[] => {
  const strings = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(strings)
  return strings(JSON.parse(readFileSync(projectFile('nlu', 'yes-no', 'answers.json'), 'utf8'))).filter(
    (source) => /[|(]/.test(source),
  )
}

describe('what is sifted', () => {
  it('reads as the expression itself, whatever it is and whatever the text', () => {
    fc.assert(
      fc.property(
        expression,
        fc.constantFrom('', 'g', 'u', 'gu', 'i', 'gi', 'iu', 'giu'),
        fc.array(text, { minLength: 1, maxLength: 6 }),
        (source, flags, texts) => {
          const pattern = compiled(source, flags)
          if (!pattern) return
          const sifted = createSift()(pattern)
          for (const one of texts) readsAlike(sifted, pattern, one)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('reads as the expressions in use, over pieces of their own words', () => {
    const sources = inUse()
    expect(sources.length).toBeGreaterThan(50)
    const sift = createSift()
    const all = sources.map((source) => {
      const pattern = new RegExp(source, 'gu')
      const pieces = source.split(/[^\p{L}\d]+/u).flatMap((piece) => [piece, piece.slice(0, 1)])
      return { pattern, sifted: sift(pattern), pieces }
    })
    const found = new Set<RegExp>()
    for (const { pattern, sifted, pieces } of all)
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...pieces, ...ODD), { maxLength: 5 }), (parts) => {
          const read = parts.join('')
          readsAlike(sifted, pattern, read)
          if (sifted.test(read)) found.add(pattern)
        }),
        { numRuns: 30 },
      )
    expect(found.size).toBeGreaterThan(sources.length / 3) // else it would compare what never matches
  })
})
