import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePhrases, struckOut } from '../../../nlu/phrases/compile-phrases.ts'
import { matchedBy, requiredWords } from '../../../nlu/phrases/required-words.ts'

const nobody = (name: string): never => {
  throw new Error(name)
}

describe('words an expression cannot do without', () => {
  it.each([
    ['护士', ['护士']],
    ['护(士|理)长', ['护士长|护理长']],
    ['不?(好|错)', ['不好|不错|好|错']],
    ['[好坏]人', ['好人|坏人']],
    ['[2-4]楼', ['2楼|3楼|4楼']],
    ['[^好]人', ['人']],
    ['(胸|心窝子)疼', ['胸疼|心窝子疼']],
    ['胸.{0,6}疼', ['胸', '疼']],
    ['(胸口.{0,6}|心口)疼', ['胸口|心口', '疼']],
    ['(胸口)?疼', ['胸口疼|疼']],
    ['疼{0,4}得', ['得']],
    ['疼{1,4}', ['疼']],
    ['(?!不)(?<!没)疼(?=死)', ['死', '疼']],
    ['(?:疼|)痛', ['疼痛|痛']],
    ['\\d度\\s?\\?', ['0度|1度|2度|3度|4度|5度|6度|7度|8度|9度', '?']],
    ['.*', []],
    ['^好$', ['好']],
  ])('%s', (source, needs) => {
    expect(requiredWords(matchedBy(source, nobody)).map((one) => one.join('|'))).toEqual(needs)
  })
})

describe('phrases in a text', () => {
  it('stand where they are written, the first listed before a longer one', () => {
    const phrases = compilePhrases('护士 护士长 (态度|说话)…差')
    expect(phrases.spans('护士长态度真差,护士')).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 7 },
      { start: 8, end: 10 },
    ])
  })

  it('stand in for the words of a group, groups within groups too', () => {
    const phrases = compilePhrases('{who}(很|太){how}', {
      who: '医生 {nurse}',
      nurse: '护士 护工',
      how: '凶 冷淡',
    })
    expect(phrases.isIn('那个护工太冷淡')).toBe(true)
    expect(phrases.isIn('那个保安太冷淡')).toBe(false)
    expect(() => compilePhrases('{nobody}')).toThrow('nobody')
  })

  it('hold no space in a class: it would split them', () => {
    expect(() => compilePhrases('发烧 疼[得 的]很')).toThrow('疼[得')
    expect(() => compilePhrases('{how}', { how: '疼[得 的]很' })).toThrow('疼[得')
    expect(compilePhrases('疼[得\\s]很').isIn('疼 很')).toBe(true)
  })

  it('reach over a gap but not over a negation or the end of a sentence', () => {
    const phrases = compilePhrases('胸口…疼')
    expect(phrases.isIn('胸口一阵阵地疼')).toBe(true)
    expect(phrases.isIn('胸口不疼')).toBe(false)
    expect(phrases.isIn('捂着胸口。头疼')).toBe(false)
  })

  it('of an empty list are nowhere', () => {
    expect(compilePhrases('').spans('任何话')).toEqual([])
  })

  it('are struck out without moving the rest', () => {
    expect(struckOut('笑死我了,疼', compilePhrases('笑死我?了?'), '※')).toBe('※※※※,疼')
  })
})

describe('whatever the phrases', () => {
  const letter = fc.constantFrom('疼', '不', '很', '死', '医', '生')
  const piece = fc.oneof(
    letter,
    fc.tuple(letter, letter).map(([a, b]) => `(${a}|${b}${a})`),
    fc.tuple(letter, letter).map(([a, b]) => `[${a}${b}]`),
    letter.map((a) => `${a}?`),
    letter.map((a) => `(?!${a})`),
    letter.map((a) => `(?<=${a})`),
    letter.map((a) => `(${a}|)`),
    letter.map((a) => `${a}{1,2}`),
  )
  const phrase = fc.tuple(letter, fc.array(piece, { maxLength: 4 })).map(([a, more]) => [a, ...more].join(''))
  const reversed = fc
    .tuple(fc.array(piece, { maxLength: 3 }), letter)
    .map(([more, a]) => [...more, a].join(''))

  it('finds what one expression of all of them finds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(phrase, reversed), { minLength: 1, maxLength: 6 }),
        fc.array(letter, { maxLength: 40 }).map((letters) => letters.join('')),
        (list, text) => {
          const plain = [...text.matchAll(new RegExp(list.join('|'), 'g'))].map((match) => ({
            start: match.index,
            end: match.index + match[0].length,
          }))
          const phrases = compilePhrases(list.join(' '))
          expect(phrases.spans(text)).toEqual(plain)
          expect(phrases.isIn(text)).toBe(plain.length > 0)
        },
      ),
      { numRuns: 500 },
    )
  })
})
