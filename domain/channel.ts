import type { OutboundMessage } from './message.ts'

/** What became of an attempt to send. */
export type Sending =
  | { ok: true; id?: string }
  /** Try again; the platform may say when. */
  | {
      ok: false
      again: true
      afterSeconds?: number
      failure: string
      /** The way was at fault, not the message: it is tried for as long as it takes. */
      fault?: 'channel'
      /** The platform finds that we send too much. */
      tooFast?: boolean
    }
  /** Will never arrive: blocked, left, refused. */
  | { ok: false; again: false; failure: string }

export interface Delivery {
  /** Id of the row: the same for every attempt. */
  id: number
  conversation: number
  chat: string
  kind: 'private' | 'group'
  /** Pushed to many: no answer to anything. */
  bulk?: boolean
  message: OutboundMessage
}

/** A way to reach people. It carries and does not think. */
export interface Channel {
  name: string
  send(delivery: Delivery): Promise<Sending>
  /** Told after the sending was marked. */
  marked?(delivery: Delivery): Promise<void>
}

/** A token bucket: a message every `seconds`, and up to `burst` of them at once after a rest. */
export interface Bucket {
  seconds: number
  burst: number
}

/** What a platform allows: in all, and in each chat. */
export interface Pace {
  channel: Bucket
  private: Bucket
  group: Bucket
}

/** A channel over a platform that paces, and that may be out of reach. */
export interface RemoteChannel extends Channel {
  pace: Pace
  /**
   * Whether this process may deliver at this moment, at most how many messages, and under which lease; asked before each
   * claim. Null while the channel rests after a failure, or another process holds it.
   */
  licence(): { most?: number; fence?: number } | null
}
