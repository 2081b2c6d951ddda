/** When nothing made sense: three choices if there is a guess, the question again, and after the third time a person. */
import { line } from '../../domain/say.ts'
import type { Intent } from '../../domain/understanding.ts'
import { askAgain } from './advance.ts'
import { startDialog } from './new-frame.ts'
import { outcome, prefixed, topFrame } from './outcome.ts'
import type { Reader, Turn } from './turn.ts'

const SAYS_SOMETHING = /[\p{L}]{2}/u

const guesses = ({ heard, context, repertoire }: Turn): Intent[] => {
  if (!SAYS_SOMETHING.test(heard.understanding.text)) return []
  const { guessFrom, choices } = context.world.policy.understanding
  return heard.understanding.top
    .filter(
      ({ intent, confidence }) => confidence >= guessFrom && !/^(none$|chat\.|dialog\.|human\.)/.test(intent),
    )
    .map(({ intent }) => intent)
    .filter(
      (intent) =>
        repertoire.dialogs.has(repertoire.wishes.get(intent) ?? '') || repertoire.answers.has(intent),
    )
    .slice(0, choices)
}

export const misunderstood: Reader = async (turn) => {
  const { state, context, repertoire } = turn
  const { missesUntilPerson } = context.world.policy.understanding
  const counted = { ...state, misunderstood: state.misunderstood + 1 }
  if (counted.misunderstood >= missesUntilPerson)
    return prefixed(
      [line('misunderstood-person')],
      await startDialog(
        turn,
        { ...counted, misunderstood: 0 },
        'ask-person',
        { topic: turn.heard.words.slice(0, 500) },
        false,
      ),
    )
  if (topFrame(state))
    return prefixed([line('misunderstood')], await askAgain(repertoire.dialogs, counted, context))
  const options = guesses(turn)
  if (options.length === 0) return outcome(counted, [{ lines: [line('misunderstood'), line('help-short')] }])
  const list = {
    frame: null,
    field: 'did-you-mean',
    numbered: true,
    about: turn.heard.understanding.text.slice(0, 200),
    options: [
      ...options.map((intent) => ({ id: intent, label: line(`wish-${intent.replace('.', '-')}`) })),
      { id: 'human.request', label: line('wish-human-request') },
    ],
  }
  return outcome(counted, [{ lines: [line('did-you-mean')], list }])
}
