import type { Intent, Understand } from '../../../domain/understanding.ts'
import { type CasesOf, type SetScore, share } from './scores.ts'

interface IntentCase {
  text: string
  intent: Intent
  also?: Intent[]
}

interface ScopeCase {
  text: string
  kind: 'chat' | 'near'
}

const AT = '2026-11-23T09:00'

/** Worst confusions of each class, most frequent first. */
const confusions = (pairs: [wanted: string, got: string][]): string[] => {
  const counts = new Map<string, number>()
  for (const [wanted, got] of pairs)
    counts.set(`${wanted} → ${got}`, (counts.get(`${wanted} → ${got}`) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).map(([pair, count]) => `${count}× ${pair}`)
}

export const scoreIntents = (casesOf: CasesOf, understand: Understand): SetScore | null => {
  const cases = casesOf<IntentCase>('intents')
  if (!cases) return null
  const read = cases.map((one) => ({
    ...one,
    accepted: [one.intent, ...(one.also ?? [])],
    got: understand(one.text, { at: AT }),
  }))
  const missed = read.filter(({ accepted, got }) => !accepted.includes(got.intent))
  const wishes = read.filter(({ accepted }) => !accepted.includes('none'))
  return {
    measures: [
      share(
        'intents',
        'accuracy',
        read.map(({ accepted, got }) => accepted.includes(got.intent)),
      ),
      share(
        'intents',
        'top-3',
        read.map(({ accepted, got }) => got.top.some(({ intent }) => accepted.includes(intent))),
      ),
      share(
        'intents',
        'false rejects',
        wishes.map(({ got }) => got.intent === 'none'),
      ),
    ],
    wrong: [
      ...confusions(missed.map(({ intent, got }) => [intent, got.intent])),
      ...missed.map(
        ({ text, intent, got }) => `${text} · ${intent} · ${got.intent} ${got.confidence.toFixed(2)}`,
      ),
    ],
  }
}

/** `sureFrom`: the confidence from which the bot acts. */
export const scoreScope = (casesOf: CasesOf, understand: Understand, sureFrom: number): SetScore | null => {
  const cases = casesOf<ScopeCase>('out-of-scope')
  if (!cases) return null
  const read = cases.map(({ text, kind }) => {
    const { intent, confidence } = understand(text, { at: AT })
    return { text, kind, intent, rejected: intent === 'none' || confidence < sureFrom }
  })
  const rejectedOf = (kind: string): boolean[] =>
    read.filter((one) => one.kind === kind).map(({ rejected }) => rejected)
  return {
    measures: [
      share('out-of-scope', 'near-domain rejected', rejectedOf('near')),
      share('out-of-scope', 'chat rejected', rejectedOf('chat')),
    ],
    wrong: read.filter(({ rejected }) => !rejected).map(({ text, intent }) => `${text} · ${intent}`),
  }
}
