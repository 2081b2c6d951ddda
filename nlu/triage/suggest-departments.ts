import type { Lexicon } from '../../domain/lexicon.ts'
import type { Emergency, TriageSuggestion } from '../../domain/understanding.ts'
import { screenEmergency } from '../emergencies/screen-emergency.ts'
import { parseNumeral } from '../numbers/numeral.ts'
import { struckOut } from '../phrases/compile-phrases.ts'
import { createDepartmentFinder } from './find-department.ts'
import { type Likely, likelyDepartments } from './likely-departments.ts'
import { readSymptoms, type Symptom, withoutDenied } from './read-symptoms.ts'
import { vocabulary } from './vocabulary.ts'

/** What is known of the patient; the rest is read from the text. */
export interface AboutPatient {
  age?: number
  sex?: 'female' | 'male'
  pregnant?: boolean
  /** Whether the text was found to ask what to do about an ailment. */
  asking?: boolean
  /** What the text was found to be in danger of; it is screened where absent. */
  emergency?: Emergency | null
}

export type Triage = (text: string, about?: AboutPatient) => TriageSuggestion[] | null

const MOST = 3
/** A department far behind the first is no help to the patient. */
const WORTH_NAMING = 0.15
/** The share of a woman's departments that goes when a man is spoken of: he may be the husband. */
const MALE = 0.97
/** What the likeness of all words may add to what the symptoms say: more than one named in passing, less than a clear rule. */
const VOTE = 6
const WORTH_A_VOTE = 0.25
/** For a department that no symptom speaks for, where others have one. */
const WORTH_A_VOTE_ALONE = 0.4
/** Likeness alone speaks where the text is so surely of a symptom, and of the same one; less surely where it is asked. */
const AT_MOST_NOTHING = { unasked: 0.4, asked: 0.9 }
const AT_LEAST_ALIKE = 0.4
/** Their likeness is that of the people who come there more than of what ails them. */
const VOTE_OF_AN_AGE = 4.5
const OF_AN_AGE: ReadonlySet<string> = new Set(['儿科', '老年医学科'])
const CHILD_UNDER = 14
const ELDER_FROM = 65

interface Patient {
  child: boolean
  /** Of an age that is known and is no child's. */
  adult: boolean
  elder: boolean
  male: boolean
  pregnant: boolean
}

/** Years of school stand for years of age. */
const SCHOOL: readonly (readonly [RegExp, number])[] = [
  [/大学|大[一二三四]|研究生|考研/u, 20],
  [/高中|高[一二三]|高考/u, 16],
  [/初中|中考/u, 14],
]

const ageIn = (text: string): number | undefined => {
  const age = /([0-9]{1,3}|[一二三四五六七八九十两]{1,3})\s?(?:周岁|岁|多岁|来岁)(?!前|以前|时)/u.exec(
    text,
  )?.[1]
  if (age === undefined) return SCHOOL.find(([words]) => words.test(text))?.[1]
  return parseNumeral(age) ?? undefined
}

const patientOf = (text: string, about: AboutPatient): Patient => {
  const { people } = vocabulary
  const age = about.age ?? ageIn(text)
  const child =
    age === undefined ? people.child.isIn(struckOut(text, people.notChild, ' ')) : age < CHILD_UNDER
  return {
    child,
    adult: age !== undefined && !child,
    elder: age === undefined ? people.elder.isIn(text) : age >= ELDER_FROM,
    male: about.sex ? about.sex === 'male' : people.male.isIn(text),
    pregnant: about.pregnant ?? people.pregnant.isIn(text),
  }
}

type Scores = Map<string, number>

const raise = (scores: Scores, department: string, by: number): void => {
  scores.set(department, (scores.get(department) ?? 0) + by)
}

const best = (scores: Scores): [department: string, score: number] =>
  [...scores].reduce<[string, number]>((top, entry) => (entry[1] > top[1] ? entry : top), ['', 0])

const adjust = (scores: Scores, { child, adult, elder, male, pregnant }: Patient): void => {
  if (adult) scores.delete('儿科')
  if (male)
    for (const department of ['妇科', '产科'])
      raise(scores, department, -MALE * (scores.get(department) ?? 0))
  const [first, score] = best(scores)
  if (pregnant && !male) raise(scores, '产科', Math.max(0, score - (scores.get('产科') ?? 0)) + 1)
  else if (child) {
    const ahead = vocabulary.childrenToo.has(first) ? -0.5 : 1
    raise(scores, '儿科', Math.max(0, score + ahead - (scores.get('儿科') ?? 0)))
  }
  if (elder) raise(scores, '老年医学科', 1.2)
}

const EMERGENCY = '急诊科'

const speaksAlone = ({ departments, nothing }: Likely, asked: boolean): boolean =>
  nothing <= AT_MOST_NOTHING[asked ? 'asked' : 'unasked'] &&
  Math.max(...departments.values()) >= AT_LEAST_ALIKE

const scoresFor = (
  symptoms: readonly Symptom[],
  likely: Likely | null,
  patient: Patient,
  emergency: string | null,
): Scores => {
  const scores: Scores = new Map()
  for (const { to } of symptoms) for (const [department, weight] of to) raise(scores, department, weight)
  const worth = (department: string): number =>
    symptoms.length === 0 || scores.has(department) ? WORTH_A_VOTE : WORTH_A_VOTE_ALONE
  for (const [department, share] of likely?.departments ?? [])
    if (share >= worth(department))
      raise(scores, department, (OF_AN_AGE.has(department) ? VOTE_OF_AN_AGE : VOTE) * share)
  if (symptoms.length > 0 || likely) adjust(scores, patient)
  else if (patient.child) raise(scores, '儿科', 1)
  else if (patient.pregnant) raise(scores, '产科', 1)
  if (emergency !== null) {
    const next = patient.child ? '儿科' : vocabulary.afterEmergency.get(emergency)
    if (next) raise(scores, next, 4)
    raise(scores, EMERGENCY, best(scores)[1] + 1)
  }
  return scores
}

/** The patient's words for a department; where none speaks for it alone (急诊科, 儿科), all that was told. */
const reasonFor = (
  department: string,
  symptoms: readonly Symptom[],
  likely: Likely | null,
  text: string,
): string => {
  const speaking = symptoms.filter(({ to }) => to.has(department))
  if (speaking.length === 0 && (likely?.departments.get(department) ?? 0) >= AT_LEAST_ALIKE) {
    const { start, end } = likely?.reasonFor(department) ?? { start: 0, end: 0 }
    return text.slice(start, Math.min(end, start + 20))
  }
  const told = (speaking.length > 0 ? speaking : symptoms).map(({ start, end }) => text.slice(start, end))
  const once = [...new Set(told)].filter(
    (words, _, all) => !all.some((more) => more !== words && more.includes(words)),
  )
  return once.length > 0 ? once.slice(0, MOST).join('、') : text.slice(0, 20)
}

/**
 * Departments for the symptoms of a normalised text, best first, 急诊科 first where it is an emergency; null where no
 * symptom is told. Never a diagnosis. Source: SD-3.
 */
export const createTriage = (lexicon: Lexicon): Triage => {
  const departmentOf = createDepartmentFinder(lexicon)
  return (text, about = {}) => {
    const symptoms = readSymptoms(text)
    const danger = about.emergency === undefined ? screenEmergency(text) : about.emergency
    const emergency = danger?.rule ?? null
    const alike = likelyDepartments(withoutDenied(text))
    const likely = symptoms.length > 0 || speaksAlone(alike, about.asking ?? false) ? alike : null
    if (!likely && emergency === null && !vocabulary.people.asking.isIn(text)) return null
    const scores = scoresFor(symptoms, likely, patientOf(text, about), emergency)
    const least = WORTH_NAMING * best(scores)[1]
    const suggestions = new Map<string, TriageSuggestion>()
    for (const [name, score] of [...scores].sort((a, b) => b[1] - a[1])) {
      const department = score > 0 && score >= least ? departmentOf(name) : null
      if (department === null || suggestions.has(department)) continue
      suggestions.set(department, { department, reason: reasonFor(name, symptoms, likely, text) })
    }
    return suggestions.size > 0 ? [...suggestions.values()].slice(0, MOST) : null
  }
}
