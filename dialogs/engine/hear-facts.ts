import type { Frame, Json } from '../../domain/conversation.ts'
import { type Context, type Dialog, type Fact, type Facts, factsOf, type Heard } from './dialog.ts'

/** What a message says of each fact of a dialog. */
export const heardFacts = (dialog: Dialog, frame: Frame, heard: Heard, { world }: Context): Facts => {
  const { hospital } = world
  const said: Facts = {}
  for (const fact of factsOf(dialog, frame)) {
    const value = fact.hear?.(heard, { asked: frame.asked === fact.name, facts: frame.facts, hospital })
    if (value !== undefined) said[fact.name] = value
  }
  return said
}

const same = (a: Json | undefined, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Facts that depend, directly or not, on one that changed. */
const dependents = (facts: Fact[], changed: ReadonlySet<string>, said: Facts): Set<string> => {
  const found = new Set<string>()
  for (const fact of facts) {
    const before = said[fact.name]
    const survives = before !== undefined && fact.survives?.(before)
    if (!survives && fact.dependsOn?.some((name) => changed.has(name) || found.has(name)))
      found.add(fact.name)
  }
  return found
}

/** Merges what was said; a changed fact forgets its dependents unless they were said too. */
export const mergeFacts = (dialog: Dialog, frame: Frame, said: Facts): Frame => {
  const changed = new Set(Object.keys(said).filter((name) => !same(frame.facts[name], said[name] ?? null)))
  const forgotten = dependents(factsOf(dialog, frame), changed, frame.facts)
  const kept = Object.fromEntries(Object.entries(frame.facts).filter(([name]) => !forgotten.has(name)))
  return { ...frame, facts: { ...kept, ...said } }
}
