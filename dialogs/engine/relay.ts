/** While a person is on the line, what the patient writes goes to them. */
import { say } from '../../domain/say.ts'
import { resumeBelow } from './advance.ts'
import { andThen, outcome } from './outcome.ts'
import { attachmentWords } from '../words.ts'
import { isSure, type Reader } from './turn.ts'

const ENDS =
  /^(结束(人工|对话|会话)?|退出(人工)?|不用(人工)?了?|转?回机器人|谢谢.{0,4}(没事了|不用了)|没事了?[,，\s]*(谢谢(你|您|啦|了)?)?|再见|拜拜)[。！!~]*$/u

export const readRelay: Reader = async ({ state, message, heard, context, repertoire }) => {
  if (state.relay === null) return undefined
  if (message.press && state.lists.some(({ id }) => id === message.press?.list)) return undefined
  const { text, intent } = heard.understanding
  const key = `relay:${state.relay}:${context.turn}`
  const asksToEnd =
    ENDS.test(text.trim()) || (intent === 'dialog.stop' && isSure(heard.understanding, context))
  if (asksToEnd) {
    const free = { ...state, relay: null }
    const effects = [{ kind: 'end-relay', key, relay: state.relay, by: 'patient' } as const]
    return andThen(
      { says: [say('relay-ended')], effects },
      await resumeBelow(repertoire.dialogs, free, context),
    )
  }
  const attachments = heard.attachments.flatMap(({ id }) => (id ? [id] : []))
  const said =
    heard.words.trim() || heard.attachments.map(({ kind }) => `[${attachmentWords(kind)}]`).join('')
  return outcome(state, [], [{ kind: 'relay-say', key, relay: state.relay, text: said, attachments }])
}
