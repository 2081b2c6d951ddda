import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partsOf, pressData, readPressData, split } from '../../bot/channels/telegram/render.ts'

const options = (...labels: string[]) =>
  labels.map((label, index) => ({ id: `一个很长的选项编号-${index}`, label }))

describe('what Telegram gets', () => {
  it('puts short options side by side and long ones below each other', () => {
    const [short] = partsOf(
      { text: '好吗', list: 'x', options: options('好', '不好', '再说'), numbered: true },
      7,
    )
    expect(short?.keyboard).toEqual([
      [
        { text: '1) 好', callback_data: '7.0' },
        { text: '2) 不好', callback_data: '7.1' },
        { text: '3) 再说', callback_data: '7.2' },
      ],
    ])
    const [long] = partsOf(
      {
        text: '哪天',
        list: 'x',
        options: options('11月24日（周二）上午', '11月24日（周二）下午'),
        numbered: true,
      },
      7,
    )
    expect(long?.keyboard).toHaveLength(2)
  })

  it('writes out what does not fit on a button', () => {
    const label = '王建国主任医师（冠心病、顽固性高血压、心力衰竭）'
    const [part] = partsOf({ text: '您想看哪位？', list: 'x', options: options(label), numbered: true }, 7)
    expect(part).toMatchObject({ kind: 'text', text: `您想看哪位？\n1) ${label}` })
    expect(part?.keyboard?.[0]?.[0]?.text).toMatch(/…$/)
  })

  it('carries at most 64 bytes in a button, whatever list and option are called', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 14 }), fc.nat({ max: 99 }), (message, index) => {
        const data = pressData(message, index)
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
        expect(readPressData(data)).toEqual({ message, index })
      }),
    )
    expect(readPressData('1.2.3')).toBeNull()
    expect(readPressData('T1|accept')).toBeNull()
  })

  it('splits what is too long into pieces that fit, losing nothing but blanks at the cuts', () => {
    const words = fc.array(fc.constantFrom('好', '。', '\n', '😀', 'a ', '预约', '！'), {
      minLength: 1,
      maxLength: 400,
    })
    fc.assert(
      fc.property(words, fc.integer({ min: 8, max: 60 }), (pieces, longest) => {
        const text = pieces.join('')
        const parts = split(text, longest)
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(longest)
          expect(part.trim()).not.toBe('')
          expect(() => encodeURIComponent(part)).not.toThrow()
        }
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
    )
  })

  it('puts the words under a single file and the buttons with the words', () => {
    const file = { id: 'a', kind: 'image' as const, name: '图' }
    const message = { text: '看图', list: 'x', options: options('好'), attachments: [file] }
    expect(partsOf(message, 7)).toMatchObject([
      { kind: 'file', caption: '看图', keyboard: [[{ callback_data: '7.0' }]] },
    ])
    const several = partsOf({ ...message, attachments: [file, { ...file, id: 'b' }] }, 7)
    expect(several.map(({ kind, keyboard }) => [kind, keyboard !== undefined])).toEqual([
      ['file', false],
      ['file', false],
      ['text', true],
    ])
    const long = partsOf({ ...message, text: '长'.repeat(9_000) }, 7)
    expect(long.map(({ kind, keyboard }) => [kind, keyboard !== undefined])).toEqual([
      ['file', false],
      ['text', false],
      ['text', false],
      ['text', true],
    ])
  })
})
