import type { ConversationState, Frame } from '../../domain/conversation.ts'
import { advance } from './advance.ts'
import type { Facts } from './dialog.ts'
import { heardFacts, mergeFacts } from './hear-facts.ts'
import { type Outcome, outcome, prefixed, pushed } from './outcome.ts'
import type { Turn } from './turn.ts'

/** Starts a dialog on top of whatever is open, with the facts given and those the message already says. */
export const startDialog = async (
  { heard, context, repertoire }: Turn,
  state: ConversationState,
  name: string,
  given: Facts = {},
  hear = true,
): Promise<Outcome> => {
  const dialog = repertoire.dialogs.get(name)
  if (!dialog) return outcome(state)
  const frame: Frame = {
    id: `${context.turn}:${name}`,
    dialog: name,
    schema: dialog.schema,
    facts: given,
    asked: null,
    tries: 0,
    touchedAt: context.world.now.toString(),
  }
  const filled = hear
    ? mergeFacts(dialog, frame, { ...heardFacts(dialog, frame, heard, context), ...given })
    : frame
  return prefixed(
    dialog.opening ? [dialog.opening] : [],
    await advance(repertoire.dialogs, pushed(state, filled), context),
  )
}
