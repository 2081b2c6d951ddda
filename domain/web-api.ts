/** What the pages and the server say to each other; JSON over HTTP and server-sent events. */

export interface Option {
  id: string
  label: string
}

export interface EntryAttachment {
  id: string
  kind: 'image' | 'voice' | 'video' | 'file' | 'sticker' | 'location'
  name: string
  /** Path to fetch it from, same origin. */
  href: string
}

/** One line of a chat as a page shows it. */
export interface Entry {
  /** Stable and unique within the chat: a page shows an id once. */
  id: string
  from: 'patient' | 'bot' | 'staff'
  /** Who wrote, in staff groups. */
  who?: string
  text: string
  /** Hospital-local, `YYYY-MM-DDTHH:MM:SS`. */
  at: string
  /** Id of the list that the options belong to: sent back when one is pressed. */
  list?: string
  options?: Option[]
  /** Options may be answered by their numbers, so they are shown with them. */
  numbered?: boolean
  attachments?: EntryAttachment[]
  /** Id given by the page to its own message, so that it can replace its pending bubble. */
  clientId?: string
}

export interface NewMessage {
  /** Made by the page (UUID); a repeat is ignored by the server. */
  id: string
  text: string
  press?: { list: string; option: string }
  attachments?: string[]
  /** Demo groups only: key of the staff member who speaks. */
  staff?: string
}

export interface DemoState {
  hospital: string
  /** Hospital-local, `YYYY-MM-DDTHH:MM:SS`. */
  now: string
  patients: { key: string; name: string }[]
  groups: GroupTab[]
  /** Examples that a newcomer can send with one press. */
  examples: string[]
}

export interface GroupTab {
  key: string
  name: string
  kind: string
  /** Staff who may speak here in the demo. */
  staff: { key: string; name: string; title: string }[]
}

/** `entry` events of the multiplexed streams; `chat` is `patient:<key>` or `group:<key>`. */
export interface StreamEntry {
  chat: string
  entry: Entry
}

export interface StaffState {
  name: string
  groups: GroupTab[]
  /** May see and label what was not understood. */
  reviews?: boolean
}

/** Utterances with the same words that were not understood, for staff to label. */
export interface Unsure {
  ids: number[]
  text: string
  /** How often it was heard. */
  count: number
  /** Day on which it was last heard, `YYYY-MM-DD`. */
  lastOn: string
  /** Corpora that were guessed, best first, and what patients then chose with how often. */
  guesses: string[]
  choices: { label: string; count: number }[]
}

export interface UnsureState {
  items: Unsure[]
  /** Corpora that an utterance may belong to, with their Chinese names. */
  labels: { key: string; name: string }[]
  /** Utterances labelled and not yet forgotten. */
  labelled: number
}
