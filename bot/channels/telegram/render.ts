/** Puts a message into the forms that Telegram takes. */
import type { InlineKeyboardButton } from 'grammy/types'
import type { AttachmentRef, OutboundMessage } from '../../../domain/message.ts'

type Keyboard = InlineKeyboardButton.CallbackButton[][]

/** One call to the Bot API. */
export type Part =
  | { kind: 'text'; text: string; keyboard?: Keyboard }
  | { kind: 'file'; file: AttachmentRef & { id: string }; caption?: string; keyboard?: Keyboard }

const LONGEST_TEXT = 4_096
const LONGEST_CAPTION = 1_024
/** Half-width places that fit on one row of buttons on a small telephone. */
const ROW = 32
const MOST_COLUMNS = 4
const MOST_BUTTONS = 100

const widthOf = (text: string): number =>
  [...text].reduce((width, char) => width + ((char.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0)

const clipped = (text: string): string => {
  let kept = ''
  for (const char of text) {
    if (widthOf(kept) + widthOf(char) > ROW - 1) return `${kept}…`
    kept += char
  }
  return kept
}

/** What a button carries: our message and the place of its option, however long their names are. */
export const pressData = (message: number, index: number): string => `${message}.${index}`

export const readPressData = (data: string): { message: number; index: number } | null => {
  const [, message, index] = /^(\d{1,15})\.(\d{1,3})$/.exec(data) ?? []
  return message === undefined || index === undefined
    ? null
    : { message: Number(message), index: Number(index) }
}

const labelsOf = ({ options = [], numbered }: OutboundMessage): string[] =>
  options.map(({ label }, index) => (numbered ? `${index + 1}) ${label}` : label))

const keyboardOf = (message: OutboundMessage, id: number): { keyboard?: Keyboard } => {
  const labels = labelsOf(message).slice(0, MOST_BUTTONS)
  if (labels.length === 0) return {}
  const widest = Math.max(...labels.map(widthOf))
  const columns = Math.max(1, Math.min(MOST_COLUMNS, Math.floor(ROW / (widest + 3))))
  const buttons = labels.map((label, index) => ({
    text: clipped(label),
    callback_data: pressData(id, index),
  }))
  const rows = Array.from({ length: Math.ceil(buttons.length / columns) }, (_, row) =>
    buttons.slice(row * columns, (row + 1) * columns),
  )
  return { keyboard: rows }
}

/** What does not fit on its button is written out above. */
const textOf = (message: OutboundMessage): string => {
  const labels = labelsOf(message)
  return labels.some((label) => widthOf(label) > ROW) ? [message.text, ...labels].join('\n') : message.text
}

/** Where to cut so that the first piece fits: after a line, after a sentence, or anywhere but within a character. */
const cutAt = (text: string, longest: number): number => {
  const head = text.slice(0, longest)
  const line = head.lastIndexOf('\n') + 1
  const sentence = Math.max(...['。', '！', '？', '；'].map((mark) => head.lastIndexOf(mark) + 1))
  const best = [line, sentence].find((at) => at > longest / 2)
  if (best !== undefined) return best
  return /[\uD800-\uDBFF]$/.test(head) ? longest - 1 : longest
}

/** Pieces of at most `longest` UTF-16 units; none is blank. */
export const split = (text: string, longest = LONGEST_TEXT): string[] => {
  if (text.length <= longest) return text.trim() === '' ? [] : [text]
  const at = cutAt(text, longest)
  return [
    ...split(text.slice(0, at).trimEnd(), longest),
    ...split(text.slice(at).replace(/^\n+/u, ''), longest),
  ]
}

/** The calls that deliver our message `id`: files first, the buttons on the last. */
export const partsOf = (message: OutboundMessage, id: number): Part[] => {
  const files = (message.attachments ?? []).flatMap(({ id: key, ...file }) =>
    key ? [{ ...file, id: key }] : [],
  )
  const keyboard = keyboardOf(message, id)
  const text = textOf(message)
  const [only] = files
  if (only && files.length === 1 && text.length <= LONGEST_CAPTION) {
    const caption = text.trim() === '' ? {} : { caption: text }
    return [{ kind: 'file', file: only, ...caption, ...keyboard }]
  }
  const pieces = split(text)
  return [
    ...files.map((file) => ({ kind: 'file' as const, file })),
    ...pieces.map((piece, index) => ({
      kind: 'text' as const,
      text: piece,
      ...(index === pieces.length - 1 ? keyboard : {}),
    })),
  ]
}
