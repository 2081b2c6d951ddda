import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectFile } from '../domain/project-root.ts'

export const LOCALES = ['zh-CN', 'en'] as const

export type Locale = (typeof LOCALES)[number]

/** One Fluent file: `zh-CN.ftl`, `emergencies.en.ftl`. */
export interface TextFile {
  name: string
  locale: Locale
  source: string
}

const localeOf = (name: string): Locale | undefined =>
  LOCALES.find((locale) => name === `${locale}.ftl` || name.endsWith(`.${locale}.ftl`))

/** Every Fluent file of a folder, by default the project's texts, in the order of their names. */
export const textFiles = (folder = projectFile('texts')): TextFile[] =>
  readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const locale = localeOf(name)
      return locale ? [{ name, locale, source: readFileSync(join(folder, name), 'utf8') }] : []
    })
