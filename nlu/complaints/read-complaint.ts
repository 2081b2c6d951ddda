import type {
  ComplaintClass,
  ComplaintKind,
  ComplaintReading,
  Severity,
  Span,
} from '../../domain/understanding.ts'
import type { Page } from '../phrases/compile-phrases.ts'
import { readWhen } from '../when/read-when.ts'
import { likelySeverity } from './likely-severity.ts'
import { type LikelyStory, likelyStory } from './likely-story.ts'
import { type DepartmentName, readDepartment } from './read-department.ts'
import { DEED, readKind } from './read-kind.ts'
import { readPerson } from './read-person.ts'
import { complaintRules, type Sign } from './rules.ts'
import { overlaps, severityInWords, toldIn } from './severity-in-words.ts'

const { conceded, stressed, kinds, classes, strangers, house } = complaintRules

export interface ComplaintContext {
  /** Hospital-local reference time, `YYYY-MM-DDTHH:MM[:SS]`. */
  at: string
  departments: readonly DepartmentName[]
  /** Key or name of the department a text names; asked where the rules find none. */
  findDepartment?: (text: string) => string | null
  /** Full name of the doctor a text names; asked where nobody is named with a title. */
  findPerson?: () => string | null
  /** What the intent says it is; it decides where the text is not sure by itself. */
  kind?: ComplaintKind
  /** The day it happened where it is known already, `YYYY-MM-DD`; read from the text where absent. */
  when?: string | null
}

/** What is waved aside counts less and what is stressed counts more. */
const CONCEDED = 0.3
const STRESSED = 1.5

const NOT_SO =
  /(?:没有?|从不|从没|从来不|毫不|绝不|丝毫不|一点不|一点也不|并不|并没有?|不怕|不)(?:觉得|感到|任何|一点|一丝)?$/

const emphasis = (text: string, at: number): number => {
  const start =
    Math.max(...[',', '。', '!', '?', ';', ' ', '\n'].map((mark) => text.lastIndexOf(mark, at - 1))) + 1
  const rest = text.slice(at).search(/[,。!?;\n]/)
  const clause = text.slice(start, rest < 0 ? undefined : at + rest)
  if (conceded.isIn(clause)) return CONCEDED
  return stressed.isIn(text.slice(Math.max(0, at - 24), at)) ? STRESSED : 1
}

interface ClassSigns {
  name: ComplaintClass
  faults: Sign[]
  topics: Sign[]
  praised: Sign[]
}

/** What lies in a kind deed is no fault (腿都站不稳还笑着). */
const signsIn = (page: Page, deeds: readonly Span[]): ClassSigns[] =>
  classes.map(({ name, faults, topics, praised }) => ({
    name,
    faults: faults(page)
      .filter(({ start }) => !NOT_SO.test(page.text.slice(Math.max(0, start - 5), start)))
      .filter((fault) => !deeds.some((deed) => overlaps(fault, deed)))
      .map((sign) => ({ ...sign, points: sign.points * emphasis(page.text, sign.start) })),
    topics: topics(page),
    praised: praised(page),
  }))

const sum = (signs: readonly Sign[]): number => signs.reduce((total, { points }) => total + points, 0)

/** What the likeness of all words may add to the signs of a class; a fault in words of the rules counts threefold. */
const VOTE = 16

/** Fewer letters are no story, whatever they are like. */
const LEAST_STORY = 10
const NOTHING_LIKELY: LikelyStory = {
  ill: 0,
  kinds: { complaint: 0, praise: 0, suggestion: 0 },
  classes: { medical: 0, other: 0, service: 0, charges: 0, process: 0, environment: 0 },
}

const likelyTold = (text: string, { candidates }: Page): LikelyStory => {
  if (candidates.size === 0) return NOTHING_LIKELY
  const likely = likelyStory(text)
  return text.length < LEAST_STORY ? { ...NOTHING_LIKELY, ill: likely.ill } : likely
}

const classOf = (
  kind: ComplaintKind,
  signs: readonly ClassSigns[],
  likely: LikelyStory['classes'],
): ComplaintClass => {
  const points = ({ name, faults, topics, praised }: ClassSigns): number =>
    kind === 'praise' ? sum(praised) : 3 * sum(faults) + sum(topics) + VOTE * likely[name]
  const first = signs.reduce((best, candidate) => (points(candidate) > points(best) ? candidate : best))
  if (points(first) > 0) return first.name
  return kind === 'praise' ? 'service' : 'other'
}

const dayOf = (text: string, { at, when }: ComplaintContext): string | null => {
  if (when !== undefined) return when
  const read = readWhen(text, { at, past: true }).when
  if (!read?.date || read.alternatives || (read.dateEnd !== undefined && read.dateEnd !== read.date))
    return null
  return read.date <= at.slice(0, 10) ? read.date : null
}

const departmentOf = (page: Page, signs: readonly Sign[], context: ComplaintContext): string | null => {
  const name = readDepartment(page, signs, context.departments) ?? context.findDepartment?.(page.text) ?? null
  return context.departments.find(({ key }) => key === name)?.name ?? name
}

/** What a text shows whatever it is taken for. */
export interface Story {
  text: string
  told: Page
  signs: ClassSigns[]
  severity: Severity
  likely: LikelyStory
}

const NO_SIGNS: ClassSigns[] = classes.map(({ name }) => ({ name, faults: [], topics: [], praised: [] }))

const SEVERITIES: readonly Severity[] = ['simple', 'complex', 'major']

const graver = (one: Severity, other: Severity): Severity =>
  SEVERITIES.indexOf(one) >= SEVERITIES.indexOf(other) ? one : other

/** Looks for the signs in a normalised text. */
export const hearStory = (text: string): Story => {
  const told = toldIn(text)
  const likely = likelyTold(text, told)
  if (told.candidates.size === 0) return { text, told, signs: NO_SIGNS, severity: 'simple', likely }
  const deeds = kinds.praise(told).filter(({ points }) => points >= DEED)
  const signs = signsIn(told, deeds)
  const aboutMoney = signs.some(({ name, faults }) => name === 'charges' && faults.length > 0)
  const severity = severityInWords(told, aboutMoney)
  return { text, told, signs, severity, likely }
}

const MORE_ILL_THAN_NOT = 0.5

/** Whether it rather tells what ails somebody than of the house or of another wish. */
export const isIll = ({ likely }: Story): boolean => likely.ill >= MORE_ILL_THAN_NOT

/** Whether something of the house is named. */
export const isOfHouse = ({ told }: Story): boolean => house.isIn(told)

/** Who is spoken of is named early; later on others stand for what is compared, missed or seen. */
const NAMED_EARLY = 10

/** Whether it is about somebody who is no part of the house (快递把包裹弄丢了). */
export const isOfStrangers = (story: Story): boolean =>
  strangers.spans(story.told).some(({ start }) => start <= NAMED_EARLY) && !isOfHouse(story)

/**
 * What a story complains of, suggests or praises, or null where it does none of these.
 * `department` is the common name of a support department where the hospital's list has none. Source: CP-2.
 */
export const readStory = (
  { text, told, signs, severity, likely }: Story,
  context: ComplaintContext,
): ComplaintReading | null => {
  const kind = readKind(
    told,
    sum(signs.flatMap(({ faults }) => faults)),
    severity,
    likely,
    context.kind ?? null,
  )
  if (kind === null) return null
  const of = classOf(kind, signs, likely.classes)
  const blamed = signs.flatMap(({ faults, praised }) => (kind === 'praise' ? praised : faults))
  return {
    kind,
    class: of,
    severity: kind === 'complaint' ? graver(severity, likelySeverity(text)) : 'simple',
    department: departmentOf(told, blamed, context),
    person: readPerson(text) ?? context.findPerson?.() ?? null,
    when: dayOf(text, context),
  }
}

/** Hears and reads a normalised text at once. */
export const readComplaint = (text: string, context: ComplaintContext): ComplaintReading | null =>
  readStory(hearStory(text), context)
