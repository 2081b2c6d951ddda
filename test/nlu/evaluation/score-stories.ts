import type { Lexicon } from '../../../domain/lexicon.ts'
import type { ComplaintReading, Understand } from '../../../domain/understanding.ts'
import { type CasesOf, type SetScore, share } from './scores.ts'

const AT = '2026-11-23T09:00'

export const scoreEmergencies = (casesOf: CasesOf, understand: Understand): SetScore | null => {
  const cases = casesOf<{ text: string; emergency: boolean; rule?: string }>('emergencies')
  if (!cases) return null
  const read = cases.map((one) => ({ ...one, got: understand(one.text, { at: AT }).emergency }))
  return {
    measures: [
      share(
        'emergencies',
        'recall',
        read.filter(({ emergency }) => emergency).map(({ got }) => got !== null),
      ),
      share(
        'emergencies',
        'false alarms',
        read.filter(({ emergency }) => !emergency).map(({ got }) => got !== null),
      ),
    ],
    wrong: read
      .filter(({ emergency, got }) => emergency !== (got !== null))
      .map(({ text, emergency, got }) => `${text} · ${emergency ? 'missed' : `false: ${got?.rule ?? ''}`}`),
  }
}

export const scoreTriage = (
  casesOf: CasesOf,
  understand: Understand,
  { departments }: Lexicon,
): SetScore | null => {
  const cases = casesOf<{ text: string; departments: string[] }>('triage')
  if (!cases) return null
  const nameOf = new Map(departments.map(({ key, name }) => [key, name]))
  const read = cases.map((one) => ({
    ...one,
    got: (understand(one.text, { at: AT }).triage ?? []).map(
      ({ department }) => nameOf.get(department) ?? '',
    ),
  }))
  const within = (first: number): boolean[] =>
    read.map((one) => one.got.slice(0, first).some((name) => one.departments.includes(name)))
  return {
    measures: [share('triage', 'top-1', within(1)), share('triage', 'top-3', within(3))],
    wrong: read
      .filter(({ departments: wanted, got }) => !wanted.includes(got[0] ?? ''))
      .map(({ text, departments: wanted, got }) => `${text} · ${wanted.join('/')} · ${got.join(', ')}`),
  }
}

const FIELDS = ['kind', 'class', 'severity', 'department', 'person', 'when'] as const

type ComplaintCase = { text: string; at?: string; complaint?: null } & Partial<ComplaintReading>

export const scoreComplaints = (casesOf: CasesOf, understand: Understand): SetScore | null => {
  const cases = casesOf<ComplaintCase>('complaints')
  if (!cases) return null
  const read = cases.map((wanted) => ({
    wanted,
    got: understand(wanted.text, { at: wanted.at ?? AT }).complaint,
  }))
  const told = read.filter(({ wanted }) => wanted.complaint !== null)
  const measures = FIELDS.map((field) =>
    share(
      'complaints',
      field,
      told.filter(({ wanted }) => field in wanted).map(({ wanted, got }) => got?.[field] === wanted[field]),
    ),
  )
  const major = told.filter(({ wanted }) => wanted.severity === 'major')
  const none = read.filter(({ wanted }) => wanted.complaint === null)
  return {
    measures: [
      ...measures,
      share(
        'complaints',
        'major found',
        major.map(({ got }) => got?.severity === 'major'),
      ),
      share(
        'complaints',
        'none where none is told',
        none.map(({ got }) => got === null),
      ),
    ],
    wrong: told.flatMap(({ wanted, got }) =>
      FIELDS.filter((field) => field in wanted && got?.[field] !== wanted[field]).map(
        (field) => `${wanted.text} · ${field} ${String(wanted[field])} · ${String(got?.[field] ?? null)}`,
      ),
    ),
  }
}
