import { nearestTo } from '../domain/nearest.ts'
import {
  type Entry,
  entriesOf,
  isTextKey,
  mentionsIn,
  sourceOfOverride,
  startedIn,
  unreadLines,
} from './fluent.ts'
import { LOCALES, type Locale, type TextFile, textFiles } from './text-files.ts'

/** What is wrong with a text. `file` is absent for what concerns a language or an override as a whole. */
export interface TextProblem {
  kind:
    | 'unread'
    | 'repeated'
    | 'untranslated'
    | 'variables-differ'
    | 'reference'
    | 'unknown-key'
    | 'unknown-variable'
  key: string
  locale: Locale
  file?: string
  message: string
}

type Entries = Map<string, Entry>

const entriesIn = (files: TextFile[], locale: Locale): Entries =>
  new Map(
    files
      .filter((file) => file.locale === locale)
      .flatMap(({ source }) => entriesOf(source))
      .map((entry) => [entry.id, entry]),
  )

/** Variables that a text needs, those of the texts it quotes included. */
const variablesOf = (key: string, entries: Entries, seen = new Set<string>()): Set<string> => {
  const mentions = mentionsIn(entries.get(key)?.value ?? null)
  seen.add(key)
  const quoted = mentions.entries.filter((name) => !seen.has(name))
  return new Set([...mentions.variables, ...quoted.flatMap((name) => [...variablesOf(name, entries, seen)])])
}

const namesOf = (variables: Iterable<string>): string =>
  [...variables]
    .toSorted()
    .map((name) => `$${name}`)
    .join('、') || '无'

const fileProblems = ({ name: file, locale, source }: TextFile): TextProblem[] => {
  const read = new Set(entriesOf(source).map(({ id }) => id))
  const skipped = startedIn(source).filter((key) => !read.has(key))
  return [
    ...skipped.map(
      (key): TextProblem => ({ kind: 'unread', key, locale, file, message: '写法不对，读不出来' }),
    ),
    ...unreadLines(source).map(
      (line): TextProblem => ({ kind: 'unread', key: '', locale, file, message: `第 ${line} 行读不出来` }),
    ),
  ]
}

const repeatedProblems = (files: TextFile[]): TextProblem[] => {
  const firsts = new Map<string, string>()
  return files.flatMap(({ name: file, locale, source }) =>
    startedIn(source).flatMap((key): TextProblem[] => {
      const first = firsts.get(`${locale} ${key}`)
      firsts.set(`${locale} ${key}`, first ?? file)
      return first ? [{ kind: 'repeated', key, locale, file, message: `已经写在 ${first} 里了` }] : []
    }),
  )
}

const builtIn = new Set(['NUMBER()', 'DATETIME()'])

const strangersIn = ({ value }: Entry, entries: Entries): string[] =>
  mentionsIn(value).entries.filter((name) => !entries.has(name) && !builtIn.has(name))

const referenceProblems = (entries: Entries, locale: Locale): TextProblem[] =>
  [...entries].flatMap(([key, entry]) =>
    strangersIn(entry, entries).map(
      (name): TextProblem => ({ kind: 'reference', key, locale, message: `引用了没有的文字 ${name}` }),
    ),
  )

const isMessage = (key: string): boolean => !key.startsWith('-')

const translationProblems = (chinese: Entries, english: Entries): TextProblem[] => {
  const missing = (of: Entries, from: Entries, locale: Locale): TextProblem[] =>
    [...of.keys()]
      .filter((key) => isMessage(key) && !from.has(key))
      .map((key) => ({ kind: 'untranslated', key, locale, message: '只有另一种语言里有' }))
  const differing = [...chinese.keys()].flatMap((key): TextProblem[] => {
    if (!isMessage(key) || !english.has(key)) return []
    const [inChinese, inEnglish] = [namesOf(variablesOf(key, chinese)), namesOf(variablesOf(key, english))]
    const message = `变量不一致：zh-CN 有 ${inChinese}，en 有 ${inEnglish}`
    return inChinese === inEnglish ? [] : [{ kind: 'variables-differ', key, locale: 'en', message }]
  })
  return [...missing(chinese, english, 'en'), ...missing(english, chinese, 'zh-CN'), ...differing]
}

const overrideProblem = (key: string, pattern: string, entries: Entries): TextProblem | undefined => {
  const problem = (kind: TextProblem['kind'], message: string): TextProblem => ({
    kind,
    key,
    locale: 'zh-CN',
    message,
  })
  if (!isTextKey(key) || !entries.has(key)) {
    const near = nearestTo(key, [...entries.keys()].filter(isMessage))
    return problem('unknown-key', `没有代号是“${key}”的文字${near ? `，您是不是想写“${near}”？` : ''}`)
  }
  const [entry, ...others] = entriesOf(sourceOfOverride(key, pattern))
  if (!entry?.value || others.length > 0 || Object.keys(entry.attributes).length > 0)
    return problem('unread', '读不出来：花括号 { } 要成对，里面只能写 { $名称 }')
  const known = variablesOf(key, entries)
  const strange = [...variablesOf(key, new Map(entries).set(key, entry))].filter((name) => !known.has(name))
  if (strange.length > 0)
    return problem('unknown-variable', `这句话里没有变量 ${namesOf(strange)}，能用的有：${namesOf(known)}`)
  const [lost] = strangersIn(entry, entries)
  return lost === undefined ? undefined : problem('reference', `引用了没有的文字 ${lost}`)
}

/** What is wrong with a hospital's own texts, at most one problem each. */
export const overrideProblems = (overrides: Record<string, string>, files = textFiles()): TextProblem[] => {
  const entries = entriesIn(files, 'zh-CN')
  return Object.entries(overrides).flatMap(([key, pattern]) => overrideProblem(key, pattern, entries) ?? [])
}

/** What is wrong with the texts: unreadable, repeated, in one language only, with other variables, quoting what is not there; and with overrides. */
export const checkTexts = (overrides: Record<string, string> = {}, files = textFiles()): TextProblem[] => {
  const [chinese, english] = [entriesIn(files, 'zh-CN'), entriesIn(files, 'en')]
  return [
    ...files.flatMap(fileProblems),
    ...repeatedProblems(files),
    ...LOCALES.flatMap((locale) => referenceProblems(locale === 'en' ? english : chinese, locale)),
    ...translationProblems(chinese, english),
    ...overrideProblems(overrides, files),
  ]
}
