import { readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'

interface SurnameTable {
  common: string
  /** Surnames that are everyday words as well (于, 和, 高): believed only where the text speaks for it. */
  wordy: string
  compound: string[]
}

const table = JSON.parse(readFileSync(projectFile('nlu', 'names', 'surnames.json'), 'utf8')) as SurnameTable
const common = new Set(table.common)
const wordy = new Set(table.wordy)
const compound = new Set(table.compound)

/** 王, 欧阳. */
export const isSurname = (s: string): boolean => (s.length === 1 ? common.has(s) : compound.has(s))

/** A surname that is hardly anything else (王, 刘, 欧阳). */
export const isPlainSurname = (s: string): boolean => isSurname(s) && !wordy.has(s)

/** The surname with which a written name begins; null where it begins with none. */
export const surnameOf = (name: string): string | null => {
  if (name.length > 2 && compound.has(name.slice(0, 2))) return name.slice(0, 2)
  return common.has(name.charAt(0)) ? name.charAt(0) : null
}
