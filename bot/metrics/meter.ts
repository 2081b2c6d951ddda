/** Counts what happens in this process, for Prometheus. Labels are codes of ours, never a patient's words or ids. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { listenTo } from '../../domain/observed.ts'

const TURN_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export interface Meter {
  registry: Registry
  stop(): void
}

const listeners = (registry: Registry): (() => void)[] => {
  const registers = [registry]
  const turns = new Histogram({
    name: 'yiguanjia_turn_seconds',
    help: 'Turns by what arrived and how they ended, and how long each took.',
    labelNames: ['arrival', 'outcome'],
    buckets: TURN_SECONDS,
    registers,
  })
  const readings = new Counter({
    name: 'yiguanjia_understood_total',
    help: 'Messages of patients by how well they were understood.',
    labelNames: ['result'],
    registers,
  })
  const deliveries = new Counter({
    name: 'yiguanjia_deliveries_total',
    help: 'Attempts to deliver a message, by channel and result.',
    labelNames: ['channel', 'result'],
    registers,
  })
  const spooled = new Gauge({
    name: 'yiguanjia_spool_messages',
    help: 'Messages on the disk of this process that the database has not yet taken.',
    labelNames: ['channel'],
    registers,
  })
  return [
    listenTo('turn', ({ seconds, ...labels }) => turns.observe(labels, seconds)),
    listenTo('understanding', (labels) => readings.inc(labels)),
    listenTo('delivery', (labels) => deliveries.inc(labels)),
    listenTo('spool', ({ channel, waiting }) => spooled.set({ channel }, waiting)),
  ]
}

/** Opened before anything that is to be counted. */
export const openMeter = (): Meter => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const stops = listeners(registry)
  return { registry, stop: () => stops.forEach((stop) => stop()) }
}
