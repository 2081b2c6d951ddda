/** What may stay of the identity that a patient volunteered and gave no consent for. Source: DU-3 (S1 第八条). */
import type { Frame, Json } from '../domain/conversation.ts'
import type { Identity } from '../domain/records.ts'
import { maskText } from './mask.ts'

const IDENTITY_FACTS = ['visitorName', 'visitorId', 'visitorPhone', 'contact']

const isIdentity = (fact: string): boolean => IDENTITY_FACTS.includes(fact)

/** Whether an open dialog holds somebody's identity that nobody has agreed to keep. Source: DU-3 (S1 第八条). */
export const holdsUnconsented = ({ facts }: Frame): boolean =>
  facts.consent !== 'yes' && Object.keys(facts).some(isIdentity)

const nameIn = (fact: Json | undefined): string[] => {
  if (typeof fact === 'string') return [fact]
  const name = fact !== null && typeof fact === 'object' && !Array.isArray(fact) ? fact.name : null
  return typeof name === 'string' ? [name] : []
}

/** Names that open dialogs hold. Source: CP-10 (S0 投诉五). */
export const namesTold = (frames: readonly Frame[]): string[] =>
  frames.flatMap(({ facts }) => [...nameIn(facts.visitorName), ...nameIn(facts.contact)])

/** Names that open dialogs hold without consent. Source: DU-3 (S1 第八条). */
export const namesWithoutConsent = (frames: readonly Frame[]): string[] =>
  namesTold(frames.filter(holdsUnconsented))

/** A story as it was told, with the numbers in it masked. */
const keptOfFact = (fact: Json): Json =>
  fact !== null && typeof fact === 'object' && !Array.isArray(fact) && typeof fact.text === 'string'
    ? { ...fact, text: maskText(fact.text) }
    : fact

/** An open dialog without the identity in it, which is asked for again; one with consent stays as it is. Source: DU-3 (S1 第八条). */
export const frameWithoutConsent = (frame: Frame): Frame => {
  if (!holdsUnconsented(frame)) return frame
  const kept = Object.entries(frame.facts).filter(([fact]) => !isIdentity(fact))
  return { ...frame, facts: Object.fromEntries(kept.map(([name, fact]) => [name, keptOfFact(fact)])) }
}

/**
 * A message as it may be kept: whole where every number and name in it belongs to somebody who consented, else with its
 * numbers and the `names` masked. Source: DU-3 (S1 第八条).
 */
export const textWithoutConsent = (
  text: string,
  names: readonly string[],
  consented: readonly Identity[],
): string => {
  const known = consented.flatMap(({ name, idNumber, phone }) => [name, idNumber, phone])
  const strangers = names.filter((name) => !known.includes(name))
  const rest = known.reduce((left, value) => left.replaceAll(value, '，'), text)
  return maskText(rest, strangers) === rest ? text : maskText(text, strangers)
}
