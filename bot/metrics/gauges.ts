/** How the hospital stands at the moment of a scrape: what waits in the database, and what is within reach. */
import { Gauge, type Registry } from 'prom-client'
import { TICKETS_UNDER_WAY } from '../../domain/records.ts'
import type { Database } from '../../prisma/database.ts'
import {
  overdue,
  ticketsUnderWay,
  type Waiting,
  waitingArrivals,
  waitingMessages,
} from '../../prisma/queries/backlog.ts'
import { hospitalNow } from '../../prisma/queries/clock.ts'

export interface Watched {
  database: Database
  queueAnswers(): boolean
  /** By channel: `ok` or what is wrong. */
  channels(): Record<string, string>
}

/** A database that does not answer in this time counts as away: whoever scrapes will not wait for longer. */
const PATIENCE_MS = 3_000

const secondsSince = (now: number, { oldest }: Waiting): number =>
  oldest === null ? 0 : Math.max(0, now - oldest) / 1_000

const readBacklog = async ({ pool }: Database) => {
  const now = await hospitalNow(pool)
  const [inbox, outbox, due, tickets] = await Promise.all([
    waitingArrivals(pool),
    waitingMessages(pool),
    overdue(pool, now),
    ticketsUnderWay(pool),
  ])
  return { now, inbox, outbox, due, tickets }
}

type Backlog = Awaited<ReturnType<typeof readBacklog>>

const within = <T>(work: Promise<T>): Promise<T | null> => {
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref())
  return Promise.race([work.catch(() => null), late])
}

const gauges = (registry: Registry) => {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `yiguanjia_${name}`, help, labelNames, registers: [registry] })
  return {
    database: gauge('database_up', 'Whether the database answered.'),
    queue: gauge('queue_up', 'Whether the queue of wake-ups answered last time.'),
    channel: gauge('channel_up', 'Whether a channel reaches its platform.', ['channel']),
    inbox: gauge('inbox_waiting', 'What was accepted and has not had its turn.'),
    inboxLag: gauge('inbox_lag_seconds', 'Age of the oldest of it.'),
    outbox: gauge('outbox_waiting', 'Messages to be delivered.', ['channel', 'class']),
    outboxLag: gauge('outbox_lag_seconds', 'Age of the oldest of them.', ['channel', 'class']),
    due: gauge('due_overdue', 'What should have happened and has not.'),
    dueLag: gauge('due_lag_seconds', 'By how much the oldest of it is late.'),
    tickets: gauge('tickets_open', 'Complaints, suggestions and praise under way, by status.', ['status']),
  }
}

type Gauges = ReturnType<typeof gauges>

/** What the database no longer tells is not shown as it was, and not as nothing either. */
const forget = (all: Gauges): void => {
  for (const gauge of [all.channel, all.outbox, all.outboxLag, all.tickets]) gauge.reset()
  for (const gauge of [all.inbox, all.inboxLag, all.due, all.dueLag]) gauge.remove()
}

const CLASSES = { reply: false, bulk: true }

const showMessages = (to: Gauges, channels: string[], now: number, outbox: Backlog['outbox']): void => {
  for (const channel of new Set([...channels, ...outbox.map((each) => each.channel)]))
    for (const [name, inBulk] of Object.entries(CLASSES)) {
      const waiting = outbox.find(({ channel: of, bulk }) => of === channel && bulk === inBulk)
      const labels = { channel, class: name }
      to.outbox.set(labels, waiting?.count ?? 0)
      to.outboxLag.set(labels, waiting ? secondsSince(now, waiting) : 0)
    }
}

const showBacklog = (to: Gauges, channels: string[], { now, inbox, outbox, due, tickets }: Backlog): void => {
  to.inbox.set(inbox.count)
  to.inboxLag.set(secondsSince(Date.now(), inbox))
  to.due.set(due.count)
  to.dueLag.set(secondsSince(now, due))
  showMessages(to, channels, now, outbox)
  for (const status of TICKETS_UNDER_WAY)
    to.tickets.set({ status }, tickets.find((each) => each.status === status)?.count ?? 0)
}

const showReach = (to: Gauges, { queueAnswers, channels }: Watched): void => {
  to.queue.set(queueAnswers() ? 1 : 0)
  for (const [channel, state] of Object.entries(channels()))
    to.channel.set({ channel }, state === 'ok' ? 1 : 0)
}

/** Adds the gauges; what it answers brings them up to date, once for all who ask at the same moment. */
export const openGauges = (registry: Registry, watched: Watched): (() => Promise<void>) => {
  const all = gauges(registry)
  const refresh = async (): Promise<void> => {
    const backlog = await within(readBacklog(watched.database))
    forget(all)
    all.database.set(backlog ? 1 : 0)
    showReach(all, watched)
    if (backlog) showBacklog(all, Object.keys(watched.channels()), backlog)
  }
  let running: Promise<void> | undefined
  return () => {
    running ??= refresh().finally(() => (running = undefined))
    return running
  }
}
