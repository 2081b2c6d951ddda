import type { Row } from './row.ts'

export interface BenchSettings {
  redisUrl: string
  /** A try of the bench itself: too short to be believed. */
  quick: boolean
  /** How many messages the fan-out pushes. */
  many?: number
}

/** Measures something and answers its lines of the report. */
export type Question = (settings: BenchSettings) => Promise<Row[]>
