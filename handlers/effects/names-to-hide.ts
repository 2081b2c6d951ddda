import { namesAlone } from '../../nlu/names/patient-name.ts'
import { normalise } from '../../nlu/normalise.ts'
import { personsOf } from '../../prisma/queries/people.ts'
import { namesTold } from '../../rules/kept-without-consent.ts'
import { maskText } from '../../rules/mask.ts'
import type { EffectContext } from './effect-context.ts'

/**
 * Names that would tell a group who writes: of the people the account books for, told in open dialogs, in the words
 * themselves, and what is nothing but a name and no doctor's. Source: CP-10 (S0 投诉五).
 */
export const namesToHide = async (
  words: string,
  { db, vault, account, now, frames, understand, hospital }: EffectContext,
): Promise<string[]> => {
  const known = (await personsOf(db, vault, account)).map(({ name }) => name)
  const { name } = understand(words, { at: now.toString().slice(0, 19) }).entities
  const ours = new Set(hospital.doctors.map((doctor) => doctor.name))
  const alone = namesAlone(normalise(words).text).filter((found) => !ours.has(found))
  return [...known, ...namesTold(frames), ...(name === null ? [] : [name]), ...alone]
}

/** A patient's words as a group may read them. Source: CP-10 (S0 投诉五). */
export const wordsForGroup = async (words: string, context: EffectContext): Promise<string> =>
  maskText(words, await namesToHide(words, context))
