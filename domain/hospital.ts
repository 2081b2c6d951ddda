/** The hospital as its file describes it: data, already checked. Keys are stable across imports; names may change. */
import type { Lexicon } from './lexicon.ts'

export type ClinicType = 'expert' | 'specialist' | 'general'
export type DayPart = 'morning' | 'afternoon' | 'evening'
export type GroupKind =
  | 'department'
  | 'triage-desk'
  | 'service-desk'
  | 'customer-office'
  | 'medical-affairs'
  | 'duty'
  | 'leadership'
export type StaffRole =
  | 'staff'
  | 'liaison'
  | 'department-head'
  | 'customer-office'
  | 'medical-affairs'
  | 'duty-officer'
  | 'leadership'
  | 'administrator'

export interface Department {
  key: string
  name: string
  aliases: string[]
  /** For patients who write English. */
  english?: string
  /** Patients may book visits here (检验科 and 保卫科 may not). */
  bookable: boolean
  place: string
  intro: string
  phone?: string
}

export interface Doctor {
  key: string
  name: string
  title: string
  department: string
  aliases: string[]
  /** For patients who write English (Wang Jianguo). */
  english?: string
  /** 特长, read out to patients. */
  specialties: string[]
}

/** A weekly pattern from which sessions (出诊) are made. */
export interface RosterEntry {
  department: string
  /** Absent for a 普通门诊 without a named doctor. */
  doctor?: string
  clinicType: ClinicType
  /** 1 Monday … 7 Sunday. */
  weekdays: number[]
  part: DayPart
  /** Places in each bookable half hour. */
  capacity: number
  room: string
  /** 挂号费, in fen. */
  feeFen: number
}

export interface Group {
  key: string
  name: string
  kind: GroupKind
  /** Key of the department, for kind `department`. */
  department?: string
}

export interface StaffMember {
  key: string
  name: string
  roles: { role: StaffRole; department?: string }[]
  phone?: string
}

/** A question patients ask about the hospital, answered as written (停车场在哪). */
export interface Enquiry {
  key: string
  /** Intent that it answers. */
  intent: string
  /** Words of which one must be in the question; none: the general answer of its intent. */
  words: string[]
  answer: string
  /** The answer for patients who write English. */
  english?: string
}

export interface SurveyQuestion {
  key: string
  ask: string
  kind: 'scale' | 'choice' | 'text'
  /** Labels for `choice`; for `scale` 1…5 from worst to best. */
  options?: string[]
  optional?: boolean
}

export interface Questionnaire {
  key: string
  name: string
  questions: SurveyQuestion[]
}

/** What a patient taps at the foot of the official account: it says words, opens a page, or unfolds. */
export interface MenuEntry {
  name: string
  says?: string
  link?: string
  entries?: MenuEntry[]
}

/** What the hospital's WeChat official account needs besides its secrets. */
export interface OfficialAccount {
  menu?: MenuEntry[]
  /** For reminders when nothing else may be sent: the template's id, and what stands in its fields (`{time}`, `{department}` …). */
  reminderTemplate?: { id: string; fields: Record<string, string> }
}

export interface Hospital {
  name: string
  /** For patients who write English. */
  english?: string
  /** English of words and whole texts of this hospital (specialties, questions), for patients who write English. */
  glossary?: Record<string, string>
  shortName: string
  address: string
  phone: string
  campus: string
  departments: Department[]
  doctors: Doctor[]
  roster: RosterEntry[]
  groups: Group[]
  staff: StaffMember[]
  enquiries: Enquiry[]
  questionnaires: Questionnaire[]
  /** Overrides of the policy document, checked by rules/policy.ts. */
  policy: Record<string, unknown>
  /** Overrides of texts, key → Fluent pattern, checked by texts/. */
  texts: Record<string, string>
  officialAccount?: OfficialAccount
}

/** The names the understanding knows a hospital by. */
export const lexiconOf = ({ departments, doctors }: Hospital): Lexicon => ({
  departments: departments.map(({ key, name, aliases }) => ({ key, name, aliases })),
  doctors: doctors.map(({ key, name, title, department, aliases }) => ({
    key,
    name,
    title,
    department,
    aliases,
  })),
})

/** Chinese and English names side by side, of what has both. */
export const englishNames = (hospital: Hospital): { chinese: string; english: string }[] => {
  const { departments, doctors } = hospital
  const doctorNames = doctors.map(({ name, english }) => ({ name, english: english && `Dr ${english}` }))
  const named = [hospital, ...departments, ...doctorNames].flatMap(({ name, english }) =>
    english === undefined || english === '' ? [] : [{ chinese: name, english }],
  )
  return [
    ...named,
    ...Object.entries(hospital.glossary ?? {}).map(([chinese, english]) => ({ chinese, english })),
  ]
}

/** Whole texts of the hospital and what is said instead to patients who write English. */
export const englishTexts = ({ enquiries, glossary = {} }: Hospital): Map<string, string> =>
  new Map([
    ...Object.entries(glossary),
    ...enquiries.flatMap(({ answer, english }) =>
      english === undefined ? [] : [[answer, english] as const],
    ),
  ])
