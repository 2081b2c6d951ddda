/** A turn is one atomic write: load, read, decide, and one commit of effects, state and replies. */
import { Temporal } from 'temporal-polyfill'
import { type ConversationState, newConversation } from '../domain/conversation.ts'
import { faultPoint } from '../domain/fault-point.ts'
import { type Observed, observed } from '../domain/observed.ts'
import type { Arrival } from '../domain/message.ts'
import { commitContext, type Taking } from './taking.ts'
import type { Effect, Refusal } from '../domain/effect.ts'
import { ok, refused, type Result } from '../domain/result.ts'
import { say } from '../domain/say.ts'
import type { Rendered } from '../texts/render-say.ts'
import type { Outcome } from '../dialogs/engine/outcome.ts'
import { openQuestion } from '../dialogs/engine/turn.ts'
import { appendSays, post, renderSays } from '../jobs/post.ts'
import { scheduleDrop } from '../jobs/schedule-drop.ts'
import { scriptOf } from '../nlu/script-of.ts'
import { advanceConversation } from '../prisma/queries/conversations.ts'
import { countAttempt, finishArrival } from '../prisma/queries/inbox.ts'
import { waitingTurn, writePlainTurn } from '../prisma/queries/turns.ts'
import { transaction } from '../prisma/sql.ts'
import { consentExpires } from '../rules/consent-expires.ts'
import { holdsUnconsented } from '../rules/kept-without-consent.ts'
import { maskText } from '../rules/mask.ts'
import { decidePatientTurn, decideRefusal, wordsOf } from './decide.ts'
import { carryOutAll } from './effects/carry-out.ts'
import type { EffectContext } from './effects/effect-context.ts'
import type { Kit } from './kit.ts'
import { takePrivateCommand } from './staff/take-private-command.ts'
import { takeStaffTurn } from './staff/take-staff-turn.ts'
import { takeHospitalTurn } from './take-hospital-turn.ts'

type Outdone = 'lost'

const KEPT_LISTS = 5

/** The state with the lists that were just rendered, and the relay that the effects leave. */
const stateAfter = ({ state, effects }: Outcome, rendered: Rendered[]): ConversationState => ({
  ...state,
  lists: [...state.lists, ...rendered.flatMap(({ list }) => (list ? [list] : []))].slice(-KEPT_LISTS),
  relay: relayAfter(state.relay, effects),
})

/** Words and state only, as nearly always: one statement, together with the other turns of the moment. */
const commitWords = async (taking: Taking, outcome: Outcome): Promise<Result<undefined, Outdone>> => {
  const { conversation, row, kit, inForce, arrival, now } = taking
  const { pool, vault } = kit.database
  const rendered = renderSays(inForce.texts, outcome.says, String(row.id), outcome.state.script)
  const next = stateAfter(outcome, rendered)
  faultPoint('written')
  const written = await writePlainTurn(pool, {
    arrival: row.id,
    conversation: conversation.id,
    version: conversation.version,
    sealed: vault.seal(next),
    now: new Date(now),
    says: rendered.map(({ message }) => vault.seal(message)),
    bulk: arrival.kind === 'due',
    dropAt: dropAt(taking, next),
  })
  return written ? ok(undefined) : refused('lost')
}

/** Writes an outcome; `lost` when another worker was faster, a refusal when the world had moved on. */
const commitOutcome = (taking: Taking, outcome: Outcome): Promise<Result<undefined, Refusal | Outdone>> =>
  outcome.effects.length === 0 ? commitWords(taking, outcome) : commitEffects(taking, outcome)

const commitEffects = (taking: Taking, outcome: Outcome): Promise<Result<undefined, Refusal | Outdone>> =>
  transaction<undefined, Refusal | Outdone>(taking.kit.database.pool, async (db) => {
    const { conversation, row, kit, now } = taking
    if (!(await finishArrival(db, row.id, 'done'))) return refused('lost')
    const context: EffectContext = {
      ...commitContext(taking, db),
      conversation: conversation.id,
      account: conversation.account ?? 0,
      frames: taking.state.frames,
      understand: taking.inForce.understand,
    }
    const carried = await carryOutAll(outcome.effects, context)
    if (!carried.ok) return refused(carried.reason)
    const { says, state } = outcome
    const rendered = await appendSays(context, conversation.id, says, String(row.id), state.script)
    const next = stateAfter(outcome, rendered)
    const written = await advanceConversation(db, {
      id: conversation.id,
      version: conversation.version,
      sealed: kit.database.vault.seal(next),
      now: new Date(now),
    })
    const dueAt = dropAt(taking, next)
    if (dueAt) await scheduleDrop(db, { conversation: conversation.id, from: row.id, dueAt: dueAt.getTime() })
    faultPoint('written')
    return written ? ok(undefined) : refused('lost')
  })

/** Identity that was told stays a day without consent. Source: DU-3. */
const dropAt = ({ arrival, row, inForce }: Taking, { frames }: ConversationState): Date | null => {
  if (arrival.kind !== 'message') return null
  const { text } = arrival.message
  if (maskText(text) === text && !frames.some(holdsUnconsented)) return null
  const expires = consentExpires(Temporal.Instant.fromEpochMilliseconds(row.at), inForce.policy)
  return new Date(expires.epochMilliseconds)
}

const relayAfter = (relay: number | null, effects: Effect[]): number | null =>
  effects.reduce<number | null>(
    (open, effect) =>
      effect.kind === 'open-relay' ? effect.relay : effect.kind === 'end-relay' ? null : open,
    relay,
  )

/** A clear sentence decides the script of a conversation from now on; a button, a number or a name does not. */
const inScript = (taking: Taking): Taking => {
  const { arrival, state } = taking
  if (arrival.kind !== 'message' || arrival.message.press) return taking
  const script = scriptOf(wordsOf(arrival.message), openQuestion(state), state.script)
  return script === null ? taking : { ...taking, state: { ...state, script } }
}

const MOST_REFUSALS = 3

/** Decides and commits; a refused effect is decided again with the fact dropped. */
const takePatientTurn = async (arrived: Taking): Promise<void> => {
  const taking = inScript(arrived)
  let outcome = await decidePatientTurn(taking)
  faultPoint('decided')
  for (let refusals = 0; refusals < MOST_REFUSALS; refusals += 1) {
    const written = await commitOutcome(taking, outcome)
    if (written.ok || written.reason === 'lost') return
    outcome = await decideRefusal(taking, written.reason)
  }
  throw new Error('a turn was refused again and again')
}

const ATTEMPTS = 2

/** A turn that throws twice is parked: apology and a way to a person, staff alarmed; the next message starts clean. */
const park = (taking: Taking): Promise<Result<undefined, Outdone>> =>
  transaction(taking.kit.database.pool, async (db) => {
    const { conversation, row, kit, now } = taking
    if (!(await finishArrival(db, row.id, 'parked'))) return refused('lost')
    const context = commitContext(taking, db)
    if (conversation.kind === 'private') {
      await appendSays(
        context,
        conversation.id,
        [say('apology', { phone: taking.inForce.hospital.phone })],
        String(row.id),
        taking.state.script,
      )
      const { relay, script } = taking.state
      const sealed = kit.database.vault.seal({ ...newConversation(), relay, ...(script && { script }) })
      await advanceConversation(db, {
        id: conversation.id,
        version: conversation.version,
        sealed,
        now: new Date(now),
      })
    }
    await post(context, { kind: 'service-desk' }, say('staff-parked', { turn: row.id }))
    return ok(undefined)
  })

const load = async (kit: Kit, id: number): Promise<Taking | null> => {
  const { pool, vault } = kit.database
  const waiting = await waitingTurn(pool, id)
  if (!waiting) return null
  const { conversation, row, now, revision } = waiting
  const inForce = await kit.hospital(revision)
  const state = conversation.sealed ? vault.open<ConversationState>(conversation.sealed) : newConversation()
  return { kit, inForce, conversation, row, now, arrival: vault.open<Arrival>(row.sealed), state }
}

const take = async (taking: Taking): Promise<void> => {
  if (taking.conversation.channel === 'hospital') return takeHospitalTurn(taking)
  if (taking.conversation.kind === 'group') return takeStaffTurn(taking)
  if (!(await takePrivateCommand(taking))) await takePatientTurn(taking)
}

/** Connection losses and deadlocks are the world's, not the turn's: they do not count towards parking it. */
const isPassing = (error: unknown): boolean => {
  const code = (error as { code?: string }).code ?? ''
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|08|57P|40001|40P01)/.test(code) ||
    /timeout|terminated|ended/i.test(String(error))
  )
}

/** Takes the oldest waiting turn of a conversation; false when none waits. */
export const takeTurn = async (kit: Kit, conversation: number): Promise<boolean> => {
  const taking = await load(kit, conversation)
  if (!taking) return false
  const from = performance.now()
  const ended = (outcome: Observed['turn']['outcome']): void =>
    observed('turn', { arrival: taking.arrival.kind, outcome, seconds: (performance.now() - from) / 1_000 })
  try {
    await take(taking)
    faultPoint('committed')
    ended('done')
  } catch (error) {
    if (isPassing(error)) {
      ended('interrupted')
      throw error
    }
    const attempts = await countAttempt(kit.database.pool, taking.row.id)
    kit.log.error({ turn: taking.row.id, attempts, error: errorCode(error) }, 'a turn failed')
    if (attempts >= ATTEMPTS) await park(taking)
    ended(attempts >= ATTEMPTS ? 'parked' : 'again')
  }
  return true
}

/** What a log may say of an error: where it came from, never the words of a patient. */
const errorCode = (error: unknown): { name: string; at: string } => {
  const { name, stack } = error instanceof Error ? error : new Error('unknown')
  return { name, at: stack?.split('\n')[1]?.trim() ?? '' }
}
