import type { Lexicon, LexiconDepartment } from '../../domain/lexicon.ts'
import { projectFile } from '../../domain/project-root.ts'
import { buildRules } from '../phrases/rule-files.ts'

type Names = Record<string, { also?: string; else?: string }>

const names = buildRules(
  'departments',
  [projectFile('nlu', 'triage', 'departments.yaml')],
  ([file]) => file as Names,
)

const words = (list: string): string[] => list.split(/\s+/u).filter((word) => word !== '')

/** Maps common names of departments to those of a hospital, or to the next best it has; null where it has none. */
export const createDepartmentFinder = ({ departments }: Lexicon): ((commonName: string) => string | null) => {
  const called = (name: string): LexiconDepartment | undefined =>
    departments.find((department) => department.name === name) ??
    departments.find((department) => department.aliases.includes(name))
  const find = (name: string): string | null => {
    const direct = [name, ...words(names[name]?.also ?? '')].map(called).find((department) => department)
    if (direct) return direct.key
    for (const next of words(names[name]?.else ?? '')) {
      const department = [next, ...words(names[next]?.also ?? '')].map(called).find((candidate) => candidate)
      if (department) return department.key
    }
    return null
  }
  const known = new Map(Object.keys(names).map((name) => [name, find(name)]))
  return (commonName) => known.get(commonName) ?? null
}
