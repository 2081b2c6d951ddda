import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { projectFile } from '../../domain/project-root.ts'
import { createPhraseBook, type Phrases, type WordGroups } from '../phrases/compile-phrases.ts'

const FRAMES = ['past', 'history', 'recent', 'supposed', 'strangers', 'present', 'sudden'] as const
const CERTAINTIES = ['always', 'severe', 'likely'] as const

type FrameName = (typeof FRAMES)[number]
export type Certainty = (typeof CERTAINTIES)[number]

interface RuleSource extends Partial<Record<Certainty, string>> {
  id: string
  /** For the reader of the file. */
  what: string
  urgency: string
  unless?: string
  recent?: 'past' | 'now'
}

interface RulesFile extends Record<'idioms' | 'knowledge' | 'resolved' | 'slight' | 'mild', string> {
  groups: WordGroups
  frames: Record<FrameName, string>
  rules: RuleSource[]
}

export interface Rule {
  id: string
  signs: { certainty: Certainty; phrases: Phrases }[]
  unless: Phrases
  /** What happened yesterday counts as over (fainting, fits) unless something of today is told. */
  yesterdayIsPast: boolean
}

const readRules = (path: string) => {
  const { groups, frames, rules, ...lists } = parse(readFileSync(path, 'utf8')) as RulesFile
  const book = createPhraseBook(groups)
  const compile = (list = '') => book.compile(list)
  return {
    open: book.open,
    idioms: compile(lists.idioms),
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
        unless: compile(rule.unless),
        yesterdayIsPast: rule.recent === 'past',
      }),
    ),
  }
}

/** The reviewed list of emergencies (rules.yaml), compiled once. */
export const emergencyRules = readRules(projectFile('nlu', 'emergencies', 'rules.yaml'))
