import { describe, expect, it } from 'vitest'
import { createEnglishWords } from '../../texts/english-words.ts'
import { createTexts } from '../../texts/load-texts.ts'
import { renderSay } from '../../texts/render-say.ts'
import { traditional, traditionalName } from '../../texts/traditional.ts'

describe('traditional characters', () => {
  it('come by words, not by characters', () =>
    expect(traditional('后天周三，回复“转人工”，干咳看呼吸内科')).toBe(
      '後天週三，回覆“轉人工”，乾咳看呼吸內科',
    ))

  it('leave surnames surnames', () => {
    expect(traditional('产科范文秀主任医师，于医生也在，关于挂号', ['范文秀'])).toBe(
      '產科范文秀主任醫師，于醫生也在，關於掛號',
    )
    expect(traditionalName('于丽')).toBe('于麗')
    expect(traditionalName('钟丽')).toBe('鍾麗')
  })
})

describe('English words', () => {
  const english = createEnglishWords([
    { chinese: '心血管内科', english: 'Cardiology' },
    { chinese: '王建国', english: 'Dr Wang Jianguo' },
    { chinese: '银屑病', english: 'psoriasis' },
  ])
  it.each([
    ['12月2日（周三）14:00–14:30', 'Wed 2 Dec 14:00–14:30'],
    ['12月2日（周三）下午', 'Wed 2 Dec afternoon'],
    ['心血管内科王建国主任医师', 'Cardiology Dr Wang Jianguo (chief physician)'],
    ['门诊楼3层A区', 'outpatient building floor 3 area A'],
    ['王建国主任医师（银屑病、痤疮）', 'Dr Wang Jianguo (chief physician) (psoriasis, 痤疮)'],
    ['眼科', '眼科'],
  ])('%s', (chinese, words) => expect(english(chinese)).toBe(words))
})

describe('a reply', () => {
  const texts = createTexts()
  const say = {
    lines: [{ key: 'confirm-complaint', args: { story: '周三等了很久' } }],
    list: {
      frame: 'f',
      field: 'confirm',
      numbered: true,
      options: [{ id: 'yes', label: { key: 'option-agree' } }],
    },
  }
  it('remembers its options in simplified Chinese, and how they were shown', () => {
    const { message, list } = renderSay(texts, say, '1', 'en')
    expect(message.options).toEqual([{ id: 'yes', label: 'I agree' }])
    expect(list?.options).toEqual([{ id: 'yes', label: '同意', shown: 'I agree' }])
    expect(renderSay(texts, say, '1').list?.options).toEqual([{ id: 'yes', label: '同意' }])
  })
  it("takes a hospital's own text in English where it has one", () => {
    const own = createTexts({}, { written: new Map([['停车场在北侧。', 'The car park is in the north.']]) })
    const said = { lines: ['停车场在北侧。', '食堂在一层。'] }
    expect(renderSay(own, said, '1', 'en').message.text).toBe('The car park is in the north.\n食堂在一层。')
    expect(renderSay(own, said, '1').message.text).toBe('停车场在北侧。\n食堂在一层。')
  })
  it('leaves a story told as it was told', () =>
    expect(renderSay(texts, say, '1', 'en').message.text).toContain('周三等了很久'))
})
