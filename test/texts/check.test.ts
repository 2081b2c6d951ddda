import { describe, expect, it } from 'vitest'
import { checkTexts, overrideProblems } from '../../texts/check.ts'
import type { TextFile } from '../../texts/text-files.ts'

const file = (locale: TextFile['locale'], source: string, name = `${locale}.ftl`): TextFile => ({
  name,
  locale,
  source,
})

const found = (files: TextFile[]) =>
  checkTexts({}, files).map(({ kind, key, locale }) => [kind, key, locale].filter(Boolean).join(' '))

describe('the texts of the project', () => {
  it('are readable, translated and agree on their variables', () => {
    expect(checkTexts()).toEqual([])
  })
})

describe('checkTexts', () => {
  const both = (chinese: string, english: string) => [file('zh-CN', chinese), file('en', english)]

  it.each([
    ['nothing wrong', both('a = 甲 { $x }', 'a = A { $x }'), []],
    ['a key in Chinese only', both('a = 甲\nb = 乙', 'a = A'), ['untranslated b en']],
    ['a key in English only', both('a = 甲', 'a = A\nb = B'), ['untranslated b zh-CN']],
    ['other variables', both('a = 甲 { $x }', 'a = A { $y }'), ['variables-differ a en']],
    [
      'a variable in one branch only',
      both('a = { $n ->\n    [one] 一\n   *[other] { $x }\n }', 'a = { $n }'),
      ['variables-differ a en'],
    ],
    ['variables through another text', both('a = { b }\nb = 乙 { $x }', 'a = A { $x }\nb = B { $x }'), []],
    ['texts that quote each other', both('a = { b }\nb = { a }', 'a = A\nb = B'), []],
    ['an unknown text quoted', both('a = { b }', 'a = A'), ['reference a zh-CN']],
    ['an unknown function', both('a = { LOUD($x) }', 'a = { $x }'), ['reference a zh-CN']],
    ['a known function', both('a = { NUMBER($x) }', 'a = { $x }'), []],
    ['a term need not be translated', both('-h = 医院\na = { -h }', 'a = A'), []],
    ['an unclosed brace', both('a = { $x\nb = 乙', 'b = B'), ['unread a zh-CN']],
    ['a line that hangs in the air', both('a = 甲\n乙', 'a = A'), ['unread zh-CN']],
    ['a line cut off by its bracket', both('a =\n    甲\n    [乙] 丙', 'a = A'), ['unread zh-CN']],
    ['comments and blank lines', both('# 注\na = 甲\n\n    乙\n## 注\n', 'a = A'), []],
  ])('%s', (_, files, expected) => {
    expect(found(files)).toEqual(expected)
  })

  it('names the file in which a key was written first', () => {
    const files = [file('zh-CN', 'a = 甲', 'x.zh-CN.ftl'), file('zh-CN', 'a = 乙'), file('en', 'a = A')]
    const [problem, ...others] = checkTexts({}, files)
    expect(others).toEqual([])
    expect(problem).toMatchObject({ kind: 'repeated', key: 'a', file: 'zh-CN.ftl' })
    expect(problem?.message).toContain('x.zh-CN.ftl')
  })
})

describe('overrideProblems', () => {
  const files = [
    file('zh-CN', 'greet = 您好，{ $name }\nbye-now = 再见\nboth = { greet }{ $day }'),
    file('en', 'greet = Hi'),
  ]
  const kinds = (overrides: Record<string, string>) =>
    overrideProblems(overrides, files).map(({ kind }) => kind)

  it.each([
    ['plain words', { greet: '欢迎' }, []],
    ['a variable of the text', { greet: '{ $name }，欢迎' }, []],
    ['several lines that begin with brackets', { greet: '欢迎\n[提示] 带身份证\n*请早到\n.5 小时' }, []],
    ['a choice', { greet: '{ $name ->\n  [one] 一\n *[other] 二\n}' }, []],
    ['a variable of a quoted text', { both: '{ greet } { $name }' }, []],
    ['an unknown variable', { greet: '{ $nmae }' }, ['unknown-variable']],
    ['an unknown variable through a quoted text', { 'bye-now': '{ greet }' }, ['unknown-variable']],
    ['an unknown key', { great: '欢迎' }, ['unknown-key']],
    ['a key that is no key', { 'a b = c': '欢迎' }, ['unknown-key']],
    ['an open brace', { greet: '{ $name' }, ['unread']],
    ['a closing brace', { greet: '$name }' }, ['unread']],
    ['nothing', { greet: ' ' }, ['unread']],
    ['a text that is not there', { greet: '{ hello }' }, ['reference']],
    ['another entry smuggled in', { greet: '甲\nbye-now = 乙' }, []],
  ])('%s', (_, overrides, expected) => {
    expect(kinds(overrides)).toEqual(expected)
  })

  it('suggests the key that was probably meant', () => {
    expect(overrideProblems({ great: '欢迎' }, files)[0]?.message).toContain('“greet”')
  })
})
