import { describe, expect, it } from 'vitest'
import { INTENTS } from '../../../domain/understanding.ts'
import { expand, readCorpus } from '../../../nlu/intents/corpus.ts'

describe('a line of the corpus', () => {
  it('without alternatives is itself', () => expect(expand('取号')).toEqual(['取号']))

  it('takes every word of an alternative at least once', () => {
    const read = expand('(我要|我想)(看|挂)(骨科|眼科|妇科|儿科|内科)').join(' ')
    for (const word of ['我要', '我想', '看', '挂', '骨科', '眼科', '妇科', '儿科', '内科'])
      expect(read).toContain(word)
  })

  it('may leave an optional part out', () => expect(expand('谢谢(啊|)')).toEqual(['谢谢啊', '谢谢']))

  it('reads the same every time', () => expect(expand('(a|b|c)(d|e)')).toEqual(expand('(a|b|c)(d|e)')))

  it('keeps brackets without a choice', () => expect(expand('疼(很久了)')).toEqual(['疼(很久了)']))
})

describe('the corpora', () => {
  const samples = readCorpus()
  const linesOf = (label: string): number =>
    new Set(samples.filter((one) => one.label === label).map(({ skeleton }) => skeleton)).size

  it.each(INTENTS.filter((intent) => intent !== 'none'))('have at least 100 lines of %s', (intent) =>
    expect(linesOf(intent)).toBeGreaterThanOrEqual(100),
  )

  it('have no label that is not an intent or a background', () => {
    const labels = new Set(samples.map(({ label }) => label))
    const strange = [...labels].filter(
      (label) => !label.startsWith('none.') && !(INTENTS as readonly string[]).includes(label),
    )
    expect(strange).toEqual([])
  })

  it('say no sentence under two labels', () => {
    const labelsOf = new Map<string, Set<string>>()
    for (const { text, label } of samples)
      labelsOf.set(text, (labelsOf.get(text) ?? new Set()).add(label.replace(/^none\..*/, 'none')))
    const contradictory = [...labelsOf].filter(([, labels]) => labels.size > 1)
    expect(contradictory.map(([text, labels]) => `${text}: ${[...labels].join(', ')}`)).toEqual([])
  })
})
