import { describe, expect, it } from 'vitest'
import { conceptsIn } from '../../../nlu/intents/concepts.ts'
import { respell } from '../../../nlu/intents/respell.ts'
import { cut, MASKS } from '../../../nlu/intents/units.ts'

describe('respelling', () => {
  it.each([
    ['唔该帮我转人公', '谢谢帮我转人工'],
    ['俺想予约', '我想预约'],
    ['听日有冇号', '明天有没有号'],
    ['咋个取号', '怎么取号'],
    ['HELLO', 'hello'],
    ['什么系统', '什么系统'],
    ['零食和食堂', '零食和食堂'],
  ])('%s → %s', (text, expected) => expect(respell(text)).toBe(expected))
})

describe('units', () => {
  it.each([
    ['下周三下午看骨科', ['<DATE>', '看', '骨', '科']],
    ['王主任12月2号在吗', ['<DOCTOR>', '主', '任', '<DATE>', '在', '吗']],
    ['电话13800001111', ['电', '话', '<LONG>']],
    ['约ct!', ['约', 'ct', '!']],
    [`找${MASKS.doctor}`, ['找', '<DOCTOR>']],
    ['3楼', ['<N>', '楼']],
    ['', []],
  ])('%s', (text, expected) => expect(cut(text).units).toEqual(expected))
})

describe('concepts', () => {
  const named = (text: string): string[] => conceptsIn(respell(text)).map(({ concept }) => concept)

  it('reads the longest word only', () => expect(named('不是投诉')).toEqual(['NOTCOMPLAIN']))
  it('bridges a gap', () => expect(named('找个大夫看看')).toContain('BOOK'))
  it('does not find English words inside others', () => expect(named('thing')).not.toContain('GREET'))
  it('finds English words that stand alone', () => expect(named('hi doctor')).toContain('GREET'))
})
