/** Steering a dialog: stop, one step back, start over, help. */
import type { Frame } from '../../domain/conversation.ts'
import { line, say } from '../../domain/say.ts'
import { advance, askAgain, resumeBelow } from './advance.ts'
import { type Dialog, factsOf } from './dialog.ts'
import { heardFacts } from './hear-facts.ts'
import { andThen, type Outcome, outcome, prefixed, topFrame, withoutTop, withTop } from './outcome.ts'
import { isSure, type Reader, type Turn } from './turn.ts'

type Steer = 'stop' | 'back' | 'restart' | 'help'

const RESTART = /^(我想|我要|那)?(重新(来|开始|说|填|选)|从头(来|开始|再来)|重来)(一遍|一次|吧|过)?[。!！]?$/u

const steerOf = ({ heard, context }: Turn): Steer | undefined => {
  const { text, intent } = heard.understanding
  if (RESTART.test(text.trim())) return 'restart'
  if (!isSure(heard.understanding, context)) return undefined
  if (intent === 'dialog.stop') return 'stop'
  if (intent === 'dialog.back') return 'back'
  return intent === 'dialog.help' ? 'help' : undefined
}

const stop = async ({ state, context, repertoire }: Turn, frame: Frame): Promise<Outcome> =>
  andThen(
    { says: [say(`stopped-${frame.dialog}`)] },
    await resumeBelow(repertoire.dialogs, withoutTop(state), context),
  )

/** Forgets the answer before the open question and asks for it again. */
const back = async ({ state, context, repertoire }: Turn, frame: Frame): Promise<Outcome> => {
  const dialog = repertoire.dialogs.get(frame.dialog)
  if (!dialog) return outcome(state)
  const names = factsOf(dialog, frame).map(({ name }) => name)
  const open = frame.asked === 'confirm' ? names.length : names.indexOf(frame.asked ?? '')
  const previous = names.slice(0, Math.max(open, 0)).findLast((name) => name in frame.facts)
  if (!previous) return prefixed([line('back-nothing')], await askAgain(repertoire.dialogs, state, context))
  const facts = Object.fromEntries(Object.entries(frame.facts).filter(([name]) => name !== previous))
  return prefixed(
    [line('back-done')],
    await advance(repertoire.dialogs, withTop(state, { ...frame, facts }), context),
  )
}

const restart = async ({ state, context, repertoire }: Turn, frame: Frame): Promise<Outcome> =>
  prefixed(
    [line('restarted')],
    await advance(repertoire.dialogs, withTop(state, { ...frame, facts: {}, tries: 0 }), context),
  )

const help = async ({ state, context, repertoire }: Turn): Promise<Outcome> =>
  andThen(
    { says: [say('help', { hospital: context.world.hospital.name })] },
    await resumeBelow(repertoire.dialogs, state, context),
  )

export const readSteering: Reader = async (turn) => {
  const steer = steerOf(turn)
  if (!steer) return undefined
  if (steer === 'help') return help(turn)
  const frame = topFrame(turn.state)
  if (!frame) return outcome(turn.state, [say('nothing-open')])
  const dialog = turn.repertoire.dialogs.get(frame.dialog)
  // "算了，改成周五吧" says stop and means a correction.
  if (dialog && steer === 'stop' && (hearsOthers(turn, frame) || passesOver(turn, dialog, frame)))
    return undefined
  if (steer === 'stop') return stop(turn, frame)
  return steer === 'back' ? back(turn, frame) : restart(turn, frame)
}

const passesOver = ({ heard }: Turn, dialog: Dialog, frame: Frame): boolean =>
  factsOf(dialog, frame).some(
    ({ name, passedBy }) => name === frame.asked && passedBy?.test(heard.understanding.text.trim()),
  )

/** Facts said by the message beyond a free answer, which takes any words. */
const hearsOthers = ({ heard, context, repertoire }: Turn, frame: Frame): boolean => {
  const dialog = repertoire.dialogs.get(frame.dialog)
  if (!dialog) return false
  const said = heardFacts(dialog, { ...frame, asked: null }, heard, context)
  return factsOf(dialog, frame).some(({ name, anyWords }) => !anyWords && name in said)
}
