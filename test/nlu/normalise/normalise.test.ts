import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalise, tailOf } from '../../../nlu/normalise.ts'

describe('spelling', () => {
  it.each([
    ['１３８００１３８０００', '13800138000'],
    ['ＣＴ室在哪？', 'CT室在哪?'],
    ['你好！！！！！', '你好!'],
    ['气死我了。。。。。。', '气死我了。'],
    ['那个……我想问下', '那个…我想问下'],
    ['那个...我想问下', '那个…我想问下'],
    ['  我要   挂号  ', '我要 挂号'],
    ['第一行\r\n\r\n  第二行', '第一行\n第二行'],
    ['挂\u200b号\ufeff', '挂号'],
    ['\u202e挂号\u0007', '挂号'],
    ['2️⃣', '2'],
    ['体温37.5℃', '体温37.5°C'],
    ['①', '1'],
    ['张三　１３８', '张三 138'],
    ['坏\ud83d字', '坏字'],
    ['好👌🏾', '好👌🏾'],
    ['', ''],
    ['\u200b\u200b', ''],
  ])('%j → %j', (raw, text) => {
    expect(normalise(raw)).toEqual({ text, traditional: false })
  })
})

describe('traditional characters', () => {
  it.each([
    ['我想約後天下午的號', '我想约后天下午的号'],
    ['心臟內科門診幾點開始掛號', '心脏内科门诊几点开始挂号'],
    ['頭髮掉得厲害', '头发掉得厉害'],
    ['發燒三天了還沒退', '发烧三天了还没退'],
    ['口乾', '口干'],
    ['皮膚乾燥發癢', '皮肤干燥发痒'],
    ['皇后大道後面那間醫院', '皇后大道后面那间医院'],
    ['乾隆年間的醫書', '乾隆年间的医书'],
    ['醫院裡面有麵條賣嗎', '医院里面有面条卖吗'],
    ['著名的醫生', '著名的医生'],
    ['睡不著覺，頭暈', '睡不着觉,头晕'],
    ['覆診要帶身分證嗎', '复诊要带身份证吗'],
    ['聽日上晝得唔得閒', '听日上昼得唔得闲'],
    ['冇問題', '冇问题'],
    ['關於預約', '关于预约'],
    ['瞭解', '了解'],
    ['腰痠背痛', '腰酸背痛'],
    ['鍾醫生在嗎', '钟医生在吗'],
    ['癌症復發嗎', '癌症复发吗'],
    ['一隻眼睛看不見', '一只眼睛看不见'],
    ['膽結石、腎結石', '胆结石、肾结石'],
    ['週一', '周一'],
    ['衞生間', '卫生间'],
  ])('%s', (raw, text) => {
    expect(normalise(raw)).toEqual({ text, traditional: true })
  })

  it.each(['于医生', '张乾', '李昇', '皇后', '一瞭望塔', '著名', '面条', '里面', '台湾', '范医生'])(
    '%s is simplified already',
    (text) => {
      expect(normalise(text)).toEqual({ text, traditional: false })
    },
  )
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 3000 }),
  fc
    .array(fc.constantFrom('\ud83d', '\ude00', '後', '。', '\u200d', 'ﷺ', '\n', ' ', '1'), {
      maxLength: 3000,
    })
    .map((s) => s.join('')),
)

describe('any text', () => {
  it('becomes well-formed, capped, and stays as it is the second time', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const { text } = normalise(raw)
        expect(Array.from(text).length).toBeLessThanOrEqual(2000)
        expect(text).not.toMatch(/\p{Surrogate}/u)
        expect(text).not.toMatch(/\u200b|\s{2}|^\s|\s$/)
        expect(normalise(text).text).toBe(text)
      }),
      { numRuns: 200 },
    )
  })

  it('never loses its end: the tail is read apart', () => {
    const story = `${'我的病是这样的'.repeat(600)}现在胸口疼得喘不上氣`
    expect(normalise(story).text).not.toContain('胸口疼')
    expect(tailOf(story)).toContain('现在胸口疼得喘不上气')
    expect(Array.from(tailOf('😀'.repeat(1200))).length).toBe(500)
    expect(tailOf('短')).toBe('短')
  })
})
