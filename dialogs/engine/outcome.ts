import type { ConversationState, Frame } from '../../domain/conversation.ts'
import type { Effect } from '../../domain/effect.ts'
import type { Line, Say } from '../../domain/say.ts'

/** What a turn decided: the new state, what is said, what is done. */
export interface Outcome {
  state: ConversationState
  says: Say[]
  effects: Effect[]
}

export const outcome = (state: ConversationState, says: Say[] = [], effects: Effect[] = []): Outcome => ({
  state,
  says,
  effects,
})

/** Puts lines in front of the first message of an outcome, as one message. */
export const prefixed = (lines: Line[], { state, says, effects }: Outcome): Outcome => {
  const [first, ...rest] = says
  if (lines.length === 0) return { state, says, effects }
  return {
    state,
    says: first ? [{ ...first, lines: [...lines, ...first.lines] }, ...rest] : [{ lines }],
    effects,
  }
}

export const andThen = (before: { says: Say[]; effects?: Effect[] }, after: Outcome): Outcome => ({
  state: after.state,
  says: [...before.says, ...after.says],
  effects: [...(before.effects ?? []), ...after.effects],
})

export const topFrame = (state: ConversationState): Frame | undefined => state.frames.at(-1)

export const withTop = (state: ConversationState, frame: Frame): ConversationState => ({
  ...state,
  frames: [...state.frames.slice(0, -1), frame],
})

export const withoutTop = (state: ConversationState): ConversationState => ({
  ...state,
  frames: state.frames.slice(0, -1),
})

const FRAMES_KEPT = 3

/** Pushes a frame; the oldest goes when there are more than three. */
export const pushed = (state: ConversationState, frame: Frame): ConversationState => ({
  ...state,
  frames: [...state.frames, frame].slice(-FRAMES_KEPT),
})
