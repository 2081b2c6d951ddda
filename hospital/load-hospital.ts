import { readFileSync } from 'node:fs'
import type { Hospital } from '../domain/hospital.ts'
import { policySchema } from '../rules/policy.ts'
import { completeHospital } from './complete-hospital.ts'
import { directoryOf } from './directory.ts'
import { listIn, readEntries } from './entries.ts'
import { type Issue, type Problem, pathText, problemText } from './problem.ts'
import { readWith } from './read-with.ts'
import { referenceIssues } from './references.ts'
import { fileShape } from './schema.ts'
import { readYaml } from './yaml-source.ts'

export type HospitalReading =
  | { ok: true; hospital: Hospital }
  | { ok: false; reason: 'hospital-file-invalid'; problems: Problem[] }

/** Checks that other layers bring along. */
export interface HospitalChecks {
  /** What is wrong with overrides of texts (texts/check.ts). */
  textProblems?: (overrides: Record<string, string>) => { key: string; message: string }[]
}

const issuesOf = (raw: unknown, checks: HospitalChecks): { hospital?: Hospital; issues: Issue[] } => {
  const file = readWith(fileShape, raw)
  const { entries, issues: entryIssues } = readEntries(raw)
  const directory = directoryOf(listIn(raw, 'departments'), listIn(raw, 'doctors'))
  const issues = [...file.issues, ...entryIssues, ...referenceIssues(entries, directory)]
  if (!file.ok) return { issues }
  issues.push(...readWith(policySchema, file.value.policy, ['policy']).issues)
  for (const { key, message } of checks.textProblems?.(file.value.texts) ?? [])
    issues.push({ path: ['texts', key], message })
  return issues.length > 0
    ? { issues }
    : { hospital: completeHospital(file.value, entries, directory), issues }
}

/** The hospital in a YAML file, or every problem of the file at once, in the order of its lines. */
export const parseHospital = (yaml: string, checks: HospitalChecks = {}): HospitalReading => {
  const source = readYaml(yaml)
  const { hospital, issues } = source.raw === undefined ? { issues: [] } : issuesOf(source.raw, checks)
  const placed = issues.map(
    ({ path, message, clash }): Problem => ({
      ...source.placeOf(path),
      path: pathText(path),
      message: clash ? `${message}（见第 ${source.placeOf(clash).line} 行）` : message,
    }),
  )
  const problems = [...source.faults.map((fault) => ({ ...fault, path: '' })), ...placed]
  return hospital && problems.length === 0
    ? { ok: true, hospital }
    : {
        ok: false,
        reason: 'hospital-file-invalid',
        problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column),
      }
}

/** The hospital in a file; throws an Error that lists every problem with its line. */
export const loadHospital = (file: string, checks: HospitalChecks = {}): Hospital => {
  const reading = parseHospital(readFileSync(file, 'utf8'), checks)
  if (reading.ok) return reading.hospital
  throw new Error(
    [`医院文件 ${file} 有 ${reading.problems.length} 处问题：`, ...reading.problems.map(problemText)].join(
      '\n',
    ),
  )
}
