/** Questions put in mid-dialog: answered, then the dialog goes on where it was. */
import type { Frame } from '../../domain/conversation.ts'
import { resumeBelow } from './advance.ts'
import type { Dialog } from './dialog.ts'
import { heardFacts } from './hear-facts.ts'
import { andThen } from './outcome.ts'
import { isSure, type Reader, type Turn } from './turn.ts'

/** An open question; 哪个都行 is none. */
const OPENLY = /什么|啥|哪(?!个?(医生|大夫|天|位)?都)|几[点楼层号位]|[周天期拜]几|怎么|咋|多少|多久|多远/u
const ENDS_AS_QUESTION = /(吗|么|不|[?？])[。！!~～\s]*$/u

/** Whether the message asks something rather than answers the open question. */
export const isSideQuestion = (turn: Turn, dialog: Dialog, frame: Frame): boolean => {
  const { heard, context, repertoire } = turn
  const { intent, text } = heard.understanding
  if (!isSure(heard.understanding, context) || !repertoire.answers.has(intent)) return false
  if (dialog.absorbs?.includes(intent)) return dialog.asides?.includes(intent) === true && OPENLY.test(text)
  const answers = frame.asked !== null && frame.asked in heardFacts(dialog, frame, heard, context)
  return !answers || OPENLY.test(text) || ENDS_AS_QUESTION.test(text)
}

export const readSideQuestion: Reader = async ({ state, heard, context, repertoire }) => {
  if (!isSure(heard.understanding, context)) return undefined
  const answer = repertoire.answers.get(heard.understanding.intent)
  if (!answer) return undefined
  return andThen(
    { says: await answer(heard, context) },
    await resumeBelow(repertoire.dialogs, state, context),
  )
}
