import type { SentList } from '../domain/conversation.ts'
import type { OutboundMessage } from '../domain/message.ts'
import type { Line, Say, TextArgs } from '../domain/say.ts'
import type { Script } from '../domain/script.ts'
import type { Texts } from './load-texts.ts'
import { traditional, traditionalName } from './traditional.ts'

/** A message in words, and the list to remember if it offers one. */
export interface Rendered {
  message: OutboundMessage
  list?: SentList
}

/** What people have written stays as they wrote it. */
const TOLD: ReadonlySet<string> = new Set(['story', 'text', 'why', 'reason', 'comment', 'ask', 'name'])

const mapWords = (args: TextArgs, convert: (words: string, name: string) => string): TextArgs =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'string' ? convert(value, name) : value,
    ]),
  )

type Speak = (texts: Texts, said: Line | string) => string

/** How a line is put into words in each script; the only place that knows them. */
const SPEAK: Record<Script, Speak> = {
  'zh-CN': (texts, said) => (typeof said === 'string' ? said : texts.render(said.key, said.args)),
  'zh-TW': (texts, said) => {
    if (typeof said === 'string') return traditional(said, texts.people)
    const args = mapWords(said.args ?? {}, (words, name) =>
      name === 'name' ? traditionalName(words) : words,
    )
    return traditional(texts.render(said.key, args), texts.people)
  },
  en: (texts, said) => {
    if (typeof said === 'string') return texts.written(said)
    const args = mapWords(said.args ?? {}, (words, name) => (TOLD.has(name) ? words : texts.english(words)))
    return texts.render(said.key, args, 'en')
  },
}

/** Lines below each other; one that ends in a colon leads straight into the next. */
const joined = (lines: string[], script: Script): string =>
  lines.reduce((text, line) => {
    if (text === '') return line
    if (!/[：:]$/u.test(text)) return `${text}\n${line}`
    return script === 'en' ? `${text} ${line}` : `${text}${line}`
  }, '')

/** Labels stay simplified Chinese in what is remembered, so that a typed choice is found in whatever script. */
const optionsOf = (texts: Texts, { options }: NonNullable<Say['list']>, script: Script) =>
  options.map(({ id, label }) => ({
    id,
    label: SPEAK['zh-CN'](texts, label),
    shown: typeof label === 'string' && script === 'en' ? texts.english(label) : SPEAK[script](texts, label),
  }))

/** Puts a reply into words in the script of its conversation; `id` names its list. */
export const renderSay = (
  texts: Texts,
  { lines, list, attachments, notice }: Say,
  id: string,
  script: Script = 'zh-CN',
): Rendered => {
  const text = joined(
    lines.map((each) => SPEAK[script](texts, each)),
    script,
  )
  const beside = { ...(attachments ? { attachments } : {}), ...(notice ? { notice } : {}) }
  if (!list) return { message: { text, ...beside } }
  const labelled = optionsOf(texts, list, script)
  const { frame, field, numbered, digest, about } = list
  return {
    message: {
      text,
      list: id,
      options: labelled.map((option) => ({ id: option.id, label: option.shown })),
      numbered,
      ...beside,
    },
    list: {
      id,
      frame,
      field,
      options: labelled.map(({ shown, ...option }) =>
        shown === option.label ? option : { ...option, shown },
      ),
      numbered,
      ...(digest === undefined ? {} : { digest }),
      ...(about === undefined ? {} : { about }),
    },
  }
}
