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

/** The hospital that a file describes, once nothing in it is wrong: keys in place of names, defaults where nothing is written. */
export const completeHospital = (
  file: z.output<typeof fileShape>,
  entries: Entries,
  directory: Directory,
): Hospital => {
  const departmentKey = (word: string): string => keyIn(directory.departments, word)
  const departments = values(entries.departments).map((each) => ({ key: keyOf(each), ...each }))
  const doctors = values(entries.doctors).map((each) => ({
    key: keyOf(each),
    ...each,
    department: departmentKey(each.department),
  }))
  const doctorNamed = (word: string | undefined): Doctor | undefined =>
    word === undefined ? undefined : doctors.find(({ key }) => key === keyIn(directory.doctors, word))
  const rosterEntry = (each: RosterEntryInFile): RosterEntry => {
    const doctor = doctorNamed(each.doctor)
    const department = departmentKey(each.department ?? doctor?.department ?? '')
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
  const group = ({ department, ...each }: GroupEntry): Group => ({
    key: groupKeyOf({ ...each, department }, directory),
    name: each.name,
    kind: each.kind,
    ...(department !== undefined && { department: departmentKey(department) }),
  })
  const staffMember = (each: StaffEntry): StaffMember => ({
    key: keyOf(each),
    ...each,
    roles: each.roles.map(({ role, department }) =>
      department === undefined ? { role } : { role, department: departmentKey(department) },
    ),
  })
  return {
    name: file.name,
    shortName: file.shortName ?? file.name,
    address: file.address,
    phone: file.phone,
    campus: file.campus,
    departments,
    doctors,
    roster: values(entries.roster).map(rosterEntry),
    groups: withMissingGroups(values(entries.groups).map(group), departments),
    staff: values(entries.staff).map(staffMember),
    enquiries: values(entries.enquiries),
    questionnaires: values(entries.questionnaires),
    policy: file.policy,
    texts: file.texts,
  }
}
