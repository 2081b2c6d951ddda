/** What the understanding hands to everybody else; plain data, no behaviour. */

/** The public vocabulary of corpus, tests and statistics: add, never rename. */
export const INTENTS = [
  'appointment.book',
  'appointment.change',
  'appointment.cancel',
  'appointment.query',
  'appointment.checkin',
  'appointment.extra',
  'referral.request',
  'exam.book',
  'exam.prepare',
  'doctor.schedule',
  'department.info',
  'hospital.info',
  'triage.ask',
  'medical.advice',
  'fee.ask',
  'result.query',
  'service.request',
  'complaint.lodge',
  'complaint.progress',
  'suggestion.give',
  'praise.give',
  'survey.start',
  'activity.join',
  'human.request',
  'privacy.request',
  'profile.update',
  'chat.greet',
  'chat.thanks',
  'chat.bye',
  'dialog.affirm',
  'dialog.deny',
  'dialog.back',
  'dialog.stop',
  'dialog.help',
  'none',
] as const

export type Intent = (typeof INTENTS)[number]

export type PartOfDay = 'morning' | 'noon' | 'afternoon' | 'evening'

/** One reading of a time. Dates are `YYYY-MM-DD`, times `HH:MM`, hospital-local; ranges include both ends. */
export interface Moment {
  date: string | null
  dateEnd?: string
  time?: string
  timeEnd?: string
  part?: PartOfDay
}

/** What the patient cannot: a day, a weekday (1 Monday … 7 Sunday) or a part of the day. */
export type Exclusion = { date: string } | { weekday: number } | { part: PartOfDay }

/** The time a patient spoke of. `date` is null where several are offered, none was said, or it is ambiguous. */
export interface When extends Moment {
  /** A choice between times (周一或者周二). */
  alternatives?: Moment[]
  exclude?: Exclusion[]
  asap?: true
  /** Readings of an ambiguous phrase; one of them must be asked for, never guessed. */
  candidates?: Moment[]
  /** True for an open range (下周以后): from `date` on. */
  open?: true
  /** An impossible date was said (2月30号): ask, do not guess. */
  impossible?: true
}

export type YesNo = 'yes' | 'no' | 'unsure'

/** `length`, `checksum`, `date`, `province`: why an ID number was not accepted. */
export type IdProblem = 'length' | 'checksum' | 'date' | 'province' | 'characters'

/** A half-open span [start, end) in UTF-16 units of `Understanding.text`. */
export interface Span {
  start: number
  end: number
}

export interface Entities {
  /** Key of the department, when exactly one is meant. */
  department: string | null
  /** Key of the doctor, when exactly one is meant. */
  doctor: string | null
  /** Keys of the doctors that fit what was said (two 王主任), when more than one does. */
  doctorCandidates?: string[]
  /** Keys of the departments that fit, when more than one does. */
  departmentCandidates?: string[]
  /** A doctor was named in the form 姓+title or a full name that nobody on the roster has, as written. */
  unknownDoctor?: string
  phone: string | null
  idNumber: string | null
  idInvalid?: IdProblem
  /** The patient's own name, as written in full. */
  name: string | null
  when: When | null
  /** 预约号 that was typed (digits only). */
  bookingNumber?: string
  /** Ticket number that was typed (T12 → 12). */
  ticketNumber?: number
  /** 第二个 / 2 / 选B: the ordinal of the option that was typed, 1-based; -1 is the last. */
  choice?: number
  /** For whom: 我妈, 孩子, 自己 … */
  relation?: 'self' | 'child' | 'parent' | 'spouse' | 'other'
  /** 专家 / 专科 / 普通. */
  clinicType?: 'expert' | 'specialist' | 'general'
  /** 初诊 / 复诊. */
  visitType?: 'first' | 'return'
  /** A score that was said (打5分, 8分, 非常满意 is not a score). */
  score?: number
}

export type ComplaintKind = 'complaint' | 'suggestion' | 'praise'
export type ComplaintClass = 'medical' | 'service' | 'process' | 'charges' | 'environment' | 'other'
export type Severity = 'simple' | 'complex' | 'major'

export interface ComplaintReading {
  kind: ComplaintKind
  class: ComplaintClass
  severity: Severity
  /** Canonical name of the department complained about: one of the hospital's, or a support department. */
  department: string | null
  /** The staff member as written. */
  person: string | null
  /** The day it happened, `YYYY-MM-DD`, if one day can be computed. */
  when: string | null
}

/** An emergency rule that matched: `rule` is its id, `text` the key of what to say. */
export interface Emergency {
  rule: string
  text: string
}

export interface TriageSuggestion {
  /** Key of the department. */
  department: string
  /** The patient's words that speak for it. */
  reason: string
}

/** Result of reading one utterance. */
export interface Understanding {
  /** Normalised text (NFKC, simplified, capped). */
  text: string
  /** The patient wrote in traditional characters. */
  traditional: boolean
  intent: Intent
  /** 0…1, calibrated; below `policy.understanding.sureFrom` the intent is not acted on without asking. */
  confidence: number
  /** The three best, best first. */
  top: { intent: Intent; confidence: number }[]
  emergency: Emergency | null
  entities: Entities
  yesNo: YesNo | null
  /** Departments for the symptoms told, best first; null where no symptom was told. */
  triage: TriageSuggestion[] | null
  complaint: ComplaintReading | null
}

/** Circumstances of an utterance. */
export interface UtteranceContext {
  /** Hospital-local reference time, `YYYY-MM-DDTHH:MM[:SS]`. */
  at: string
  /** Name of the open question as in nlu.md (`confirm-booking`), or the question's own words. */
  question?: string
  /** The date under correction, `YYYY-MM-DD`: a bare weekday keeps its week. */
  about?: string
}

/** Reads one utterance; never throws, whatever the string. */
export type Understand = (text: string, context: UtteranceContext) => Understanding
