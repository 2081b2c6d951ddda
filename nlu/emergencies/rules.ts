import { projectFile } from '../../domain/project-root.ts'
import {
  createPhraseBook,
  type PhraseReading,
  type Phrases,
  type WordGroups,
} from '../phrases/compile-phrases.ts'
import { buildRules } from '../phrases/rule-files.ts'

const FRAMES = ['past', 'history', 'recent', 'supposed', 'strangers', 'animals', 'present', 'sudden'] as const
const CERTAINTIES = ['always', 'severe', 'likely'] as const

type FrameName = (typeof FRAMES)[number]
export type Certainty = (typeof CERTAINTIES)[number]

interface RuleSource extends Partial<Record<Certainty, string>> {
  id: string
  /** For the reader of the file. */
  what: string
  urgency: string
  unless?: string
  /** Names of signs (signs.yaml) that are an emergency together, joined by `+`; as grave as `severe`. */
  together?: string
  recent?: 'past' | 'now'
  told?: 'calmly'
}

interface RulesFile
  extends Record<'idioms' | 'chronic' | 'knowledge' | 'resolved' | 'slight' | 'mild', string> {
  groups: WordGroups
  frames: Record<FrameName, string>
  rules: RuleSource[]
}

export interface Rule {
  id: string
  signs: { certainty: Certainty; phrases: Phrases }[]
  /** Signs that are this emergency when all of one list are told. */
  together: Phrases[][]
  unless: Phrases
  /** What happened yesterday counts as over (fainting, fits) unless something of today is told. */
  yesterdayIsPast: boolean
  /** Told in words that sound harmless (我不在了你们会轻松一点): only the rule is heeded. */
  toldCalmly: boolean
}

/** How a list of combinations of signs is read. */
const combinationsOf = (signs: ReadonlyMap<string, Phrases>) => {
  const signNamed = (name: string): Phrases => {
    const sign = signs.get(name)
    if (!sign) throw new Error(`no sign is called ${name}`)
    return sign
  }
  return (list = ''): Rule['together'] =>
    list
      .split(/\s+/)
      .filter((line) => line !== '')
      .map((line) => line.split('+').map(signNamed))
}

const readRules = ([file, signsFile]: unknown[], readings: Record<string, PhraseReading>) => {
  const { groups, frames, rules, ...lists } = file as RulesFile
  const book = createPhraseBook(groups, readings)
  const compile = (list = '') => book.compile(list)
  const signs = Object.entries(signsFile as Record<string, string>)
  const combinations = combinationsOf(new Map(signs.map(([name, list]) => [name, compile(list)])))
  return {
    open: book.open,
    idioms: compile(lists.idioms),
    chronic: compile(lists.chronic),
    knowledge: compile(lists.knowledge),
    resolved: compile(lists.resolved),
    slight: compile(lists.slight),
    mild: compile(lists.mild),
    frames: Object.fromEntries(FRAMES.map((name) => [name, compile(frames[name])])) as Record<
      FrameName,
      Phrases
    >,
    rules: rules.map(
      (rule): Rule => ({
        id: rule.id,
        signs: CERTAINTIES.flatMap((certainty) =>
          rule[certainty] ? [{ certainty, phrases: compile(rule[certainty]) }] : [],
        ),
        together: combinations(rule.together),
        unless: compile(rule.unless),
        yesterdayIsPast: rule.recent === 'past',
        toldCalmly: rule.told === 'calmly',
      }),
    ),
  }
}

/** The reviewed list of emergencies (rules.yaml with the signs of signs.yaml), compiled once. */
export const emergencyRules = buildRules(
  'emergencies',
  ['rules.yaml', 'signs.yaml'].map((file) => projectFile('nlu', 'emergencies', file)),
  readRules,
)
