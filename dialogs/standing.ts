/** Questions that stand without a dialog: reminders, offers, follow-ups. Each option does one thing. */
import type { Json } from '../domain/conversation.ts'
import { say } from '../domain/say.ts'
import type { Intent } from '../domain/understanding.ts'
import { answerResume } from './engine/idle.ts'
import { startDialog } from './engine/new-frame.ts'
import { andThen, outcome } from './engine/outcome.ts'
import type { StandingQuestion, Turn } from './engine/turn.ts'
import { resumeBelow } from './engine/advance.ts'

const idOf = (about: Json | undefined): number => Number(about)

/** Confirm, change or cancel, from the reminder. Source: AP-6 (S0 预约人员六). */
const attend: StandingQuestion = async (turn, option, about) => {
  const id = idOf(about)
  if (option === 'no' || option === 'cancel')
    return startDialog(turn, turn.state, 'cancel-visit', { appointment: { id } }, false)
  if (option === 'change')
    return startDialog(turn, turn.state, 'change-visit', { appointment: { id } }, false)
  const visit = await turn.context.world.visit(id)
  const gone = visit?.status !== 'booked'
  const effects = gone ? [] : [{ kind: 'confirm-visit' as const, key: `attend:${id}`, appointment: id }]
  return andThen(
    { says: [say(gone ? 'attend-gone' : 'attend-confirmed')], effects },
    await resumeBelow(turn.repertoire.dialogs, turn.state, turn.context),
  )
}

const didYouMean: StandingQuestion = async (turn, option) => {
  const intent = option as Intent
  const dialog = turn.repertoire.wishes.get(intent)
  if (dialog) return startDialog(turn, turn.state, dialog)
  const answer = turn.repertoire.answers.get(intent)
  return outcome(turn.state, answer ? await answer(turn.heard, turn.context) : [say('help-short')])
}

const offerPerson: StandingQuestion = (turn, option) =>
  option === 'yes'
    ? startDialog(turn, turn.state, 'ask-person', {}, false)
    : outcome(turn.state, [say('acknowledged')])

const bookThere: StandingQuestion = (turn, option) =>
  option === 'no'
    ? outcome(turn.state, [say('acknowledged')])
    : startDialog(turn, turn.state, 'book-visit', { department: option }, false)

const surveyOffer: StandingQuestion = (turn, option, about) =>
  option === 'no'
    ? outcome(turn.state, [say('survey-declined')])
    : startDialog(turn, turn.state, 'rate-visit', about as Record<string, Json>, false)

const REASON_FROM = 6

/** What was said beyond a plain no. */
const reasonIn = ({ message, heard }: Turn): string | null =>
  !message.press && [...heard.words].length >= REASON_FROM ? heard.words.slice(0, 500) : null

/** Asked when a ticket is closed. Source: CP-9 (S3 三(3)). */
const satisfied: StandingQuestion = (turn, option, about) => {
  const ticket = idOf(about)
  if (option === 'yes')
    return outcome(
      turn.state,
      [say('satisfied-thanks')],
      [{ kind: 'satisfied', key: `satisfied:${ticket}:${turn.context.turn}`, ticket }],
    )
  return outcome(
    turn.state,
    [say('reopened', { ticket: `T${ticket}` })],
    [{ kind: 'reopen', key: `reopen:${ticket}:${turn.context.turn}`, ticket, why: reasonIn(turn) }],
  )
}

export const STANDING: ReadonlyMap<string, StandingQuestion> = new Map([
  ['attend-tomorrow', attend],
  ['did-you-mean', didYouMean],
  ['offer-person', offerPerson],
  ['triage', bookThere],
  ['survey-offer', surveyOffer],
  ['satisfied', satisfied],
  ['resume', answerResume],
])
