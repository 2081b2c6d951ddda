import type { ConversationState, Json, SentList } from '../../domain/conversation.ts'
import type { InboundMessage } from '../../domain/message.ts'
import type { Say } from '../../domain/say.ts'
import type { Intent, Understanding } from '../../domain/understanding.ts'
import type { Dialogs } from './advance.ts'
import type { Context, Heard } from './dialog.ts'
import { type Outcome, topFrame } from './outcome.ts'

/** Answers a question without opening a dialog. */
export type Answer = (heard: Heard, context: Context) => Promise<Say[]> | Say[]

/** What an option of a list means that no frame asked for (a reminder's, an offer's). */
export type StandingQuestion = (
  turn: Turn,
  option: string,
  about: Json | undefined,
) => Promise<Outcome> | Outcome

/** Everything the engine knows how to do. */
export interface Repertoire {
  dialogs: Dialogs
  /** Intent → dialog that it starts. */
  wishes: ReadonlyMap<Intent, string>
  answers: ReadonlyMap<Intent, Answer>
  standing: ReadonlyMap<string, StandingQuestion>
}

/** One message being read. */
export interface Turn {
  state: ConversationState
  message: InboundMessage
  heard: Heard
  context: Context
  repertoire: Repertoire
}

/** Reads a message one way; undefined leaves it to the next reader. */
export type Reader = (turn: Turn) => Promise<Outcome | undefined> | Outcome | undefined

/** The newest list whose numbers may be typed. */
export const newestList = ({ lists }: ConversationState): SentList | undefined =>
  lists.findLast(({ numbered }) => numbered)

/** Name of the question that is open, for the understanding; undefined when none is. */
export const openQuestion = (state: ConversationState): string | undefined => {
  const frame = topFrame(state)
  if (frame) return frame.question ?? undefined
  return state.lists.findLast((list) => list.frame === null && !list.answered)?.field
}

export const isSure = ({ intent, confidence }: Understanding, { world }: Context): boolean =>
  intent !== 'none' && confidence >= world.policy.understanding.sureFrom

/** The dialog that a surely understood intent asks for, if any. */
export const wishOf = ({ heard, context, repertoire }: Turn): string | undefined =>
  isSure(heard.understanding, context) ? repertoire.wishes.get(heard.understanding.intent) : undefined
