import { FluentBundle, FluentNumber, FluentResource } from '@fluent/bundle'
import type { TextArgs } from '../domain/say.ts'
import { createEnglishWords, type EnglishName } from './english-words.ts'
import { sourceOfOverride } from './fluent.ts'
import { LOCALES, type Locale, type TextFile, textFiles } from './text-files.ts'

/** A text that could not be said as asked. */
export interface RenderProblem {
  key: string
  locale: Locale
  message: string
}

export interface Texts {
  /**
   * The words for a key. Arguments stand in them as they are, whatever they look like; numbers without separators.
   * Throws for a key that no language has.
   */
  render: (key: string, args?: TextArgs, locale?: Locale) => string
  has: (key: string) => boolean
  /** Words that stand in a text (a day, a clinic) in English, as far as there are such. */
  english: (words: string) => string
  /** A whole text of the hospital's in English; as it is where there is none. */
  written: (text: string) => string
  /** People whose names are no words: doctors. */
  people: readonly string[]
}

interface TextOptions {
  /** Told of a text that is missing in a language, or of a missing argument; by default it throws. */
  report?: (problem: RenderProblem) => void
  files?: TextFile[]
  /** English names of the hospital, its departments and doctors. */
  names?: readonly EnglishName[]
  people?: readonly string[]
  /** Whole texts of the hospital and their English. */
  written?: ReadonlyMap<string, string>
}

const throwProblem = ({ key, locale, message }: RenderProblem): never => {
  throw new Error(`text ${key} (${locale}): ${message}`)
}

const bundleOf = (files: TextFile[], locale: Locale, overrides: Record<string, string>): FluentBundle => {
  const bundle = new FluentBundle(locale, { useIsolating: false })
  for (const file of files) if (file.locale === locale) bundle.addResource(new FluentResource(file.source))
  for (const [key, pattern] of Object.entries(overrides))
    bundle.addResource(new FluentResource(sourceOfOverride(key, pattern)), { allowOverrides: true })
  return bundle
}

/** A ticket or a year is no quantity: 2026, not 2,026. */
const fluentArgs = (args: TextArgs): Record<string, string | FluentNumber> =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'number' ? new FluentNumber(value, { useGrouping: false }) : value,
    ]),
  )

/** Everything that is said, with a hospital's own wording (key → Fluent pattern, Chinese) in place of ours. */
export const createTexts = (overrides: Record<string, string> = {}, options: TextOptions = {}): Texts => {
  const {
    report = throwProblem,
    files = textFiles(),
    names = [],
    people = [],
    written = new Map<string, string>(),
  } = options
  const bundles = new Map(
    LOCALES.map((locale) => [locale, bundleOf(files, locale, locale === 'zh-CN' ? overrides : {})]),
  )

  const format = (key: string, args: TextArgs, locale: Locale): { text?: string; problem?: string } => {
    const bundle = bundles.get(locale)
    const pattern = bundle?.getMessage(key)?.value
    if (!bundle || pattern === undefined || pattern === null) return { problem: 'no such text' }
    const errors: Error[] = []
    const text = bundle.formatPattern(pattern, fluentArgs(args), errors)
    return errors.length > 0 ? { text, problem: errors.map(({ message }) => message).join('; ') } : { text }
  }

  const render = (key: string, args: TextArgs = {}, locale: Locale = 'zh-CN'): string => {
    const { text, problem } = format(key, args, locale)
    if (problem === undefined && text !== undefined) return text
    report({ key, locale, message: problem ?? '' })
    if (locale !== 'zh-CN') return render(key, args)
    return text ?? throwProblem({ key, locale, message: 'no such text' })
  }

  return {
    render,
    has: (key) => bundles.get('zh-CN')?.hasMessage(key) ?? false,
    english: createEnglishWords(names),
    written: (text) => written.get(text) ?? text,
    people,
  }
}
