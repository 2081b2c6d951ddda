/** The heart of the engine: resolves a frame's facts in order and yields the next question, the summary or the effect. */
import type { ConversationState, Frame } from '../../domain/conversation.ts'
import { type Line, line, type Say } from '../../domain/say.ts'
import { type Ask, type Context, type Dialog, factsOf, type Known, type Resolution } from './dialog.ts'
import { digestOf } from './digest.ts'
import { andThen, type Outcome, outcome, prefixed, topFrame, withoutTop, withTop } from './outcome.ts'

export type Dialogs = ReadonlyMap<string, Dialog>

type Step =
  | { is: 'ask'; frame: Frame; ask: Ask; notice: Line[] }
  | { is: 'ready'; frame: Frame; known: Known; notice: Line[] }
  | { is: 'end'; says: Say[]; effects: Outcome['effects'] }

const without = (facts: Frame['facts'], name: string): Frame['facts'] =>
  Object.fromEntries(Object.entries(facts).filter(([key]) => key !== name))

const TRIES_BEFORE_HELP = 3

/** An answer refused for the third time comes with the offer of a person. */
const asking = (
  frame: Frame,
  name: string,
  { ask, drop }: Extract<Resolution, { is: 'ask' }>,
  notice: Line[],
): Step => {
  const facts = drop ? without(frame.facts, name) : frame.facts
  const tries = drop && frame.asked === name ? frame.tries + 1 : 0
  const lines = tries >= TRIES_BEFORE_HELP ? ask.lines.toSpliced(1, 0, line('tries-person')) : ask.lines
  const open = { ...frame, facts, asked: name, question: ask.question ?? null, tries }
  return { is: 'ask', frame: open, ask: { ...ask, lines }, notice }
}

const resolveFacts = async (dialog: Dialog, frame: Frame, context: Context): Promise<Step> => {
  const known: Known = {}
  const notice: Line[] = []
  for (const fact of factsOf(dialog, frame)) {
    const resolution = await fact.resolve(frame.facts[fact.name], known, context)
    if (resolution.is === 'end')
      return { is: 'end', says: resolution.says, effects: resolution.effects ?? [] }
    if (resolution.is === 'ask') {
      return asking(frame, fact.name, resolution, notice)
    }
    known[fact.name] = resolution.value
    notice.push(...(resolution.notice ?? []))
  }
  return { is: 'ready', frame, known, notice }
}

const question = (frame: Frame, { lines, options }: Ask, notice: Line[]): Say => ({
  lines: [...notice, ...lines],
  ...(options && options.length > 0
    ? { list: { frame: frame.id, field: frame.asked ?? '', options, numbered: true } }
    : {}),
})

const summary = async (
  dialog: Dialog,
  frame: Frame,
  known: Known,
  notice: Line[],
  context: Context,
): Promise<Say> => ({
  lines: [...notice, ...((await dialog.confirm?.summary(known, context)) ?? [])],
  list: {
    frame: frame.id,
    field: 'confirm',
    digest: digestOf(known),
    numbered: true,
    options: [
      { id: 'yes', label: line(`option-yes-${dialog.name}`) },
      { id: 'no', label: line('option-no') },
    ],
  },
})

const finished = async (
  dialogs: Dialogs,
  dialog: Dialog,
  state: ConversationState,
  frame: Frame,
  known: Known,
  notice: Line[],
  context: Context,
): Promise<Outcome> => {
  const { effects, says } = await dialog.finish(known, context, `${frame.id}:${digestOf(known)}`)
  const told = prefixed(notice, outcome(state, says, effects))
  // What is said next goes to the person who was called: no question may stand in between.
  if (effects.some(({ kind }) => kind === 'open-relay')) return { ...told, state: withoutTop(state) }
  return andThen(told, await resumeBelow(dialogs, withoutTop(state), context))
}

/** After a frame has gone: the one below asks its question again. */
export const resumeBelow = async (
  dialogs: Dialogs,
  state: ConversationState,
  context: Context,
): Promise<Outcome> => (topFrame(state) ? askAgain(dialogs, state, context) : outcome(state))

/** Advances the top frame; `confirmed` is the digest that a yes was said to. */
export const advance = async (
  dialogs: Dialogs,
  state: ConversationState,
  context: Context,
  confirmed?: string,
): Promise<Outcome> => {
  const frame = topFrame(state)
  const dialog = frame && dialogs.get(frame.dialog)
  if (!frame || !dialog) return outcome(state)
  const step = await resolveFacts(dialog, frame, context)
  if (step.is === 'end') return andThen(step, await resumeBelow(dialogs, withoutTop(state), context))
  if (step.is === 'ask')
    return outcome(withTop(state, step.frame), [question(step.frame, step.ask, step.notice)])
  const agreed = confirmed !== undefined && confirmed === digestOf(step.known)
  if (!dialog.confirm || agreed)
    return finished(dialogs, dialog, state, frame, step.known, step.notice, context)
  const open = { ...frame, asked: 'confirm', question: dialog.confirm.question }
  return outcome(withTop(state, open), [await summary(dialog, open, step.known, step.notice, context)])
}

/** Asks the top frame's open question again in a few words, without a new list while the sent one still stands. */
export const askAgain = async (
  dialogs: Dialogs,
  state: ConversationState,
  context: Context,
): Promise<Outcome> => {
  const frame = topFrame(state)
  const dialog = frame && dialogs.get(frame.dialog)
  if (!frame || !dialog) return outcome(state)
  const step = await resolveFacts(dialog, frame, context)
  const standing = state.lists.findLast((list) => list.frame !== null)
  const lead = line(`again-${dialog.name}`)
  if (step.is === 'ask' && step.frame.asked === frame.asked) {
    const stands = standing?.frame === frame.id && standing.field === frame.asked
    if (stands || !step.ask.options?.length)
      return outcome(withTop(state, step.frame), [{ lines: [lead, step.ask.again] }])
  }
  return prefixed([lead], await advance(dialogs, state, context))
}
