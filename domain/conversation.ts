/** State of a conversation between turns: plain data, small, versioned by the row that holds it. */
import type { Script } from './script.ts'
import type { Intent } from './understanding.ts'
import type { Option } from './web-api.ts'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** One dialog under way: what was said of each fact, and what was asked last. */
export interface Frame {
  id: string
  dialog: string
  /** Version of the dialog's facts; a frame of another version is offered to start again. */
  schema: number
  /** What was said of each fact, resolved anew each turn. */
  facts: Record<string, Json>
  /** Name of the fact that is open, `confirm`, or null. */
  asked: string | null
  /** Name under which the understanding knows the open question (nlu.md), if it has one. */
  question?: string | null
  /** Refused answers to the open fact, in a row. */
  tries: number
  /** Instant, ISO. */
  touchedAt: string
}

/** A list of options as it was sent; "2" means its second option whatever the list would be now. */
export interface SentList {
  id: string
  /** Frame that asked; null for a standing question, whose `field` names it. */
  frame: string | null
  field: string
  /** Labels in simplified Chinese; `shown` as they were sent, where that differs. */
  options: (Option & { shown?: string })[]
  numbered: boolean
  /** What a yes to it covers. */
  digest?: string
  /** A standing question that was answered, a summary that was declined: its buttons still work, but no words answer it again. */
  answered?: true
  /** What a standing question is about. */
  about?: Json
}

export interface ConversationState {
  frames: Frame[]
  lists: SentList[]
  misunderstood: number
  /** Id of the relay to a person, while one is waiting or on. */
  relay: number | null
  /** Frames idle for a day wait here until the patient says whether to go on. */
  resume: boolean
  /** What the patient is answered in, once they have written a clear sentence; zh-CN until then. */
  script?: Script
  /** The wish that was understood last, which the next message may correct. */
  heard?: { text: string; intent: Intent }
}

export const newConversation = (): ConversationState => ({
  frames: [],
  lists: [],
  misunderstood: 0,
  relay: null,
  resume: false,
})
