import type { Effect, Refusal } from '../../domain/effect.ts'
import { ok, type Result } from '../../domain/result.ts'
import { post } from '../../jobs/post.ts'
import { insertSurvey } from '../../prisma/queries/surveys.ts'
import type { Carry, EffectContext } from './effect-context.ts'
import { erasePerson, hideIdentity, withdrawConsent } from './privacy.ts'
import { learn } from './learn.ts'
import { endRelay, openRelay, relaySay, task } from './relays.ts'
import { lodge, progressTold, reopen, satisfied } from './tickets.ts'
import { cancel, confirmVisit, move } from './visits.ts'

const done = ok(undefined)

/** Source: SV-1. */
const rate: Carry<'rate'> = async (effect, { db, vault, account, now }) => {
  await insertSurvey(db, vault, { ...effect, account, now: now.epochMilliseconds, effectKey: effect.key })
  return done
}

const postEffect: Carry<'post'> = async (effect, context) => {
  await post(context, effect.group, effect.say)
  return done
}

/** A booking is written together with its turn (commit-booking.ts). */
export type Carried = Exclude<Effect, { kind: 'book' }>

const CARRIERS: { [K in Carried['kind']]: Carry<K> } = {
  move,
  cancel,
  'confirm-visit': confirmVisit,
  lodge,
  reopen,
  satisfied,
  'progress-told': progressTold,
  rate,
  'open-relay': openRelay,
  'relay-say': relaySay,
  'end-relay': endRelay,
  task,
  post: postEffect,
  'withdraw-consent': withdrawConsent,
  'erase-person': erasePerson,
  'hide-identity': hideIdentity,
  learn,
}

const carryOut = <K extends Carried['kind']>(effect: Extract<Carried, { kind: K }>, context: EffectContext) =>
  (CARRIERS[effect.kind] as Carry<K>)(effect, context)

/** Carries effects out in order, until one is refused. */
export const carryOutAll = async (
  effects: Carried[],
  context: EffectContext,
): Promise<Result<void, Refusal>> => {
  for (const effect of effects) {
    const result = await carryOut(effect, context)
    if (!result.ok) return result
  }
  return done
}
