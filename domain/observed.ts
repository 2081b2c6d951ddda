/** What happens inside, told to whoever measures it: numbers and codes, never anybody's words. Free while nobody listens. */
import { channel } from 'node:diagnostics_channel'

export interface Observed {
  /** A turn came to its end; `again` is tried once more, `interrupted` was the world's fault and is tried as long as it takes. */
  turn: {
    arrival: 'message' | 'due' | 'event'
    outcome: 'done' | 'again' | 'parked' | 'interrupted'
    seconds: number
  }
  /** A patient's message was read; `unsure` in itself but something was made of it, `misunderstood` where nothing was. */
  understanding: { result: 'sure' | 'unsure' | 'misunderstood' | 'emergency' }
  /** A message was tried; `again` is tried later. */
  delivery: { channel: string; result: 'sent' | 'again' | 'dead' | 'unknown' }
  /** How many messages of a channel this process has on disk, the database being away. */
  spool: { channel: string; waiting: number }
}

const named = (name: string) => channel(`yiguanjia:${name}`)

/** Tells of something that happened. */
export const observed = <K extends keyof Observed>(what: K, happened: Observed[K]): void => {
  const told = named(what)
  if (told.hasSubscribers) told.publish(happened)
}

/** Hears of everything of a kind in this process from now on; answers how to stop. */
export const listenTo = <K extends keyof Observed>(
  what: K,
  hear: (happened: Observed[K]) => void,
): (() => void) => {
  const listener = (happened: unknown): void => hear(happened as Observed[K])
  const told = named(what)
  told.subscribe(listener)
  return () => {
    told.unsubscribe(listener)
  }
}
