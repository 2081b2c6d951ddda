import { deserialize, serialize } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { createChineseNlp, train } from '../../../nlu/intents/chinese-nlp.ts'
import { keyOf } from '../../../nlu/intents/feature-key.ts'
import { fit, type LinearModel, probabilities } from '../../../nlu/intents/linear-model.ts'

const named = (...names: string[]): number[] => names.map(keyOf)

const examples = [
  { features: named('a', 'x'), label: 'first' },
  { features: named('a', 'y'), label: 'first' },
  { features: named('b', 'x'), label: 'second' },
  { features: named('b', 'y'), label: 'second' },
]

describe('the linear model', () => {
  it('learns what tells the labels apart', () => {
    const model = fit(examples)
    const [first = 0, second = 0] = probabilities(model, named('a'))
    expect(first).toBeGreaterThan(0.8)
    expect(first + second).toBeCloseTo(1)
  })

  it('is the same every time', () => expect(fit(examples)).toEqual(fit(examples)))

  it('knows nothing of features it has not seen', () => {
    const [first = 0] = probabilities(fit(examples), named('never'))
    expect(first).toBeGreaterThan(0.3)
    expect(first).toBeLessThan(0.7)
  })

  it('answers alike after it was kept', () => {
    const kept = fit(examples)
    const again = deserialize(serialize(kept)) as LinearModel
    for (const features of [named('a'), named('b', 'x'), named('y')])
      expect(probabilities(again, features)).toEqual(probabilities(kept, features))
  })
})

describe('nlp.js with our classifier', () => {
  const samples = [
    ['挂个号', 'book'],
    ['帮我挂号', 'book'],
    ['想看医生', 'book'],
    ['取消预约', 'cancel'],
    ['把号退了', 'cancel'],
    ['不去了退号', 'cancel'],
  ].map(([text = '', label = '']) => ({ text, label }))

  it('gives by process() what the classifier gives directly', async () => {
    const { nlp, nlu } = await train(samples)
    for (const text of ['挂号', '退号吧', '我要看医生']) {
      const processed = await nlp.process('zh', text)
      expect(processed.intent).toBe(nlu.rank(text)[0]?.label)
    }
  })

  it('keeps neither the sentences nor what is asked', async () => {
    const { nlp, nlu } = await train(samples)
    nlu.rank('我的身份证号是秘密')
    await nlp.process('zh', '我的身份证号是秘密')
    const stored = JSON.stringify(nlp.toJSON())
    expect(stored).not.toContain('秘密')
    expect(stored).not.toContain('不去了退号')
  })

  it('keeps models apart', async () => {
    const [one, other] = [await train(samples), createChineseNlp()]
    expect(one.nlu.model.labels).toEqual(['book', 'cancel'])
    expect(other.nlu.model.labels).toEqual([])
  })

  it('survives export and import', async () => {
    const { nlp, nlu } = await train(samples)
    const copy = createChineseNlp()
    copy.nlp.fromJSON(deserialize(serialize(nlp.toJSON())) as object)
    expect(copy.nlu.rank('退号')[0]?.label).toBe(nlu.rank('退号')[0]?.label)
  })
})
