import type { Hono } from 'hono'
import type { RemoteChannel } from '../../domain/channel.ts'

/** A channel over a platform, at work. */
export interface StartedChannel {
  channel: RemoteChannel
  /** `ok`, `connecting`, or `down since <instant>: <reason>`. */
  state(): string
  /** Since when it is out of reach, epoch milliseconds of wall time; null while it is not. */
  downSince(): number | null
  /** Adds what the platform calls to the web server. */
  routes?(app: Hono): void
  /** Takes in no more. */
  stop(): Promise<void>
}
