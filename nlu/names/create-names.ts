import type { Lexicon } from '../../domain/lexicon.ts'
import type { Entities, Span } from '../../domain/understanding.ts'
import { compactText } from './compact-text.ts'
import { createDepartmentFinder, type DepartmentMention } from './department-mentions.ts'
import { createDoctorFinder, type DoctorMention } from './doctor-mentions.ts'
import { isRefused, standingMentions } from './mention.ts'
import { readPatientName } from './patient-name.ts'
import { readRelation } from './relations.ts'
import { readClinicType, readVisitType } from './visit-kinds.ts'

export type Names = Pick<
  Entities,
  | 'department'
  | 'departmentCandidates'
  | 'doctor'
  | 'doctorCandidates'
  | 'unknownDoctor'
  | 'name'
  | 'relation'
  | 'clinicType'
  | 'visitType'
> & { spans: Span[] }

export type ReadNames = (text: string, options?: { question?: string }) => Names

interface Meant {
  one: string | null
  candidates?: string[]
}

const meant = (keys: string[]): Meant => {
  const unique = [...new Set(keys)]
  if (unique.length > 1) return { one: null, candidates: unique }
  return { one: unique[0] ?? null }
}

const meantDepartment = (text: string, mentions: DepartmentMention[]): Meant => {
  const departments = mentions.filter(({ isFacility, keys }) => !isFacility && keys.length > 0)
  const facilities = mentions.filter(({ isFacility, keys }) => isFacility && keys.length > 0)
  const standing = standingMentions(text, departments.length > 0 ? departments : facilities)
  return meant(standing.flatMap(({ keys }) => keys))
}

const referrer = /^(?:都|刚|刚才|昨天|今天|上次)?(?:说|让我|叫我|建议|要我|推荐|介绍我|喊我)/

/** 骨科王主任: a surname that belongs to the department before it and to no other. */
const isOfNamedDepartment = (doctor: DoctorMention, departments: DepartmentMention[]): boolean =>
  !doctor.isFull &&
  departments.some(({ end, isFacility }) => !isFacility && end <= doctor.start && doctor.start - end <= 2)

const createChoosing = ({ doctors }: Lexicon) => {
  const departmentOf = new Map(doctors.map(({ key, department }) => [key, department]))
  return (text: string, mentions: DoctorMention[], departments: DepartmentMention[], department: Meant) => {
    const standing = standingMentions(
      text,
      mentions.filter(({ unknown }) => unknown === undefined),
    )
    const strangers = mentions.filter((mention) => mention.unknown !== undefined && !isRefused(text, mention))
    const wanted = standing.filter(
      ({ end }) => department.one === null || !referrer.test(text.slice(end, end + 6)),
    )
    const keys = wanted.flatMap((mention) => mention.keys)
    const wantedIn = department.one === null ? (department.candidates ?? []) : [department.one]
    const there = keys.filter((key) => wantedIn.includes(departmentOf.get(key) ?? ''))
    const elsewhere =
      there.length === 0 ? wanted.find((mention) => isOfNamedDepartment(mention, departments)) : undefined
    if (elsewhere) return { doctor: { one: null }, stranger: text.slice(elsewhere.start, elsewhere.end) }
    return { doctor: meant(there.length > 0 ? there : keys), stranger: strangers.at(-1)?.unknown }
  }
}

const isInside = (inner: Span, outer: Span | null): boolean =>
  outer !== null && inner.start < outer.end && outer.start < inner.end

/**
 * Reads the names in a normalised text: department and doctor as keys, where exactly one is meant after negations and
 * corrections; the patient's own name; for whom; kinds of clinic and visit. `question`: the open question, since a bare name
 * answers only one that asks for it.
 */
export const createNames = (lexicon: Lexicon): ReadNames => {
  const findDepartments = createDepartmentFinder(lexicon)
  const findDoctors = createDoctorFinder(lexicon)
  const choose = createChoosing(lexicon)
  return (text, { question } = {}) => {
    const { text: compact, spanOf } = compactText(text)
    const told = readPatientName(text, question)
    const departments = findDepartments(compact)
    const span = ({ start, end }: Span): Span => spanOf(start, end)
    const found = findDoctors(compact, departments)
    const isDoctor = told?.contrasted && found.some((mention) => isInside(span(mention), told))
    const patient = isDoctor ? null : told
    const doctors = found.filter((mention) => !isInside(span(mention), patient))
    const department = meantDepartment(compact, departments)
    const { doctor, stranger } = choose(compact, doctors, departments, department)
    const relation = readRelation(text)
    const clinicType = readClinicType(text)
    const visitType = readVisitType(text)
    return {
      department: department.one,
      ...(department.candidates && { departmentCandidates: department.candidates }),
      doctor: doctor.one,
      ...(doctor.candidates && { doctorCandidates: doctor.candidates }),
      ...(stranger !== undefined && doctor.one === null && !doctor.candidates && { unknownDoctor: stranger }),
      name: patient?.name ?? null,
      ...(relation && { relation }),
      ...(clinicType && { clinicType }),
      ...(visitType && { visitType }),
      spans: [
        ...departments.map(span),
        ...doctors.map(span),
        ...(patient ? [{ start: patient.start, end: patient.end }] : []),
      ].sort((a, b) => a.start - b.start),
    }
  }
}
