import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskIdNumber, maskName, maskPhone, maskText } from '../../rules/mask.ts'
import { around, idNumbers, mobiles, plain, readable, spelled } from '../support/spelled-numbers.ts'

describe('masks of known fields', () => {
  it.each([
    ['王建国', '王**'],
    ['张三', '张*'],
    ['欧阳修', '欧阳*'],
    ['欧阳', '欧*'], // two characters: a surname and a name
    ['司马相如', '司马**'],
    ['阿卜杜拉·买买提', '阿*******'],
    ['王', '*'],
    [' 李四 ', '李*'],
    ['', ''],
  ])('the name %s is %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })

  it.each([
    ['13812345678', '138****5678'],
    ['0718-1234567', '071*****4567'],
    ['120', '1**'],
    ['', ''],
  ])('the phone %s is %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked)
  })

  it('an ID number hides the date of birth', () => {
    expect(maskIdNumber('11010119900307123X')).toBe('110***********123X')
  })
})

describe('masks in free text', () => {
  it.each([
    ['一个手机号', '我电话13812345678，谢谢', '我电话138****5678，谢谢'],
    ['分开写', '138 1234 5678', '138 **** 5678'],
    ['用横线', '138-1234-5678', '138-****-5678'],
    ['全角', '１３８１２３４５６７８', '１３８****５６７８'],
    ['中文数字', '幺三八幺二三四五六七八', '幺三八****五六七八'],
    ['混着写', '幺38 一二三四 五678', '幺38 **** 五678'],
    ['带区号', '+86 138 1234 5678', '+86 138 **** 5678'],
    ['连区号', '8613812345678', '861******5678'],
    ['换行', '138\n1234\n5678', '138\n****\n5678'],
    ['两个连着', '1381234567813912345678', '138***************5678'],
    ['身份证', '身份证110101199003071234。', '身份证110***********1234。'],
    ['小写 x', '11010119900307123x', '110***********123x'],
    ['身份证分开写', '110101 19900307 123X', '110*** ******** 123X'],
    ['身份证写错一位', '110101 19901307 1234', '110*** ******** 1234'],
    ['十五位的旧证', '110101900307123', '110********7123'],
    ['银行卡', '6222021234567890123', '622************0123'],
    ['固定电话', '0718-1234567', '071*-***4567'],
    ['说了是电话的短号', '座机：1234567', '座机：12****7'],
    ['微信号', '我的QQ是1234567', '我的QQ是12****7'],
  ])('%s', (_, text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it.each([
    '我约了2026年12月2日14:00–14:30，还是15:00',
    '14:00 14:30 15:00 15:30 16:00',
    '2026-12-02 14:30',
    '等了三个小时，花了1200元，血压150/95',
    '一楼二楼三楼都找过了，一个人也没有',
    '1. 头晕 2. 恶心 3. 从13号开始',
    '体温38.5，吃了3天药',
    '😀 Xray 👨‍👩‍👧',
    '',
  ])('leaves alone: %s', (text) => {
    expect(maskText(text)).toBe(text)
  })

  it('keeps a date that stands before a phone number', () => {
    expect(maskText('2026-11-23 13812345678')).toBe('2026-11-23 138****5678')
  })

  it.each([
    ['王建国和建国路', ['王建国'], '王**和建国路'],
    ['王 建 国说', ['王建国'], '王**说'],
    ['欧阳修、欧阳', ['欧阳', '欧阳修'], '欧阳*、欧*'],
    ['A.B(c) 与 a.b(C)', ['A.B(c)'], 'A***** 与 a*****'],
    ['王说', ['王'], '王说'], // one character is no name
    ['$& 张三', ['张三', '$&'], '$* 张*'],
  ])('names: %s', (text, names, masked) => {
    expect(maskText(text, names)).toBe(masked)
  })
})

describe('no number survives, however it is spelled', () => {
  const survives = (number: fc.Arbitrary<string>, runs: number) =>
    fc.assert(
      fc.property(
        number.chain((written) => fc.tuple(fc.constant(written), spelled(written), around, around)),
        ([written, spelling, before, after]) => {
          const masked = maskText(before + spelling + after)
          // Stars that were gaps before count for nothing: without them the number must not read through.
          expect(readable(masked).replaceAll('*', '')).not.toContain(written)
          expect(readable(before + spelling + after).replaceAll('*', '')).toContain(written)
        },
      ),
      { numRuns: runs },
    )

  it('mobile numbers', () => survives(mobiles, 1500))
  it('ID numbers', () => survives(idNumbers, 1500))
  it('two numbers next to each other', () =>
    survives(
      fc
        .oneof(
          fc.tuple(mobiles, mobiles),
          fc.tuple(
            idNumbers.filter((id) => !id.endsWith('X')),
            mobiles,
          ),
        )
        .map((two) => two.join('')),
      500,
    ))

  it('never shows more than seven digits of it, and keeps everything else', () => {
    fc.assert(
      fc.property(
        mobiles.chain((number) => fc.tuple(spelled(number), around)),
        ([spelling, before]) => {
          fc.pre(!before.includes('86') && !/\d/.test(before))
          const masked = maskText(`${before}${spelling}`)
          expect(masked.startsWith(before)).toBe(true)
          expect(Array.from(masked)).toHaveLength(Array.from(`${before}${spelling}`).length)
          expect(
            Array.from(masked.slice(before.length)).filter((character) => plain.has(character)).length,
          ).toBeLessThanOrEqual(7)
        },
      ),
    )
  })

  it('keeps the length of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(Array.from(maskText(text))).toHaveLength(Array.from(text).length)
      }),
    )
  })
})
