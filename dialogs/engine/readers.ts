/** The order in which a patient's message is read; the first reader that can make sense of it decides. */
import type { Frame } from '../../domain/conversation.ts'
import type { Effect } from '../../domain/effect.ts'
import { line, type Say, say } from '../../domain/say.ts'
import { advance, askAgain, resumeBelow } from './advance.ts'
import { readChoice, readPress, readYesNo } from './choose.ts'
import type { Dialog, Facts } from './dialog.ts'
import { heardFacts, mergeFacts } from './hear-facts.ts'
import { readIdle } from './idle.ts'
import { misunderstood } from './misunderstood.ts'
import { startDialog } from './new-frame.ts'
import { andThen, type Outcome, outcome, prefixed, topFrame, withTop } from './outcome.ts'
import { readRelay } from './relay.ts'
import { isSideQuestion, readSideQuestion } from './side-question.ts'
import { readSteering } from './steering.ts'
import { isSure, type Reader, type Turn, wishOf } from './turn.ts'

/** Danger now breaks out of everything; what was under way stays where it is. Source: SD-3 (S4, 导诊分诊). */
const readEmergency: Reader = ({ state, message, heard, context }) => {
  const { emergency } = heard.understanding
  if (!emergency) return undefined
  const effects: Effect[] = [{ kind: 'post', group: { kind: 'duty' }, say: say('staff-emergency') }]
  if (state.relay !== null)
    effects.push({
      kind: 'relay-say',
      key: `relay:${state.relay}:${context.turn}`,
      relay: state.relay,
      text: message.text,
      attachments: [],
    })
  return outcome(state, [say(emergency.text, { hospitalPhone: context.world.hospital.phone })], effects)
}

/** A wish for another dialog, as sure as can be and not merely a word of this one. */
const isForeign = (turn: Turn, dialog: Dialog): boolean => {
  const wish = wishOf(turn)
  const { intent } = turn.heard.understanding
  return wish !== undefined && wish !== dialog.name && !dialog.absorbs?.includes(intent)
}

const changes = (frame: Frame, said: Facts): boolean =>
  Object.entries(said).some(([name, value]) => JSON.stringify(frame.facts[name]) !== JSON.stringify(value))

const questionOf = ({ says }: Outcome): string => {
  const asked = says.at(-1)
  return JSON.stringify([asked?.lines, asked?.list?.options.map(({ id }) => id)])
}

/** What was said besides the open question is acknowledged where the question that follows does not show that it was heard. */
const noted = async (
  { state, context, repertoire }: Turn,
  frame: Frame,
  said: Facts,
  decided: Outcome,
): Promise<Outcome> => {
  const open = topFrame(decided.state)
  const asksTheSame = open?.id === frame.id && open.asked === frame.asked
  if (!asksTheSame || frame.asked === null || frame.asked === 'confirm' || frame.asked in said) return decided
  const before = await advance(repertoire.dialogs, state, context)
  return questionOf(before) === questionOf(decided)
    ? prefixed([line('noted')], await askAgain(repertoire.dialogs, decided.state, context))
    : decided
}

/** An answer to the open question, or other facts of the dialog under way. */
const readAnswer: Reader = async (turn) => {
  const { state, heard, context, repertoire } = turn
  const frame = topFrame(state)
  const dialog = frame && repertoire.dialogs.get(frame.dialog)
  if (!frame || !dialog || isForeign(turn, dialog) || isSideQuestion(turn, dialog, frame)) return undefined
  const said = heardFacts(dialog, frame, heard, context)
  if (!changes(frame, said)) return undefined
  return noted(
    turn,
    frame,
    said,
    await advance(repertoire.dialogs, withTop(state, mergeFacts(dialog, frame, said)), context),
  )
}

/** The same dialog wished for again, its facts merely repeated, or a yes that answers nothing: its question once more. */
const readRepetition: Reader = (turn) => {
  const { state, context, repertoire, heard } = turn
  const frame = topFrame(state)
  const dialog = frame && repertoire.dialogs.get(frame.dialog)
  if (!frame || !dialog || isForeign(turn, dialog) || isSideQuestion(turn, dialog, frame)) return undefined
  const { intent } = heard.understanding
  const idle = /^dialog\.(affirm|deny)$/.test(intent) && isSure(heard.understanding, context)
  const repeats = idle || Object.keys(heardFacts(dialog, frame, heard, context)).length > 0
  return repeats || wishOf(turn) === dialog.name ? askAgain(repertoire.dialogs, state, context) : undefined
}

const readWish: Reader = (turn) => {
  const wish = wishOf(turn)
  return wish === undefined ? undefined : startDialog(turn, turn.state, wish)
}

const MEDIA = ['sticker', 'voice', 'video', 'image', 'file', 'location']
const FILES = ['image', 'video', 'file']

const aboutMedia = ({ state, message, heard, repertoire }: Turn): Say => {
  const kind = MEDIA.find((each) => heard.attachments.some((attachment) => attachment.kind === each))
  const { takesFiles } = repertoire.dialogs.get(topFrame(state)?.dialog ?? '') ?? {}
  if (kind && takesFiles && FILES.includes(kind)) return say('file-lost')
  return say(kind ? `got-${kind}` : message.text.trim() === '' ? 'got-nothing' : 'got-unreadable')
}

/** Stickers, voices, pictures that no fact took: said honestly, and the question stands. */
const readMedia: Reader = async (turn) => {
  if (turn.heard.understanding.text.trim() !== '') return undefined
  return andThen(
    { says: [aboutMedia(turn)] },
    await resumeBelow(turn.repertoire.dialogs, turn.state, turn.context),
  )
}

const SHORT = 12

/** Facts volunteered with no dialog open (a department's name alone, or a doctor and a day) start the one they belong to. */
const readBareFacts: Reader = (turn) => {
  const { entities, text, top } = turn.heard.understanding
  const { department, doctor, doctorCandidates, departmentCandidates, when } = entities
  const named = department ?? doctor ?? doctorCandidates?.[0] ?? departmentCandidates?.[0]
  if (topFrame(turn.state) || !named) return undefined
  const wishes = when?.date && top.some(({ intent }) => intent === 'appointment.book')
  return wishes || text.length <= SHORT ? startDialog(turn, turn.state, 'book-visit') : undefined
}

const ORDER: Reader[] = [
  readEmergency,
  readRelay,
  readPress,
  readIdle,
  readSteering,
  readChoice,
  readAnswer,
  readYesNo,
  readRepetition,
  readSideQuestion,
  readWish,
  readMedia,
  readBareFacts,
  misunderstood,
]

/** Takes one message of a patient. */
export const takeMessage = async (turn: Turn): Promise<Outcome> => {
  for (const reader of ORDER) {
    const decided = await reader(turn)
    if (decided)
      return reader === misunderstood
        ? decided
        : { ...decided, state: { ...decided.state, misunderstood: 0 } }
  }
  return outcome(turn.state)
}
