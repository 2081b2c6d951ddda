/** Choosing an option of a list that was sent, by button, number or words. */
import type { ConversationState, Frame, SentList } from '../../domain/conversation.ts'
import { line } from '../../domain/say.ts'
import { advance, askAgain } from './advance.ts'
import { factsOf } from './dialog.ts'
import { mergeFacts } from './hear-facts.ts'
import { type Outcome, outcome, prefixed, topFrame } from './outcome.ts'
import { isSure, newestList, type Reader, type Turn } from './turn.ts'

const broughtUp = (state: ConversationState, frame: Frame): ConversationState => ({
  ...state,
  frames: [...state.frames.filter(({ id }) => id !== frame.id), frame],
})

const answered = (state: ConversationState, { id }: SentList): ConversationState => ({
  ...state,
  lists: state.lists.map((list) => (list.id === id ? { ...list, answered: true } : list)),
})

/** The patient said no to the summary: nothing happens, and any fact may be corrected. */
const declined = (state: ConversationState, frame: Frame, list: SentList): Outcome =>
  outcome(answered(state, list), [{ lines: [line(`declined-${frame.dialog}`)] }])

const chosenInFrame = async (turn: Turn, frame: Frame, list: SentList, option: string): Promise<Outcome> => {
  const { context, repertoire } = turn
  const state = broughtUp(turn.state, frame)
  if (list.field === 'confirm')
    return option === 'yes'
      ? advance(repertoire.dialogs, state, context, list.digest)
      : declined(state, frame, list)
  const dialog = repertoire.dialogs.get(frame.dialog)
  const fact = dialog && factsOf(dialog, frame).find(({ name }) => name === list.field)
  if (!dialog || !fact) return outcome(state)
  const merged = mergeFacts(dialog, frame, { [fact.name]: fact.pick ? fact.pick(option) : option })
  return advance(repertoire.dialogs, broughtUp(state, merged), context)
}

const gone = async ({ state, context, repertoire }: Turn): Promise<Outcome> =>
  prefixed([line('list-gone')], await askAgain(repertoire.dialogs, state, context))

export const choose = async (turn: Turn, list: SentList, option: string): Promise<Outcome> => {
  if (!list.options.some(({ id }) => id === option)) return gone(turn)
  if (list.frame === null) {
    const standing = turn.repertoire.standing.get(list.field)
    if (!standing) return gone(turn)
    return standing({ ...turn, state: answered(turn.state, list) }, option, list.about)
  }
  const frame = turn.state.frames.find(({ id }) => id === list.frame)
  return frame ? chosenInFrame(turn, frame, list, option) : gone(turn)
}

/** A pressed button names its list, so it means the same however late it is pressed. */
export const readPress: Reader = (turn) => {
  const { press } = turn.message
  if (!press) return undefined
  const list = turn.state.lists.find(({ id }) => id === press.list)
  return list ? choose(turn, list, press.option) : gone(turn)
}

const bare = (words: string): string => words.replace(/[\s，。！？、,.!?~～]/gu, '').toLowerCase()

/** CT is no part of doctor. */
const LATIN = /^[\p{Script=Latin}\d]+$/u

const chosenBy = (said: string, options: { id: string; label: string }[]): string | undefined => {
  if (said.length === 0) return undefined
  const whole = options.find(({ label }) => bare(label) === said)
  if (whole) return whole.id
  const inside =
    said.length >= (LATIN.test(said) ? 4 : 2) ? options.filter(({ label }) => bare(label).includes(said)) : []
  return inside.length === 1 ? inside[0]?.id : undefined
}

/** By the words as they are understood, or as the list showed them (in English, in traditional characters). */
const byWords = ({ heard }: Turn, { options }: SentList): string | undefined => {
  const asShown = options.flatMap(({ id, shown }) => (shown === undefined ? [] : [{ id, label: shown }]))
  return chosenBy(bare(heard.understanding.text), options) ?? chosenBy(bare(heard.words), asShown)
}

const byNumber = ({ heard }: Turn, { options }: SentList): string | undefined => {
  const { choice } = heard.understanding.entities
  return choice === undefined ? undefined : options.at(choice < 0 ? choice : choice - 1)?.id
}

const byYesNo = ({ heard }: Turn, { options }: SentList): string | undefined => {
  const { yesNo } = heard.understanding
  return yesNo === 'yes' || yesNo === 'no' ? options.find(({ id }) => id === yesNo)?.id : undefined
}

/** The option of a list that a message chooses, by words, number, or a yes or no. */
export const optionSaid = (turn: Turn, list: SentList): string | undefined =>
  byWords(turn, list) ?? byNumber(turn, list) ?? byYesNo(turn, list)

/** Whether a list is what the patient is looking at: asked by the open fact, or standing while nothing is open. */
const isOpen = (state: ConversationState, list: SentList): boolean => {
  const frame = topFrame(state)
  return frame ? list.frame === frame.id && list.field === frame.asked : list.frame === null && !list.answered
}

/** What was declined is not done for a 好的 or a 第一个 that answers what was said since: it is asked again. */
const chooseUnlessDeclined = (turn: Turn, list: SentList, option: string): Promise<Outcome> => {
  const wasDeclined = list.frame !== null && list.answered === true
  return wasDeclined && option === 'yes'
    ? askAgain(turn.repertoire.dialogs, turn.state, turn.context)
    : choose(turn, list, option)
}

/** "2" is the second option of the newest list that was sent, whatever the list would be now. */
export const readChoice: Reader = (turn) => {
  const newest = newestList(turn.state)
  if (newest && isOpen(turn.state, newest)) {
    const option = byWords(turn, newest) ?? byNumber(turn, newest)
    if (option) return chooseUnlessDeclined(turn, newest, option)
  }
  for (const list of turn.state.lists.toReversed()) {
    if (list.answered || (list.frame !== null && !isOpen(turn.state, list))) continue
    const option = byWords(turn, list)
    if (option) return choose(turn, list, option)
  }
  return undefined
}

/** A question asked (查投诉) is no answer, though it may sound like one. */
const asks = ({ heard, context, repertoire }: Turn): boolean =>
  isSure(heard.understanding, context) &&
  repertoire.answers.has(heard.understanding.intent) &&
  !/^(chat|dialog)\./.test(heard.understanding.intent)

/** A yes or no answers the open summary, or the newest standing question while nothing is open. */
export const readYesNo: Reader = (turn) => {
  if (!topFrame(turn.state) && asks(turn)) return undefined
  const list = turn.state.lists.findLast((sent) => isOpen(turn.state, sent))
  const option = list && byYesNo(turn, list)
  return list && option ? chooseUnlessDeclined(turn, list, option) : undefined
}
