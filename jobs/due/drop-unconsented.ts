import { Temporal } from 'temporal-polyfill'
import type { Effect } from '../../domain/effect.ts'
import type { Arrival } from '../../domain/message.ts'
import type { Identity } from '../../domain/records.ts'
import { type ToldRow, toldFrom } from '../../prisma/queries/forget.ts'
import { personsOf } from '../../prisma/queries/people.ts'
import { consentExpires } from '../../rules/consent-expires.ts'
import {
  frameWithoutConsent,
  namesWithoutConsent,
  textWithoutConsent,
} from '../../rules/kept-without-consent.ts'
import type { PatientDue, PatientDueContext } from './due-context.ts'

const AT_ONCE = 500

interface Told {
  id: number
  text: string
  /** When it has to go, epoch milliseconds. */
  expiresAt: number
}

const told = ({ vault, policy }: PatientDueContext, { id, sealed, at }: ToldRow): Told[] => {
  const arrival = vault.open<Arrival>(sealed)
  const expiresAt = consentExpires(Temporal.Instant.fromEpochMilliseconds(at), policy).epochMilliseconds
  return arrival.kind === 'message' ? [{ id, text: arrival.message.text, expiresAt }] : []
}

/** How a message has to be kept, if consent does not come. */
const keptWith = ({ state, understand, now }: PatientDueContext, consented: Identity[]) => {
  const open = namesWithoutConsent(state.frames)
  const at = now.toString().slice(0, 19)
  return ({ text }: Told): string => {
    const { name } = understand(text, { at }).entities
    return textWithoutConsent(text, name === null ? open : [...open, name], consented)
  }
}

/** The dialog of a frame began with the arrival that its id starts with. */
const beganWith = (frame: string): number => Number(frame.split(':')[0])

/** Reads again what was told, and drops of it what is old enough and still without consent. Source: DU-3. */
export const dropUnconsented: PatientDue = async (due, context) => {
  const { db, vault, now, account, conversation, state } = context
  const found = await toldFrom(db, conversation, Number(due.data.from), AT_ONCE)
  const all = found.flatMap((row) => told(context, row))
  const isOver = ({ expiresAt }: Told): boolean => due.data.all === true || expiresAt <= now.epochMilliseconds
  const kept = keptWith(
    context,
    (await personsOf(db, vault, account)).filter(({ consented }) => consented),
  )
  const telling = all.filter((each) => kept(each) !== each.text)
  const next = telling.find((each) => !isOver(each))
  const effect: Effect = {
    kind: 'hide-identity',
    key: `hide:${due.id}`,
    messages: telling.filter(isOver).map((each) => ({ id: each.id, text: kept(each) })),
    next: next ? { from: next.id, dueAt: next.expiresAt } : restOf(found, due.data.all === true, now),
  }
  const last = all.findLast(isOver)?.id ?? 0
  const frames = state.frames.map((frame) =>
    beganWith(frame.id) <= last ? frameWithoutConsent(frame) : frame,
  )
  return { says: [], effects: [effect], state: { ...state, frames } }
}

/** Where more was written than is read at once. */
const restOf = (found: ToldRow[], all: boolean, now: Temporal.Instant) =>
  found.length === AT_ONCE ? { from: (found.at(-1)?.id ?? 0) + 1, dueAt: now.epochMilliseconds, all } : null
