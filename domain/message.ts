/** What channels carry, in both directions. */
import type { Option } from './web-api.ts'

export interface AttachmentRef {
  /** Id in the store; absent where the channel could not fetch it. */
  id?: string
  kind: 'image' | 'voice' | 'video' | 'file' | 'sticker' | 'location'
  name?: string
  /** What the platform heard in a voice message. */
  transcript?: string
}

export interface InboundMessage {
  channel: string
  chat: string
  chatKind: 'private' | 'group'
  /** Account that wrote, stable on its channel. */
  sender: string
  /** Unique on the channel: a repeat carries the same. */
  externalId: string
  text: string
  /** A pressed button: the list it belongs to and the option's id. */
  press?: { list: string; option: string }
  attachments?: AttachmentRef[]
  /** Channel id of the message that this one quotes. */
  quotes?: string
}

export interface OutboundMessage {
  text: string
  /** Id of the list that `options` belong to. */
  list?: string
  options?: Option[]
  /** Options may be answered by their numbers; otherwise by their words only. */
  numbered?: boolean
  attachments?: AttachmentRef[]
  /** What a template message may say in its place, by name, where a platform allows nothing else. */
  notice?: Record<string, string>
}

/** Something that happened elsewhere and that a patient's conversation has to react to. */
export type PatientEvent =
  | { kind: 'ticket-accepted'; ticket: number; by: string; answerBy: string | null }
  | { kind: 'ticket-answered'; ticket: number; text: string }
  | { kind: 'ticket-transferred'; ticket: number; department: string }
  | { kind: 'ticket-closed'; ticket: number; text: string }
  | { kind: 'relay-accepted'; relay: number; by: string }
  | { kind: 'relay-said'; relay: number; by: string; text: string; attachments?: AttachmentRef[] }
  | { kind: 'relay-ended'; relay: number }
  | { kind: 'task-answered'; task: number; text: string }

/** A due thing as its turn sees it. */
export interface DueArrival {
  id: number
  kind: string
  subject: string
  data: Record<string, unknown>
}

/** Content of an Inbox row. */
export type Arrival =
  | { kind: 'message'; message: InboundMessage }
  | { kind: 'event'; event: PatientEvent }
  | { kind: 'due'; due: DueArrival }
