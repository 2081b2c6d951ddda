import type { Understand } from '../../domain/understanding.ts'
import type { BenchHospital } from '../hospital.ts'

/** Somebody who answers patients. */
export interface Side {
  name: string
  /** A patient's n-th sentence in the course of a booking; resolves when it is answered. */
  say(patient: number, text: string, n: number): Promise<void>
  /** How many bookings there are by now. */
  booked(): Promise<number>
  close(): Promise<void>
}

export interface SideSettings {
  hospital: BenchHospital
  redisUrl: string
  understand: Understand
  /** Tells apart what several sides of one kind write into one place. */
  tag: string
}

export type OpenSide = (settings: SideSettings) => Promise<Side>
