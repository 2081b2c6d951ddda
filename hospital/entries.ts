import type { z } from 'zod'
import type { Issue, Path } from './problem.ts'
import { readWith } from './read-with.ts'
import {
  departmentShape,
  doctorShape,
  enquiryShape,
  groupShape,
  questionnaireShape,
  rosterShape,
  staffShape,
} from './schema.ts'

/** An entry of a list that is right in itself, and where it stands. */
export interface Entry<T> {
  path: Path
  value: T
}

/** The list called `name` in the file; empty where there is none. */
export const listIn = (raw: unknown, name: string): readonly unknown[] => {
  const list: unknown = typeof raw === 'object' && raw !== null ? Reflect.get(raw, name) : undefined
  return Array.isArray(list) ? list : []
}

/** Every entry of every list, each read by itself, so that one wrong entry hides no other. */
export const readEntries = (raw: unknown) => {
  const issues: Issue[] = []
  const read = <Schema extends z.ZodType>(list: string, schema: Schema): Entry<z.output<Schema>>[] =>
    listIn(raw, list).flatMap((item, i) => {
      const path = [list, i]
      const result = readWith(schema, item, path)
      issues.push(...result.issues)
      return result.ok ? [{ path, value: result.value }] : []
    })
  const entries = {
    departments: read('departments', departmentShape),
    doctors: read('doctors', doctorShape),
    roster: read('roster', rosterShape),
    groups: read('groups', groupShape),
    staff: read('staff', staffShape),
    enquiries: read('enquiries', enquiryShape),
    questionnaires: read('questionnaires', questionnaireShape),
  }
  return { entries, issues }
}

export type Entries = ReturnType<typeof readEntries>['entries']
