import type { Refusal } from '../../domain/effect.ts'
import type { ConversationState } from '../../domain/conversation.ts'
import { line, say } from '../../domain/say.ts'
import { advance, resumeBelow } from './advance.ts'
import type { Context } from './dialog.ts'
import { andThen, type Outcome, prefixed, topFrame, withoutTop, withTop } from './outcome.ts'
import type { Repertoire } from './turn.ts'

/**
 * What happens instead when the commit refused a turn's effect: the fact it rested on is dropped and asked for again.
 * `state` is the state before the turn.
 */
export const afterRefusal = async (
  { dialogs }: Repertoire,
  state: ConversationState,
  reason: Refusal,
  context: Context,
): Promise<Outcome> => {
  const frame = topFrame(state)
  const dropped = frame && dialogs.get(frame.dialog)?.onRefused?.[reason]
  if (!frame || !dropped)
    return andThen({ says: [say(reason)] }, await resumeBelow(dialogs, withoutTop(state), context))
  const facts = Object.fromEntries(Object.entries(frame.facts).filter(([name]) => !dropped.includes(name)))
  return prefixed([line(reason)], await advance(dialogs, withTop(state, { ...frame, facts }), context))
}
