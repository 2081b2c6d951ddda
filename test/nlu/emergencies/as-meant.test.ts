import { describe, expect, it } from 'vitest'
import { asMeant } from '../../../nlu/emergencies/as-meant.ts'

describe('misspelt words of danger', () => {
  it.each([
    ['嘴唇发子，呼吸困南', '嘴唇发紫，呼吸困难'],
    ['胸口通得厉害，气踹不上来', '胸口痛得厉害，气喘不上来'],
    ['孩子丑筋了，口吐白末', '孩子抽筋了，口吐白沫'],
    ['我爸晕到了', '我爸晕倒了'],
  ])('%s is read as %s', (written, meant) => {
    expect(asMeant(written)).toBe(meant)
  })

  it.each([
    '药运到了吗',
    '孩子留学了',
    '鞋子穿不上了',
    '图片传不上来',
    '已经签到了',
    '刷牙老出血',
    '今天休课了',
    '水管通了',
  ])('%s is what it says', (text) => {
    expect(asMeant(text)).toBe(text)
  })

  it('keeps every character at its place', () => {
    expect(asMeant('😀我爸晕到了😀')).toBe('😀我爸晕倒了😀')
  })
})
