import type { Frame, Json } from '../../domain/conversation.ts'
import type { Effect, Refusal } from '../../domain/effect.ts'
import type { Hospital } from '../../domain/hospital.ts'
import type { AttachmentRef } from '../../domain/message.ts'
import type { Line, Say, SayOption } from '../../domain/say.ts'
import type { Intent, Understanding } from '../../domain/understanding.ts'
import type { World } from '../world.ts'

/** A patient's message after understanding. */
export interface Heard {
  understanding: Understanding
  /** As the patient wrote it: what is kept and passed on. */
  words: string
  attachments: AttachmentRef[]
}

export interface Context {
  world: World
  /** Unique to this turn: names lists and frames. */
  turn: string
}

/** What was said of each fact. */
export type Facts = Record<string, Json>

/** What the facts resolved to, in their order. */
export type Known = Record<string, unknown>

/** How an open fact is asked for. */
export interface Ask {
  lines: Line[]
  /** The same question in a few words, when it is asked again. */
  again: Line
  options?: SayOption[]
  /** Name under which the understanding knows a yes/no question (nlu.md). */
  question?: string
}

export type Resolution =
  | { is: 'known'; value: unknown; notice?: Line[] }
  /** `drop` forgets what was said: it is no longer possible. */
  | { is: 'ask'; ask: Ask; drop?: boolean }
  | { is: 'end'; says: Say[]; effects?: Effect[] }

export const known = (value: unknown, notice?: Line[]): Resolution =>
  notice ? { is: 'known', value, notice } : { is: 'known', value }
export const ask = (question: Ask): Resolution => ({ is: 'ask', ask: question })
export const askAnew = (question: Ask): Resolution => ({ is: 'ask', ask: question, drop: true })
export const end = (...says: Say[]): Resolution => ({ is: 'end', says })

/** One thing a dialog has to establish. */
export interface Fact {
  name: string
  /** Facts whose change makes this one be forgotten. */
  dependsOn?: string[]
  /** What was said that outlives such a change: a wish in words, but no option of a list that has gone. */
  survives?: (said: Json) => boolean
  /** Reads the fact from a message; `asked` while its own question is open. Undefined: nothing was said of it. */
  hear?: (heard: Heard, about: { asked: boolean; facts: Facts; hospital: Hospital }) => Json | undefined
  /** Takes any words when it begins; words that steer the dialog are not among them. */
  anyWords?: true
  /** Words that pass over this question only, where elsewhere they would stop the dialog (不想说). */
  passedBy?: RegExp
  /** What choosing an option of its list says; by default the option's id. */
  pick?: (option: string) => Json
  /** Resolves what was said against the world as it is now. */
  resolve: (said: Json | undefined, known: Known, context: Context) => Promise<Resolution> | Resolution
}

export interface Dialog {
  name: string
  startsOn: Intent[]
  /** Raise when the meaning of stored facts changes. */
  schema: number
  /** Intents that, heard while this dialog runs, speak of its facts and start nothing new. */
  absorbs?: Intent[]
  /** Of these, the ones that are answered on the side all the same when put as an open question (什么时候, 几楼). */
  asides?: Intent[]
  facts: Fact[] | ((frame: Frame) => Fact[])
  /** Pictures and files belong to what is told here. */
  takesFiles?: true
  /** Said once, before the first question. */
  opening?: Line
  /** Reads the summary out; without it the effect needs no yes. */
  confirm?: { question: string; summary: (known: Known, context: Context) => Promise<Line[]> | Line[] }
  /** Effects and closing words, once every fact is known and confirmed. `key` is unique to what was confirmed. */
  finish: (known: Known, context: Context, key: string) => Promise<{ effects: Effect[]; says: Say[] }>
  /** Facts to forget when the commit refused the effect for a reason; others end the dialog. */
  onRefused?: Partial<Record<Refusal, string[]>>
}

export const factsOf = (dialog: Dialog, frame: Frame): Fact[] =>
  typeof dialog.facts === 'function' ? dialog.facts(frame) : dialog.facts
