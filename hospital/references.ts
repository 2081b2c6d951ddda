/** What entries of a hospital's file say about each other: keys are unique, what they name exists, nobody is in two rooms at once. */
import { groupKeyOf, keyOf, usualClinicType } from './complete-hospital.ts'
import type { Directory, Names } from './directory.ts'
import type { Entries, Entry } from './entries.ts'
import { clinicTypes, dayParts, roles, weekdayNames } from './file-words.ts'
import type { Issue, Path } from './problem.ts'
import type { RosterEntryInFile } from './schema.ts'

interface Claim {
  /** What only one entry may have. */
  word: string
  path: Path
  message: string
}

const clashes = (claims: Claim[]): Issue[] => {
  const firsts = new Map<string, Path>()
  return claims.flatMap(({ word, path, message }) => {
    const clash = firsts.get(word)
    if (!clash) firsts.set(word, path)
    return clash ? [{ path, message, clash }] : []
  })
}

const keysOnce = <T>(entries: Entry<T>[], keyOfEntry: (value: T) => string): Issue[] =>
  clashes(
    entries.map(({ path, value }) => {
      const key = keyOfEntry(value)
      return { word: key, path, message: `代号（key）“${key}”重复了，请给其中一个写上别的 key` }
    }),
  )

const namesOnce = (entries: Entry<{ name: string }>[]): Issue[] =>
  clashes(
    entries.map(({ path, value: { name } }) => ({
      word: name,
      path: [...path, 'name'],
      message: `“${name}”写了两次`,
    })),
  )

const unknown = (names: Names, what: string, word: string | undefined, path: Path): Issue[] => {
  if (word === undefined) return []
  const found = names.keysOf(word).length
  if (found === 1) return []
  if (found > 1) return [{ path, message: `叫“${word}”的有 ${found} 个，请改写代号（key）` }]
  const meant = names.meant(word)
  return [{ path, message: `没有“${word}”${what}${meant ? `，您是不是想写“${meant}”？` : ''}` }]
}

/** An everyday name may belong to several departments (内科), but not be another one's own name. */
const aliasIssues = ({ departments }: Entries): Issue[] =>
  departments.flatMap(({ path, value }) =>
    value.aliases.flatMap((alias, i) => {
      const owner = departments.find((other) => other.value.name === alias && other.value !== value)
      return owner
        ? [
            {
              path: [...path, 'aliases', i],
              message: `“${alias}”是另一个科室的正式名称，不能作别名`,
              clash: owner.path,
            },
          ]
        : []
    }),
  )

interface Sitting {
  path: Path
  value: RosterEntryInFile
  department: string | undefined
  doctor: string | undefined
  /** Title of the doctor. */
  title: string | undefined
}

const sittingsOf = ({ roster, doctors }: Entries, directory: Directory): Sitting[] =>
  roster.map(({ path, value }) => {
    const doctor = directory.doctors.keysOf(value.doctor ?? '')[0]
    const known = doctors.find((each) => keyOf(each.value) === doctor)?.value
    const department = directory.departments.keysOf(value.department ?? known?.department ?? '')[0]
    return { path, value, department, doctor, title: known?.title }
  })

/** A doctor sits in one place at a time; a clinic without a doctor is named by department, type and time. */
const claimsOf = ({ path, value, department, doctor, title }: Sitting): Claim[] => {
  if (department === undefined) return []
  const clinicType = value.clinicType ?? usualClinicType(title)
  const who = doctor ?? `${department}/${clinicType}`
  const whose = value.doctor ?? `${value.department}${clinicTypes[clinicType]}门诊`
  return value.weekdays.map((day) => ({
    word: `${who}/${day}/${value.part}`,
    path,
    message: `${whose}${weekdayNames[day as keyof typeof weekdayNames]}${dayParts[value.part]}排了两次`,
  }))
}

const rosterIssues = (entries: Entries, directory: Directory): Issue[] => {
  const sittings = sittingsOf(entries, directory)
  const closed = new Set(
    entries.departments.filter(({ value }) => !value.bookable).map(({ value }) => keyOf(value)),
  )
  const single = sittings.flatMap(({ path, value, department }) => {
    if (value.department === undefined && value.doctor === undefined)
      return [{ path, message: '请写上科室（department）或医生（doctor）' }]
    const issues = [
      ...unknown(directory.departments, '这个科室', value.department, [...path, 'department']),
      ...unknown(directory.doctors, '这位医生', value.doctor, [...path, 'doctor']),
    ]
    if (department !== undefined && closed.has(department))
      issues.push({ path, message: '这个科室写了不能预约（bookable: false），不能排出诊' })
    return issues
  })
  return [...single, ...clashes(sittings.flatMap(claimsOf))]
}

const groupIssues = ({ groups }: Entries, directory: Directory): Issue[] => [
  ...groups.flatMap(({ path, value: { kind, department } }) => {
    const wrong = (message: string): Issue => ({ path: [...path, 'department'], message })
    if (kind === 'department' && department === undefined)
      return [wrong('科室群要写上是哪个科室（department）')]
    if (kind !== 'department' && department !== undefined) return [wrong('只有科室群才写科室（department）')]
    return unknown(directory.departments, '这个科室', department, [...path, 'department'])
  }),
  ...clashes(
    groups.flatMap(({ path, value: { department } }) => {
      const key = directory.departments.keysOf(department ?? '')[0]
      return key === undefined ? [] : [{ word: key, path, message: `“${department}”已经有一个科室群了` }]
    }),
  ),
  ...keysOnce(groups, (group) => groupKeyOf(group, directory)),
  ...namesOnce(groups),
]

const ofOneDepartment = new Set(['liaison', 'department-head'])

const staffIssues = ({ staff }: Entries, { departments }: Directory): Issue[] =>
  staff.flatMap(({ path, value }) =>
    value.roles.flatMap(({ role, department }, i) => {
      const at = [...path, 'roles', i]
      return department === undefined && ofOneDepartment.has(role)
        ? [{ path: at, message: `${roles[role]}要写上是哪个科室的（department）` }]
        : unknown(departments, '这个科室', department, [...at, 'department'])
    }),
  )

const enquiryIssues = ({ enquiries }: Entries): Issue[] => [
  ...keysOnce(enquiries, ({ key }) => key),
  ...clashes(
    enquiries
      .filter(({ value }) => value.words.length === 0)
      .map(({ path, value: { intent } }) => ({
        word: intent,
        path,
        message: `“${intent}”的通用回答（没写 words 的）只能有一条`,
      })),
  ),
]

const questionnaireIssues = ({ questionnaires }: Entries): Issue[] => [
  ...keysOnce(questionnaires, ({ key }) => key),
  ...questionnaires.flatMap(({ path, value: { questions } }) =>
    keysOnce(
      questions.map((value, i) => ({ path: [...path, 'questions', i], value })),
      ({ key }) => key,
    ),
  ),
]

/** Every reference that does not hold, and every clash. */
export const referenceIssues = (entries: Entries, directory: Directory): Issue[] => [
  ...keysOnce(entries.departments, keyOf),
  ...namesOnce(entries.departments),
  ...aliasIssues(entries),
  ...keysOnce(entries.doctors, keyOf),
  ...entries.doctors.flatMap(({ path, value }) =>
    unknown(directory.departments, '这个科室', value.department, [...path, 'department']),
  ),
  ...rosterIssues(entries, directory),
  ...groupIssues(entries, directory),
  ...keysOnce(entries.staff, keyOf),
  ...staffIssues(entries, directory),
  ...enquiryIssues(entries),
  ...questionnaireIssues(entries),
]
