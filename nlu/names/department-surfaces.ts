import { readFileSync } from 'node:fs'
import type { Lexicon, LexiconDepartment } from '../../domain/lexicon.ts'
import { projectFile } from '../../domain/project-root.ts'

/** General knowledge: what a department is called and what patients say for it. */
interface DepartmentNames {
  name: string
  /** Names that hospitals give it. */
  also: string[]
  /** What patients say and is nothing else. */
  say: string[]
  /** Words that mean it only where a department is spoken of (挂个皮肤的号). */
  weak: string[]
  /** Without such a department: these. */
  else?: string[]
  /** Of several in `else` the first that exists, not a choice between them. */
  pick?: 'first'
  /** 内科: any department whose name ends so. */
  ending?: string
  /** 食堂, 电梯: a place rather than a department; any other department said goes before it. */
  kind?: 'facility'
}

/** One way to say a department. No keys: a department that this hospital has not. */
export interface Surface {
  words: string
  keys: string[]
  isWeak: boolean
  isFacility: boolean
  /** 内科 alone: counts only where nothing stands before it. */
  isGeneric: boolean
}

const GENERAL = JSON.parse(
  readFileSync(projectFile('nlu', 'names', 'department-aliases.json'), 'utf8'),
) as DepartmentNames[]
const WEAK_WORDS = new Set(GENERAL.flatMap(({ weak }) => weak))
const STRONG_WORDS = new Set(GENERAL.flatMap(({ name, also, say }) => [name, ...also, ...say]))
const DEPARTMENT_END = /(?:[科室处部房内外妇产]|门诊|中心)$/
const CORE_END = /(?:医学)?(?:科|中心|门诊|部|室)$/
const UNSPECIFIC_CORES = new Set([
  '内',
  '外',
  '医学',
  '综合',
  '普通',
  '中',
  '血管',
  '健康',
  '检验',
  '病理',
  '生殖',
])

const coreOf = (name: string): string => name.replace(CORE_END, '')

const named = (departments: LexiconDepartment[], names: string[]): string[] =>
  departments
    .filter(
      ({ name, aliases }) =>
        names.includes(name) || aliases.some((alias) => names.includes(alias) && DEPARTMENT_END.test(alias)),
    )
    .map(({ key }) => key)

const containing = (departments: LexiconDepartment[], name: string): string[] => {
  const longer = departments.filter((department) => department.name.includes(name)).map(({ key }) => key)
  if (longer.length > 0) return longer
  const core = coreOf(name)
  if (core.length < 2 || UNSPECIFIC_CORES.has(core)) return []
  return departments.filter((department) => coreOf(department.name).includes(core)).map(({ key }) => key)
}

const keysFor = (departments: LexiconDepartment[], entry: DepartmentNames): string[] => {
  const exact = departments.filter(({ name }) => name === entry.name).map(({ key }) => key)
  if (exact.length > 0) return exact
  const same = named(departments, [entry.name, ...entry.also])
  if (same.length > 0) return same
  const { ending } = entry
  if (ending) return departments.filter(({ name }) => name.endsWith(ending)).map(({ key }) => key)
  const similar = containing(departments, entry.name)
  if (similar.length > 0) return similar
  const instead = (entry.else ?? []).flatMap((name) => named(departments, [name]))
  return entry.pick === 'first' ? instead.slice(0, 1) : instead
}

const small = (words: string): string => words.replace(/\s/g, '').replace(/[A-Z]/g, (c) => c.toLowerCase())

const isWeakAlias = (words: string): boolean =>
  WEAK_WORDS.has(words) || (words.length <= 2 && !STRONG_WORDS.has(words))

const ownSurfaces = ({ departments }: Lexicon): Surface[] => {
  const keys = new Map<string, Set<string>>()
  const isName = new Set(departments.map(({ name }) => small(name)))
  for (const { key, name, aliases } of departments)
    for (const words of [name, ...aliases].map(small).filter((one) => one !== '')) {
      if (words !== small(name) && isName.has(words)) continue
      keys.set(words, (keys.get(words) ?? new Set()).add(key))
    }
  return Array.from(keys, ([words, of]) => ({
    words,
    keys: [...of],
    isWeak: !isName.has(words) && !DEPARTMENT_END.test(words) && isWeakAlias(words),
    isFacility: false,
    isGeneric: false,
  }))
}

/** Every way to say a department of this hospital, its own names before the general ones, longest first. */
export const surfacesOf = (lexicon: Lexicon): Surface[] => {
  const own = ownSurfaces(lexicon)
  const taken = new Set(own.map(({ words }) => words))
  const facilities = new Set(GENERAL.filter(({ kind }) => kind).flatMap(({ say }) => say))
  const general = GENERAL.flatMap((entry) => {
    const keys = keysFor(lexicon.departments, entry)
    const surface = (words: string, isWeak: boolean): Surface => ({
      words: small(words),
      keys,
      isWeak,
      isFacility: facilities.has(words),
      isGeneric: entry.ending !== undefined,
    })
    const strong = [entry.name, ...entry.also, ...entry.say].map((words) => surface(words, false))
    return [...strong, ...entry.weak.map((words) => surface(words, true))]
  }).filter(({ words }) => !taken.has(words))
  const facility = (one: Surface): Surface => (facilities.has(one.words) ? { ...one, isFacility: true } : one)
  return [...own, ...general].map(facility).sort((a, b) => b.words.length - a.words.length)
}
