import { projectFile } from '../../domain/project-root.ts'
import type { ComplaintClass, ComplaintKind, Span } from '../../domain/understanding.ts'
import {
  createPhraseBook,
  type Page,
  type PhraseBook,
  type PhraseReading,
  type WordGroups,
} from '../phrases/compile-phrases.ts'
import { buildRules } from '../phrases/rule-files.ts'

/** Lists of phrases by the points that one of them is worth. */
type Weighted = Record<string, string>

/** A sign of something in a text and what it is worth. */
export interface Sign extends Span {
  points: number
}

/** Finds the signs of one thing in a text. */
export type FindSigns = (text: Page) => Sign[]

type TextList =
  | 'ignored'
  | 'conceded'
  | 'stressed'
  | 'ironic'
  | 'actors'
  | 'strangers'
  | 'house'
  | 'blame'
  | 'thanks'
  | 'asking'

interface RulesFile extends Record<TextList, string> {
  groups: WordGroups
  kinds: Record<ComplaintKind, Weighted>
  classes: Record<ComplaintClass, { faults: Weighted; topics: Weighted }>
  praised: Partial<Record<ComplaintClass, string>>
  severity: Record<'major' | 'major-unless' | 'complex' | 'complex-unless', string>
  departments: Record<string, Weighted>
  persons: { words: string; titles: string; surnames: string }
}

export const CLASSES: readonly ComplaintClass[] = [
  'medical',
  'other',
  'service',
  'charges',
  'process',
  'environment',
]

const signsOf =
  (book: PhraseBook) =>
  (weighted: Weighted): FindSigns => {
    const lists = Object.entries(weighted).map(([points, list]) => ({
      points: Number(points),
      phrases: book.compile(list),
    }))
    return (text) => {
      const found: Sign[] = []
      for (const { points, phrases } of lists)
        for (const { start, end } of phrases.spans(text)) found.push({ start, end, points })
      return found
    }
  }

const readRules = ([contents]: unknown[], readings: Record<string, PhraseReading>) => {
  const file = contents as RulesFile
  const { kinds, classes, praised, severity, departments, persons } = file
  const book = createPhraseBook(file.groups, readings)
  const { compile } = book
  const signs = signsOf(book)
  return {
    open: book.open,
    ignored: compile(file.ignored),
    conceded: compile(file.conceded),
    stressed: compile(file.stressed),
    ironic: compile(file.ironic),
    actors: compile(file.actors),
    strangers: compile(file.strangers),
    house: compile(file.house),
    blame: compile(file.blame),
    thanks: compile(file.thanks),
    asking: compile(file.asking),
    kinds: {
      complaint: signs(kinds.complaint),
      suggestion: signs(kinds.suggestion),
      praise: signs(kinds.praise),
    },
    classes: CLASSES.map((name) => ({
      name,
      faults: signs(classes[name].faults),
      topics: signs(classes[name].topics),
      praised: signs({ 1: praised[name] ?? '' }),
    })),
    major: { told: compile(severity.major), unless: compile(severity['major-unless']) },
    complex: { told: compile(severity.complex), unless: compile(severity['complex-unless']) },
    departments: Object.entries(departments).map(([name, weighted]) => ({ name, mentions: signs(weighted) })),
    persons: {
      notNames: compile(persons.words),
      titles: persons.titles.split(/\s+/u),
      surnames: persons.surnames.split(/\s+/u),
    },
  }
}

/** The reviewed rules for complaints (rules.yaml), compiled once. */
export const complaintRules = buildRules(
  'complaints',
  [projectFile('nlu', 'complaints', 'rules.yaml')],
  readRules,
)
