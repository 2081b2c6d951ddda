/** Source: DU-3 (S1 第八条). */
import { ok } from '../../domain/result.ts'
import { learnable } from '../../nlu/learnable.ts'
import { insertUtterance } from '../../prisma/queries/utterances.ts'
import { dayOf } from '../../rules/calendar.ts'
import type { Carry } from './effect-context.ts'

/** Keeps an utterance without who said it, or not at all. */
export const learn: Carry<'learn'> = async ({ how, text, guesses, choice }, context) => {
  const { db, vault, now, policy, hospital, understand } = context
  const kept = learnable(understand(text, { at: now.toString().slice(0, 19) }), hospital)
  if (kept !== null)
    await insertUtterance(db, vault, {
      text: kept,
      how,
      guesses,
      choice,
      heardOn: dayOf(now, policy).toString(),
    })
  return ok(undefined)
}
