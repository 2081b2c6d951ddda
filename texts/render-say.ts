import type { SentList } from '../domain/conversation.ts'
import type { OutboundMessage } from '../domain/message.ts'
import type { Line, Say } from '../domain/say.ts'
import type { Texts } from './load-texts.ts'

export type Locale = 'zh-CN' | 'en'

/** A message in words, and the list to remember if it offers one. */
export interface Rendered {
  message: OutboundMessage
  list?: SentList
}

const wordsOf = (texts: Texts, line: Line | string, locale: Locale): string =>
  typeof line === 'string' ? line : texts.render(line.key, line.args, locale)

/** Lines below each other; one that ends in a colon leads straight into the next. */
const joined = (lines: string[]): string =>
  lines.reduce(
    (text, line) => (text === '' ? line : /[：:]$/u.test(text) ? `${text}${line}` : `${text}\n${line}`),
    '',
  )

/** Puts a reply into words; `id` names its list. */
export const renderSay = (
  texts: Texts,
  { lines, list, attachments, notice }: Say,
  id: string,
  locale: Locale = 'zh-CN',
): Rendered => {
  const text = joined(lines.map((each) => wordsOf(texts, each, locale)))
  const beside = { ...(attachments ? { attachments } : {}), ...(notice ? { notice } : {}) }
  if (!list) return { message: { text, ...beside } }
  const options = list.options.map((option) => ({
    id: option.id,
    label: wordsOf(texts, option.label, locale),
  }))
  const { frame, field, numbered, digest, about } = list
  return {
    message: { text, list: id, options, numbered, ...beside },
    list: {
      id,
      frame,
      field,
      options,
      numbered,
      ...(digest === undefined ? {} : { digest }),
      ...(about === undefined ? {} : { about }),
    },
  }
}
