import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTexts, type RenderProblem } from '../../texts/load-texts.ts'
import type { TextFile } from '../../texts/text-files.ts'

const files: TextFile[] = [
  {
    name: 'zh-CN.ftl',
    locale: 'zh-CN',
    source: 'greet = 您好，{ $name }！\nnumber = 第 { $n } 号\nonly-chinese = 只有中文\nbye-now = 再见\n',
  },
  { name: 'en.ftl', locale: 'en', source: 'greet = Hello, { $name }!\nnumber = No. { $n }\n' },
]

const texts = (overrides?: Record<string, string>) => createTexts(overrides, { files })

describe('render', () => {
  it('says a text in Chinese, or in the language asked for', () => {
    expect(texts().render('greet', { name: '老李' })).toBe('您好，老李！')
    expect(texts().render('greet', { name: '老李' }, 'en')).toBe('Hello, 老李!')
  })

  it('puts any argument in as it is', () => {
    const { render } = texts()
    fc.assert(
      fc.property(
        fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)) }),
        (name) => render('greet', { name }) === `您好，${name}！`,
      ),
      { examples: [['{ $name }'], ['{ bye-now }'], ['\n.attr = x'], ['"{"'], ['\u2068x\u2069']] },
    )
  })

  it('groups no digits', () => {
    expect(texts().render('number', { n: 20261123 })).toBe('第 20261123 号')
    expect(texts().render('number', { n: 20261123 }, 'en')).toBe('No. 20261123')
  })

  it('throws for a missing key, a missing argument and a missing translation', () => {
    expect(() => texts().render('greeet')).toThrow('greeet')
    expect(() => texts().render('greet')).toThrow('$name')
    expect(() => texts().render('only-chinese', {}, 'en')).toThrow('only-chinese')
  })

  it('reports and falls back to Chinese where it is told how to report', () => {
    const problems: RenderProblem[] = []
    const { render } = createTexts({}, { files, report: (problem) => problems.push(problem) })
    expect(render('only-chinese', {}, 'en')).toBe('只有中文')
    expect(render('greet', {})).toBe('您好，{$name}！')
    expect(problems.map(({ key, locale }) => `${key} ${locale}`)).toEqual(['only-chinese en', 'greet zh-CN'])
    expect(() => render('greeet', {}, 'en')).toThrow('greeet')
  })

  it("says a hospital's own words in Chinese only", () => {
    const { render } = texts({ greet: '{ $name }，欢迎\n[提示] 请带身份证\nbye-now = 甲' })
    expect(render('greet', { name: '老李' })).toBe('老李，欢迎\n[提示] 请带身份证\nbye-now = 甲')
    expect(render('bye-now')).toBe('再见')
    expect(render('greet', { name: '老李' }, 'en')).toBe('Hello, 老李!')
  })

  it('keeps every line of own words that are plain text', () => {
    const plain = fc.stringMatching(/^[^{}\s][^{}\r\n]{0,20}[^{}\s]$/)
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 4 }), (lines) => {
        const words = lines.join('\n')
        return texts({ 'bye-now': words }).render('bye-now') === words
      }),
    )
  })
})

describe('has', () => {
  it('knows the keys of Chinese texts', () => {
    expect([texts().has('only-chinese'), texts().has('nothing')]).toEqual([true, false])
  })
})
