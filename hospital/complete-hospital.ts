import type { z } from 'zod'
import type {
  ClinicType,
  Department,
  Doctor,
  Group,
  GroupKind,
  Hospital,
  RosterEntry,
  StaffMember,
} from '../domain/hospital.ts'
import { type Directory, type Names, keyFrom } from './directory.ts'
import type { Entries, Entry } from './entries.ts'
import { groupKinds } from './file-words.ts'
import type { GroupEntry, RosterEntryInFile, StaffEntry, fileShape } from './schema.ts'

/** Places in a half hour where the roster names none. */
const usualCapacity: Record<ClinicType, number> = { expert: 3, specialist: 5, general: 8 }

/** 主任医师, 副主任医师 and professors hold 专家门诊, other named doctors 专科门诊. */
export const usualClinicType = (title: string | undefined): ClinicType => {
  if (title === undefined) return 'general'
  return /主任|教授|名中医/.test(title) ? 'expert' : 'specialist'
}

/** The key that an entry has, written or from its name. */
export const keyOf = ({ key, name }: { key?: string; name: string }): string => key ?? keyFrom(name)

/** The key of a group: written, or its department's, or its kind. */
export const groupKeyOf = ({ key, kind, department }: GroupEntry, { departments }: Directory): string =>
  key ?? (department === undefined ? kind : keyIn(departments, department))

const keyIn = (names: Names, word: string): string => names.keysOf(word)[0] ?? word

const values = <T>(entries: Entry<T>[]): T[] => entries.map(({ value }) => value)

/** Every department and every kind of office has a group, written in the file or not. */
const withMissingGroups = (written: Group[], departments: Department[]): Group[] => {
  const served = new Set(written.map(({ department }) => department))
  const kinds = new Set(written.map(({ kind }) => kind))
  const offices = Object.keys(groupKinds) as GroupKind[]
  return [
    ...written,
    ...departments
      .filter(({ key }) => !served.has(key))
      .map(({ key, name }): Group => ({ key, name, kind: 'department', department: key })),
    ...offices
      .filter((kind) => kind !== 'department' && !kinds.has(kind))
      .map((kind): Group => ({ key: kind, name: groupKinds[kind], kind })),
  ]
}

const rosterEntry = (
  { doctor: doctorWord, ...each }: RosterEntryInFile,
  doctors: Doctor[],
  departments: Department[],
  directory: Directory,
): RosterEntry => {
  const doctorKey = doctorWord === undefined ? undefined : keyIn(directory.doctors, doctorWord)
  const doctor = doctors.find(({ key }) => key === doctorKey)
  const department = keyIn(directory.departments, each.department ?? doctor?.department ?? '')
  const clinicType = each.clinicType ?? usualClinicType(doctor?.title)
  return {
    department,
    ...(doctor && { doctor: doctor.key }),
    clinicType,
    weekdays: each.weekdays,
    part: each.part,
    capacity: each.capacity ?? usualCapacity[clinicType],
    room: each.room ?? departments.find(({ key }) => key === department)?.place ?? '',
    feeFen: each.feeFen,
  }
}

const groupOf = (entry: GroupEntry, directory: Directory): Group => ({
  key: groupKeyOf(entry, directory),
  name: entry.name,
  kind: entry.kind,
  ...(entry.department !== undefined && { department: keyIn(directory.departments, entry.department) }),
})

const staffMember = (entry: StaffEntry, { departments }: Directory): StaffMember => ({
  key: keyOf(entry),
  ...entry,
  roles: entry.roles.map(({ role, department }) =>
    department === undefined ? { role } : { role, department: keyIn(departments, department) },
  ),
})

/** The hospital that a file describes, once nothing in it is wrong: keys in place of names, defaults where nothing is written. */
export const completeHospital = (
  file: z.output<typeof fileShape>,
  entries: Entries,
  directory: Directory,
): Hospital => {
  const departments = values(entries.departments).map((each) => ({ key: keyOf(each), ...each }))
  const doctors = values(entries.doctors).map((each) => ({
    key: keyOf(each),
    ...each,
    department: keyIn(directory.departments, each.department),
  }))
  const groups = values(entries.groups).map((each) => groupOf(each, directory))
  return {
    name: file.name,
    ...(file.english !== undefined && { english: file.english }),
    ...(file.glossary && { glossary: file.glossary }),
    shortName: file.shortName ?? file.name,
    address: file.address,
    phone: file.phone,
    campus: file.campus,
    departments,
    doctors,
    roster: values(entries.roster).map((each) => rosterEntry(each, doctors, departments, directory)),
    groups: withMissingGroups(groups, departments),
    staff: values(entries.staff).map((each) => staffMember(each, directory)),
    enquiries: values(entries.enquiries),
    questionnaires: values(entries.questionnaires),
    policy: file.policy,
    texts: file.texts,
    ...(file.officialAccount && { officialAccount: file.officialAccount }),
  }
}
