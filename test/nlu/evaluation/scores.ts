import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFile } from '../../../domain/project-root.ts'

/** A share in 0…1 (or milliseconds for speed) over so many cases. */
export interface Measure {
  set: string
  measure: string
  value: number
  cases: number
}

export interface SetScore {
  measures: Measure[]
  /** What went wrong, for a reader: one line a case. */
  wrong: string[]
}

export interface Target {
  set: string
  measure: string
  atLeast?: number
  atMost?: number
}

/** The cases of a set by its name, or null where nobody has written them yet. */
export type CasesOf = <Case>(set: string) => Case[] | null

export const HELD_OUT = projectFile('test', 'nlu', 'heldout')

/** Reads the sets `<name>.json` of a folder. */
export const casesIn =
  (folder: string): CasesOf =>
  <Case>(set: string): Case[] | null => {
    const file = join(folder, `${set}.json`)
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Case[]) : null
  }

export const targets = (): Target[] =>
  JSON.parse(readFileSync(join(projectFile('nlu'), 'targets.json'), 'utf8')) as Target[]

/** Share of the cases for which the test holds; 1 where there is no case. */
export const share = (set: string, measure: string, holds: boolean[]): Measure => ({
  set,
  measure,
  value: holds.length === 0 ? 1 : holds.filter(Boolean).length / holds.length,
  cases: holds.length,
})

export const meets = ({ value }: Measure, { atLeast = -Infinity, atMost = Infinity }: Target): boolean =>
  value >= atLeast && value <= atMost
