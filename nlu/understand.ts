import type { Lexicon } from '../domain/lexicon.ts'
import type {
  Entities,
  Intent,
  Understand,
  Understanding,
  UtteranceContext,
  When,
} from '../domain/understanding.ts'
import { readComplaint } from './complaints/read-complaint.ts'
import { screenEmergency } from './emergencies/screen-emergency.ts'
import { loadClassify } from './intents/load-classify.ts'
import { createMaskNames } from './mask-names.ts'
import { createNames, type ReadNames } from './names/create-names.ts'
import { normalise, tailOf } from './normalise.ts'
import { readNumbers } from './numbers/read-numbers.ts'
import { createTriage } from './triage/suggest-departments.ts'
import { readWhen } from './when/read-when.ts'
import { readYesNo } from './yes-no/read-yes-no.ts'

const classify = await loadClassify()

/** Wishes that tell of what has happened: 周三 is the last one. */
const TOLD_AS_PAST: ReadonlySet<Intent> = new Set(['complaint.lodge', 'praise.give', 'complaint.progress'])

const readTime = (text: string, { at, about }: UtteranceContext, intent: Intent): When | null =>
  readWhen(text, {
    at,
    ...(about === undefined ? {} : { about }),
    ...(TOLD_AS_PAST.has(intent) ? { past: true } : {}),
  }).when

const createEntities = (lexicon: Lexicon, readNames: ReadNames) => {
  const maskNames = createMaskNames(lexicon)
  return (text: string, { at, question }: UtteranceContext) => {
    const { spans: numberSpans, ...numbers } = readNumbers(text, { today: at.slice(0, 10) })
    const { spans: names, ...named } = readNames(text, question === undefined ? {} : { question })
    const { spans: dates } = readWhen(text, { at })
    const entities: Omit<Entities, 'when'> = { ...numbers, ...named }
    return { entities, masked: maskNames(text, { dates, names, person: named.name }) }
  }
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
  const findDepartment = (text: string): string | null => readNames(text).department
  return (raw, context): Understanding => {
    const { text, traditional } = normalise(raw)
    const emergency = screenEmergency(text) ?? screenEmergency(tailOf(raw))
    const { entities, masked } = readEntities(text, context)
    const reading = classify(masked)
    return {
      text,
      traditional,
      ...reading,
      emergency,
      entities: { ...entities, when: readTime(text, context, reading.intent) },
      yesNo: readYesNo(text, context.question),
      triage: suggestDepartments(text),
      complaint: readComplaint(text, { at: context.at, departments, findDepartment }),
    }
  }
}
