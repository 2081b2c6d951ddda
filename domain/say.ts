/** A reply as data: rendered to words in one place, when its turn is committed. */
import type { Json } from './conversation.ts'
import type { AttachmentRef } from './message.ts'

export type TextArgs = Record<string, string | number>

export interface Line {
  /** Key of a text. */
  key: string
  args?: TextArgs
}

export interface SayOption {
  id: string
  /** A text's key, or the words themselves (a doctor's name). */
  label: Line | string
}

export interface SayList {
  frame: string | null
  field: string
  options: SayOption[]
  numbered: boolean
  digest?: string
  about?: Json
}

/** One message: its lines stand below each other. */
export interface Say {
  lines: (Line | string)[]
  list?: SayList
  attachments?: AttachmentRef[]
  /** As in OutboundMessage. */
  notice?: Record<string, string>
}

export const line = (key: string, args?: TextArgs): Line => (args ? { key, args } : { key })
export const say = (key: string, args?: TextArgs): Say => ({ lines: [line(key, args)] })
