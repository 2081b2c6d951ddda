/** What can be learnt from a turn: what was not understood, what was chosen instead, and what was corrected. */
import type { ConversationState, SentList } from '../../domain/conversation.ts'
import type { Effect } from '../../domain/effect.ts'
import type { Intent } from '../../domain/understanding.ts'
import { optionSaid } from './choose.ts'
import type { Outcome } from './outcome.ts'
import { isSure, type Turn } from './turn.ts'

type Learn = Extract<Effect, { kind: 'learn' }>

const LONGEST = 200

/** 不是，我是说…: what was understood before was not what was meant. */
const CORRECTS =
  /^(?:不是|不对|错了|弄错了|搞错了|你理解错了|no)[,。!\s]*(?:的|了|啊)?[,。!\s]*\S|^(?:我是说|我说的是|我的意思是|我是想|我想说的是|i mean|i meant)/iu

const isWish = (intent: Intent): boolean => !/^(none$|chat\.|dialog\.)/.test(intent)

const unsure = ({ state, heard }: Turn, decided: Outcome): Learn[] => {
  const missed =
    decided.state.misunderstood > state.misunderstood ||
    decided.says.some(({ lines }) =>
      lines.some((each) => typeof each !== 'string' && each.key === 'misunderstood-person'),
    )
  const { text, top } = heard.understanding
  if (!missed) return []
  return [{ kind: 'learn', how: 'unsure', text, guesses: top.map(({ intent }) => intent), choice: null }]
}

const wasAnswered = ({ lists }: ConversationState, { id }: SentList): boolean =>
  lists.some((list) => list.id === id && list.answered)

/** The patient picked one of the guesses. */
const chosen = (turn: Turn, decided: Outcome): Learn[] => {
  const list = turn.state.lists.findLast(({ field, answered }) => field === 'did-you-mean' && !answered)
  if (!list || typeof list.about !== 'string' || !wasAnswered(decided.state, list)) return []
  const { press } = turn.message
  const choice = press?.list === list.id ? press.option : optionSaid(turn, list)
  const guesses = list.options.map(({ id }) => id as Intent)
  return choice === undefined
    ? []
    : [{ kind: 'learn', how: 'chosen', text: list.about, guesses, choice: choice as Intent }]
}

/** The patient said that it was meant otherwise, and then something that was understood. */
const corrected = ({ state, message, heard, context }: Turn): Learn[] => {
  const { intent, text } = heard.understanding
  const before = state.heard
  if (!before || message.press || !CORRECTS.test(text)) return []
  if (!isSure(heard.understanding, context) || !isWish(intent) || intent === before.intent) return []
  return [{ kind: 'learn', how: 'corrected', text: before.text, guesses: [before.intent], choice: intent }]
}

/** A wish that was understood is remembered for one message: the next may correct it. */
const remembered = ({ message, heard, context }: Turn): ConversationState['heard'] => {
  const { intent, text, entities } = heard.understanding
  const tellsWho = entities.name ?? entities.idNumber ?? entities.phone ?? entities.idInvalid ?? null
  const isWhole = !message.press && tellsWho === null && text.length <= LONGEST
  const isKept = isWhole && isSure(heard.understanding, context) && isWish(intent)
  return isKept ? { text, intent } : undefined
}

/** The same outcome with what is learnt from it among its effects. */
export const learning = (turn: Turn, decided: Outcome): Outcome => {
  const state = { ...decided.state }
  delete state.heard
  const heard = remembered(turn)
  if (turn.state.relay !== null) return { ...decided, state }
  return {
    ...decided,
    state: heard ? { ...state, heard } : state,
    effects: [...decided.effects, ...unsure(turn, decided), ...chosen(turn, decided), ...corrected(turn)],
  }
}
