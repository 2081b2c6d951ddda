import { readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'
import { createSieve } from '../phrases/sieve.ts'

/** A wish said in so many words, or one expressly not meant; tried before the classifier. */
interface RuleEntry {
  id: string
  /** The intent that is certain where the rule holds. */
  intent?: string
  /** The intent that is out of the question where the rule holds. */
  blocks?: string
  /** Regular expressions over the respelled text without punctuation. */
  if: string
  unless?: string
}

interface Rule {
  intent?: string
  blocks?: string
  holds: (text: string) => boolean
  source: string
}

const compile = ({ intent, blocks, if: when, unless }: RuleEntry): Rule => {
  const pattern = new RegExp(when)
  const exception = unless === undefined ? null : new RegExp(unless)
  return {
    ...(intent === undefined ? {} : { intent }),
    ...(blocks === undefined ? {} : { blocks }),
    source: when,
    holds: (text) => pattern.test(text) && !exception?.test(text),
  }
}

const rules = (
  JSON.parse(readFileSync(projectFile('nlu', 'corpus', 'rules.json'), 'utf8')) as RuleEntry[]
).map(compile)

const rulesFor = createSieve(rules, ({ source }) => source)

export interface Certainty {
  intent: string | null
  blocked: string[]
}

/** What the concept rules say of a respelled text: at most one certain intent, and those that it expressly is not. */
export const certaintyOf = (respelled: string): Certainty => {
  const bare = respelled.replace(/[\s\p{P}\p{S}]+/gu, '')
  const holding = rulesFor(bare).filter(({ holds }) => holds(bare))
  const blocked = holding.flatMap(({ blocks }) => (blocks === undefined ? [] : [blocks]))
  const intent = holding.find((rule) => rule.intent !== undefined && !blocked.includes(rule.intent))?.intent
  return { intent: intent ?? null, blocked }
}
