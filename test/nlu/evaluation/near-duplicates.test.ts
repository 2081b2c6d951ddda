import { describe, expect, it } from 'vitest'
import { readCorpus } from '../../../nlu/intents/corpus.ts'
import { likeness } from '../../../nlu/intents/likeness.ts'
import { nearDuplicates } from './near-duplicates.ts'

describe('likeness', () => {
  it('of the same words is 1, punctuation aside', () =>
    expect(likeness('我那个号，改到周五！', '我那个号改到周五')).toBe(1))
  it('of strangers is 0', () => expect(likeness('我那个号改到周五', '停车场在哪里呀')).toBe(0))
  it('grows with what is shared', () =>
    expect(likeness('我那个号改到周五吧', '我那个号改到周五')).toBeGreaterThan(
      likeness('号改到周五', '我那个号改到周三'),
    ))
})

describe('near-duplicates', () => {
  it('are found', () => {
    const copied = readCorpus().find(({ text }) => text.length > 12)?.text ?? ''
    expect(nearDuplicates(0.8, [{ file: 'x.json', text: `${copied}!` }])).toHaveLength(1)
  })

  it('are not seen where there are none', () =>
    expect(nearDuplicates(0.8, [{ file: 'x.json', text: '这是一句谁也没有在语料里写过的闲话' }])).toEqual([]))
})
