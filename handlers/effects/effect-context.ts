import type { Frame } from '../../domain/conversation.ts'
import type { Effect, EffectKind, Refusal } from '../../domain/effect.ts'
import type { Result } from '../../domain/result.ts'
import type { Understand } from '../../domain/understanding.ts'
import type { CommitContext } from '../../jobs/commit-context.ts'

/** A patient's turn while it is being committed. */
export interface EffectContext extends CommitContext {
  conversation: number
  /** Account that writes. */
  account: number
  /** Dialogs that were open when it wrote. */
  frames: readonly Frame[]
  understand: Understand
}

/** Carries an effect out in the turn's transaction; a refusal rolls the whole turn back. */
export type Carry<K extends EffectKind> = (
  effect: Extract<Effect, { kind: K }>,
  context: EffectContext,
) => Promise<Result<void, Refusal>>
