/** Source: DU-3 (S1 第八条). */
import type { Effect } from '../../domain/effect.ts'
import type { Arrival, InboundMessage } from '../../domain/message.ts'
import { ok } from '../../domain/result.ts'
import { scheduleDrop } from '../../jobs/schedule-drop.ts'
import { record } from '../../prisma/queries/audit.ts'
import { rewriteTold, toldFrom } from '../../prisma/queries/forget.ts'
import { accountMayUse, withdrawConsent as withdrawAll } from '../../prisma/queries/people.ts'
import { maskText } from '../../rules/mask.ts'
import { dropTold, forgetPerson } from '../forget-person.ts'
import type { Carry, EffectContext } from './effect-context.ts'

const done = ok(undefined)

const mustBeOwn = async (person: string, { db, account }: EffectContext): Promise<void> => {
  if (!(await accountMayUse(db, account, person))) throw new Error('a person of another account')
}

export const withdrawConsent: Carry<'withdraw-consent'> = async ({ person }, context) => {
  await mustBeOwn(person, context)
  const { db, account, conversation } = context
  const now = context.now.epochMilliseconds
  await withdrawAll(db, person, now)
  await dropTold(db, conversation, now)
  await record(
    db,
    { actor: `account:${account}`, action: 'consent.withdraw', subject: `person:${person}` },
    now,
  )
  return done
}

export const erasePerson: Carry<'erase-person'> = async ({ person }, context) => {
  await mustBeOwn(person, context)
  const { db, account, conversation, now } = context
  await forgetPerson(db, {
    person,
    conversations: [conversation],
    actor: `account:${account}`,
    now: now.epochMilliseconds,
  })
  return done
}

const masked = (message: InboundMessage, text: string): InboundMessage => ({
  ...message,
  text,
  ...(message.attachments
    ? {
        attachments: message.attachments.map((file) =>
          file.transcript === undefined ? file : { ...file, transcript: maskText(file.transcript) },
        ),
      }
    : {}),
})

type Hiding = Extract<Effect, { kind: 'hide-identity' }>

const hide = async (
  { id, text }: Hiding['messages'][number],
  { db, vault, conversation }: EffectContext,
): Promise<void> => {
  const [row] = await toldFrom(db, conversation, id, 1)
  const arrival = row?.id === id ? vault.open<Arrival>(row.sealed) : null
  if (arrival?.kind !== 'message') return
  const kept: Arrival = { ...arrival, message: masked(arrival.message, text) }
  await rewriteTold(db, conversation, id, vault.seal(kept))
}

export const hideIdentity: Carry<'hide-identity'> = async ({ messages, next }, context) => {
  for (const message of messages) await hide(message, context)
  if (next) await scheduleDrop(context.db, { conversation: context.conversation, ...next })
  return done
}
