import type { OutboundMessage } from './message.ts'

/** What became of an attempt to send. */
export type Sending =
  | { ok: true; id?: string }
  /** Try again; the platform may say when. */
  | { ok: false; again: true; afterSeconds?: number; failure: string }
  /** Will never arrive: blocked, left, refused. */
  | { ok: false; again: false; failure: string }

export interface Delivery {
  /** Id of the row: the same for every attempt. */
  id: number
  conversation: number
  chat: string
  kind: 'private' | 'group'
  message: OutboundMessage
}

/** A way to reach people. It carries and does not think. */
export interface Channel {
  name: string
  send(delivery: Delivery): Promise<Sending>
  /** Told after the sending was marked. */
  marked?(delivery: Delivery): Promise<void>
}
