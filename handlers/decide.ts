/** What a patient's turn comes to, before anything is written. */
import type { Refusal } from '../domain/effect.ts'
import type { DueArrival, InboundMessage } from '../domain/message.ts'
import { PATIENT_DUES } from '../jobs/due/kinds.ts'
import type { Context, Heard } from '../dialogs/engine/dialog.ts'
import { learning } from '../dialogs/engine/learn.ts'
import type { Outcome } from '../dialogs/engine/outcome.ts'
import { outcome } from '../dialogs/engine/outcome.ts'
import { takeMessage } from '../dialogs/engine/readers.ts'
import { afterRefusal } from '../dialogs/engine/refused.ts'
import { takeEvent } from '../dialogs/engine/take-event.ts'
import { openQuestion } from '../dialogs/engine/turn.ts'
import { repertoire } from '../dialogs/repertoire.ts'
import type { ConversationState } from '../domain/conversation.ts'
import { type Observed, observed } from '../domain/observed.ts'
import { say } from '../domain/say.ts'
import { localTime } from '../domain/local-time.ts'
import { floodOf } from './flood.ts'
import type { Taking } from './taking.ts'
import { worldOf } from './world.ts'
import { Temporal } from 'temporal-polyfill'

/** The date that a correction would correct. */
const dateUnderCorrection = ({ frames }: ConversationState): string | undefined => {
  const day = frames.at(-1)?.facts.day
  const date = day !== null && typeof day === 'object' && !Array.isArray(day) ? day.date : undefined
  return typeof date === 'string' ? date : undefined
}

/** Words of a message: what was typed, what the platform heard, or the label of the pressed button. */
export const wordsOf = ({ text, attachments }: InboundMessage): string =>
  text.trim() !== '' ? text : (attachments?.map(({ transcript }) => transcript ?? '').join(' ') ?? '')

const hear = (taking: Taking, message: InboundMessage): Heard => {
  const question = openQuestion(taking.state)
  const about = dateUnderCorrection(taking.state)
  const understanding = taking.inForce.understand(wordsOf(message), {
    at: localTime(taking.now, taking.inForce.policy.zone),
    ...(question === undefined ? {} : { question }),
    ...(about === undefined ? {} : { about }),
  })
  return { understanding, words: wordsOf(message), attachments: message.attachments ?? [] }
}

const readingOf = (
  { inForce, state }: Taking,
  { understanding }: Heard,
  decided: Outcome,
): Observed['understanding']['result'] => {
  if (understanding.emergency) return 'emergency'
  const sentToPerson = decided.says.some(({ lines }) =>
    lines.some((each) => typeof each !== 'string' && each.key === 'misunderstood-person'),
  )
  if (sentToPerson || decided.state.misunderstood > state.misunderstood) return 'misunderstood'
  return understanding.confidence < inForce.policy.understanding.sureFrom ? 'unsure' : 'sure'
}

const contextOf = (taking: Taking): Context => ({ world: worldOf(taking), turn: String(taking.row.id) })

/** A frame that was touched counts as touched now. */
const touchTop = (state: ConversationState, now: number): ConversationState => {
  const top = state.frames.at(-1)
  if (!top) return state
  const touchedAt = Temporal.Instant.fromEpochMilliseconds(now).toString()
  return { ...state, frames: [...state.frames.slice(0, -1), { ...top, touchedAt }] }
}

/** Something due in a patient's conversation: whatever is left to say of it. */
const decideDue = async (
  { kit, inForce, conversation, state, now }: Taking,
  due: DueArrival,
): Promise<Outcome> => {
  const happens = PATIENT_DUES[due.kind]
  if (!happens) throw new Error(`nobody knows what to do about ${due.kind}`)
  const happened = await happens(due, {
    ...inForce,
    db: kit.database.pool,
    vault: kit.database.vault,
    now: Temporal.Instant.fromEpochMilliseconds(now),
    busy: state.frames.length > 0,
    account: conversation.account ?? 0,
    conversation: conversation.id,
    state,
  })
  return outcome(happened.state ?? state, happened.says, happened.effects)
}

export const decidePatientTurn = async (taking: Taking): Promise<Outcome> => {
  const { arrival, state, now } = taking
  const context = contextOf(taking)
  if (arrival.kind === 'event') return takeEvent(repertoire, state, arrival.event, context)
  if (arrival.kind === 'due') return decideDue(taking, arrival.due)
  const { message } = arrival
  const heard = hear(taking, message)
  const flood = heard.understanding.emergency ? 'answer' : await floodOf(taking)
  if (flood !== 'answer') return outcome(state, flood === 'warn' ? [say('slow-down')] : [])
  const turn = { state, message, heard, context, repertoire }
  const decided = learning(turn, await takeMessage(turn))
  observed('understanding', { result: readingOf(taking, heard, decided) })
  return { ...decided, state: decided.state.resume ? decided.state : touchTop(decided.state, now) }
}

export const decideRefusal = (taking: Taking, reason: Refusal): Promise<Outcome> =>
  afterRefusal(repertoire, taking.state, reason, contextOf(taking))
