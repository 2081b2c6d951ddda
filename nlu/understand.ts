import type { Lexicon } from '../domain/lexicon.ts'
import type {
  ComplaintKind,
  ComplaintReading,
  Entities,
  Intent,
  Span,
  Understand,
  Understanding,
  UtteranceContext,
  When,
} from '../domain/understanding.ts'
import {
  type ComplaintContext,
  hearStory,
  isIll,
  isOfHouse,
  isOfStrangers,
  readStory,
  type Story,
} from './complaints/read-complaint.ts'
import { screenEmergency } from './emergencies/screen-emergency.ts'
import type { Telling } from './intents/classify.ts'
import { loadClassify } from './intents/load-classify.ts'
import { createMaskNames } from './mask-names.ts'
import { createNames, type ReadNames } from './names/create-names.ts'
import { normalise, tailOf } from './normalise.ts'
import { type Numbers, readNumbers } from './numbers/read-numbers.ts'
import { createTriage } from './triage/suggest-departments.ts'
import { readWhen } from './when/read-when.ts'
import { isPlanned } from './when/told-as-past.ts'
import { blanked, identityClauses } from './without-identity.ts'
import { readYesNo } from './yes-no/read-yes-no.ts'

const classify = await loadClassify()

/** Wishes that tell of what has happened: 周三 is the last one. */
const TOLD_AS_PAST: ReadonlySet<Intent> = new Set(['complaint.lodge', 'praise.give', 'complaint.progress'])

/** A story that shows no sign of its kind is what the classifier surely takes it for. */
const KIND_OF: Partial<Record<Intent, ComplaintKind>> = {
  'complaint.lodge': 'complaint',
  'suggestion.give': 'suggestion',
  'praise.give': 'praise',
}
const SURE_OF_STORY = 0.5

/** Wishes that tell of an ailment. */
const ASKING: ReadonlySet<Intent> = new Set(['triage.ask', 'medical.advice'])

/** `normalise` reads this many code points; what a longer message ends with is screened for emergencies too. */
const READ_WHOLE = 2000

/** Identity, phone and booking numbers: their digits are no temperature, no blood pressure and no date. */
const LONG = 6
const isLong = ({ start, end }: Span): boolean => end - start >= LONG

/** The name of somebody (周一凡) is no day. */
const LIKE_A_DAY = /周[一二三四五六日天末]|[今明昨前后]/u

const createEntities = (lexicon: Lexicon, readNames: ReadNames) => {
  const maskNames = createMaskNames(lexicon)
  return (text: string, plain: string, numbers: Numbers, { at, about, question }: UtteranceContext) => {
    const names = readNames(text, question === undefined ? {} : { question })
    const namesLikeDays = names.spans.filter(({ start, end }) => LIKE_A_DAY.test(text.slice(start, end)))
    const dated = blanked(plain, namesLikeDays)
    const time = readWhen(dated, { at, ...(about === undefined ? {} : { about }) })
    const entities: Entities = Object.assign(withoutSpans(numbers), withoutSpans(names), { when: time.when })
    const own =
      names.name === null ? [] : names.spans.filter(({ start, end }) => text.slice(start, end) === names.name)
    const told = identityClauses(text, [...numbers.spans, ...own])
    const outside = ({ start, end }: Span): boolean =>
      !told.some((clause) => start < clause.end && clause.start < end)
    const masked = maskNames(blanked(text, told), {
      dates: time.spans.filter(outside),
      names: names.spans.filter(outside),
      person: names.name,
    }).trim()
    return { entities, masked, dated, unsigned: blanked(text, told) }
  }
}

/** By `Object.assign` the objects are put together ten times faster than by spreading one shape after another. */
const withoutSpans = <T extends { spans: Span[] }>({ spans: _spans, ...read }: T): Omit<T, 'spans'> => read

const tellingOf = (heard: Story, story: ComplaintReading | null): Telling | undefined => {
  if (isOfStrangers(heard)) return 'elsewhere'
  if (story?.kind === 'complaint' && story.severity === 'major') return 'grave'
  return story?.kind ?? (isIll(heard) ? 'ill' : undefined)
}

const LONG_AGO_DAYS = 270

/** 12月7号 told in November is hardly that of last year. */
const isLongAgo = ({ date, alternatives = [], candidates = [] }: When, at: string): boolean => {
  const limit = Date.parse(at.slice(0, 10)) - LONG_AGO_DAYS * 86_400_000
  return [date, ...[...alternatives, ...candidates].map((moment) => moment.date)].some(
    (day) => day !== null && Date.parse(day) < limit,
  )
}

const whenInThePast = (text: string, { at, about }: UtteranceContext, plainly: When): When | null => {
  const { when, spans } = readWhen(text, { at, past: true, ...(about === undefined ? {} : { about }) })
  const isOfPlans = spans.some((span) => isPlanned(span, text))
  return when && (isOfPlans || isLongAgo(when, at)) ? plainly : when
}

/** What is wanted by a text and told in it; the story as it tells itself, and as the intent settles it. */
const readWish = (masked: string, heard: Story, told: ComplaintContext) => {
  const story = readStory(heard, told)
  const reading = classify(masked, {
    as: tellingOf(heard, story),
    likely: story === null ? 0 : heard.likely.kinds[story.kind],
    ofHouse: isOfHouse(heard),
  })
  const kind = KIND_OF[reading.intent]
  const isSettled = kind !== undefined && kind !== story?.kind && reading.confidence >= SURE_OF_STORY
  const complaint = isSettled
    ? readStory(heard, { ...told, kind, ...(story ? { when: story.when } : {}) })
    : story
  return { reading, story, complaint }
}

/**
 * Reads utterances for a hospital with these names, in a fixed order: emergencies (in the text and in the tail of a very long
 * one), names, numbers and times, then what is wanted. Source: SD-3, AP-1.
 */
export const createUnderstand = (lexicon: Lexicon): Understand => {
  const readNames = createNames(lexicon)
  const readEntities = createEntities(lexicon, readNames)
  const suggestDepartments = createTriage(lexicon)
  const departments = lexicon.departments.map(({ key, name }) => ({ key, name }))
  return (raw, context): Understanding => {
    const { text, traditional } = normalise(raw)
    const numbers = readNumbers(text, { today: context.at.slice(0, 10) })
    const plain = blanked(text, numbers.spans.filter(isLong))
    const isCut = raw.length > READ_WHOLE || text.length >= READ_WHOLE
    const emergency = screenEmergency(plain) ?? (isCut ? screenEmergency(tailOf(raw)) : null)
    const { entities, masked, dated, unsigned } = readEntities(text, plain, numbers, context)
    const findDepartment = (): string | null => entities.department
    const named = lexicon.doctors.find(({ key }) => key === entities.doctor)?.name
    const findPerson = (): string | null => (named !== undefined && text.includes(named) ? named : null)
    const told = { at: context.at, departments, findDepartment, findPerson }
    const { reading, story, complaint } = readWish(masked, hearStory(unsigned), told)
    const isStory = story !== null && TOLD_AS_PAST.has(reading.intent) && reading.confidence >= SURE_OF_STORY
    if (isStory && entities.when) entities.when = whenInThePast(dated, context, entities.when)
    return {
      text,
      traditional,
      ...reading,
      emergency,
      entities,
      yesNo: readYesNo(text, context.question),
      triage: suggestDepartments(plain, { emergency, asking: ASKING.has(reading.intent) }),
      complaint,
    }
  }
}
