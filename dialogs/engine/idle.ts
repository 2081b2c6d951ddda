/** A dialog left for a day is offered for resuming; facts that no longer hold are dropped when it goes on. */
import { Temporal } from 'temporal-polyfill'
import { line, say } from '../../domain/say.ts'
import { resumeOffer } from '../../rules/resume-offer.ts'
import { advance } from './advance.ts'
import { optionSaid } from './choose.ts'
import { outcome, prefixed, topFrame } from './outcome.ts'
import { isSure, type Reader, type StandingQuestion, type Turn } from './turn.ts'

const offerFor = ({ state, context }: Turn): 'continue' | 'offer' | 'drop' => {
  const frame = topFrame(state)
  const { now, policy } = context.world
  return frame ? resumeOffer(Temporal.Instant.from(frame.touchedAt), now, policy) : 'continue'
}

/** Says what the patient wants by itself, so that nobody needs to ask about yesterday's dialog. */
const speaksForItself = ({ heard, context, repertoire }: Turn): boolean => {
  const { intent } = heard.understanding
  return (
    isSure(heard.understanding, context) &&
    (repertoire.wishes.has(intent) || repertoire.answers.has(intent)) &&
    !/^(chat|dialog)\./.test(intent)
  )
}

export const readIdle: Reader = (turn) => {
  const { state } = turn
  const offer = offerFor(turn)
  if (offer === 'continue') return undefined
  const dropped = { ...state, frames: [], resume: false }
  const offered = state.resume ? state.lists.findLast(({ field }) => field === 'resume') : undefined
  const answer = offered && optionSaid(turn, offered)
  if (answer) return answerResume(turn, answer, undefined)
  if (offer === 'drop' || speaksForItself(turn)) {
    turn.state = dropped
    return undefined
  }
  if (state.resume) {
    turn.state = touched(turn)
    return undefined
  }
  const frame = topFrame(state)
  const list = {
    frame: null,
    field: 'resume',
    numbered: true,
    options: [
      { id: 'yes', label: line('option-resume') },
      { id: 'no', label: line('option-no-resume') },
    ],
  }
  return outcome({ ...state, resume: true }, [{ lines: [line(`resume-${frame?.dialog}`)], list }])
}

const touched = ({ state, context }: Turn): Turn['state'] => ({
  ...state,
  resume: false,
  frames: state.frames.map((frame) => ({ ...frame, touchedAt: context.world.now.toString() })),
})

/** The answer to the offer, by button or number; it is not offered twice. */
export const answerResume: StandingQuestion = async (asked, option) => {
  const lists = asked.state.lists.filter(({ field }) => field !== 'resume')
  const turn = { ...asked, state: { ...asked.state, lists } }
  if (option !== 'yes') return outcome({ ...turn.state, frames: [], resume: false }, [say('resume-declined')])
  return prefixed([line('resumed')], await advance(turn.repertoire.dialogs, touched(turn), turn.context))
}
