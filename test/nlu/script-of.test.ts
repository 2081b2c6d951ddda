import { describe, expect, it } from 'vitest'
import { scriptOf } from '../../nlu/script-of.ts'

describe('the script of a message', () => {
  it.each([
    ['我想掛號', 'zh-TW'],
    ['謝謝', 'zh-TW'],
    ['幫我約聽日下晝嘅心內科', 'zh-TW'],
    ['我想挂皮肤科的号', 'zh-CN'],
    ['停车场在哪', 'zh-CN'],
    ['I want to see a doctor', 'en'],
    ['thank you very much', 'en'],
    ['English please', 'en'],
    ['可以说英文吗', 'en'],
  ])('%s: %s', (said, script) => expect(scriptOf(said)).toBe(script))

  it.each([
    'ok',
    'CT',
    '2',
    '110101199003074514',
    'Maria Lopez',
    'wo yao gua hao',
    '好的',
    '同意',
    '陳大文',
    '我叫陳大文',
    '',
    '👍',
  ])('%s tells nothing', (said) => expect(scriptOf(said)).toBeNull())

  it('a name in answer to the question for it tells nothing', () =>
    expect(scriptOf('龔雲飛', 'visitor-name')).toBeNull())

  it('whoever was answered in English and writes Chinese is answered in Chinese', () => {
    expect(scriptOf('改成周五', undefined, 'en')).toBe('zh-CN')
    expect(scriptOf('改成周五', undefined, 'zh-TW')).toBeNull()
  })
})
