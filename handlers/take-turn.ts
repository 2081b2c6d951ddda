/** A turn is one atomic write: load, read, decide, and one commit of effects, state and replies. */
import { type ConversationState, newConversation } from '../domain/conversation.ts'
import { faultPoint } from '../domain/fault-point.ts'
import { type Observed, observed } from '../domain/observed.ts'
import type { Arrival } from '../domain/message.ts'
import { commitContext, type Taking } from './taking.ts'
import { ok, refused, type Result } from '../domain/result.ts'
import { say } from '../domain/say.ts'
import { openQuestion } from '../dialogs/engine/turn.ts'
import { appendSays, post } from '../jobs/post.ts'
import type { Taken } from '../jobs/take-turns.ts'
import { scriptOf } from '../nlu/script-of.ts'
import { advanceConversation } from '../prisma/queries/conversations.ts'
import { countAttempt, finishArrival } from '../prisma/queries/inbox.ts'
import { waitingTurn } from '../prisma/queries/turns.ts'
import { transaction } from '../prisma/sql.ts'
import { decidePatientTurn, decideRefusal, wordsOf } from './decide.ts'
import { commitOutcome } from './commit-outcome.ts'
import type { Kit } from './kit.ts'
import { takePrivateCommand } from './staff/take-private-command.ts'
import { takeStaffTurn } from './staff/take-staff-turn.ts'
import { takeHospitalTurn } from './take-hospital-turn.ts'

/** A clear sentence decides the script of a conversation from now on; a button, a number or a name does not. */
const inScript = (taking: Taking): Taking => {
  const { arrival, state } = taking
  if (arrival.kind !== 'message' || arrival.message.press) return taking
  const script = scriptOf(wordsOf(arrival.message), openQuestion(state), state.script)
  return script === null ? taking : { ...taking, state: { ...state, script } }
}

const MOST_REFUSALS = 3

/** Decides and commits; a refused effect is decided again with the fact dropped. */
const takePatientTurn = async (arrived: Taking): Promise<Taken> => {
  const taking = inScript(arrived)
  let outcome = await decidePatientTurn(taking)
  faultPoint('decided')
  for (let refusals = 0; refusals < MOST_REFUSALS; refusals += 1) {
    const written = await commitOutcome(taking, outcome)
    if (written.ok) return written.value
    if (written.reason === 'lost') return 'taken'
    outcome = await decideRefusal(taking, written.reason)
  }
  throw new Error('a turn was refused again and again')
}

const ATTEMPTS = 2

/** A turn that throws twice is parked: apology and a way to a person, staff alarmed; the next message starts clean. */
const park = (taking: Taking): Promise<Result<undefined, 'lost'>> =>
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

/** The oldest waiting turn of a conversation with all that taking it needs; null when none waits. */
export const loadTurn = async (kit: Kit, id: number): Promise<Taking | null> => {
  const { pool, vault } = kit.database
  const waiting = await waitingTurn(pool, id)
  if (!waiting) return null
  const { revision, ...turn } = waiting
  const { conversation, row } = turn
  const inForce = await kit.hospital(revision)
  const state = conversation.sealed ? vault.open<ConversationState>(conversation.sealed) : newConversation()
  return { ...turn, kit, inForce, arrival: vault.open<Arrival>(row.sealed), state }
}

const take = async (taking: Taking): Promise<Taken> => {
  if (taking.conversation.channel === 'hospital') await takeHospitalTurn(taking)
  else if (taking.conversation.kind === 'group') await takeStaffTurn(taking)
  else if (!(await takePrivateCommand(taking))) return takePatientTurn(taking)
  return 'taken'
}

/** Connection losses and deadlocks are the world's, not the turn's: they do not count towards parking it. */
const isPassing = (error: unknown): boolean => {
  const code = (error as { code?: string }).code ?? ''
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|08|57P|40001|40P01)/.test(code) ||
    /timeout|terminated|ended/i.test(String(error))
  )
}

/** Takes the oldest waiting turn of a conversation. */
export const takeTurn = async (kit: Kit, conversation: number): Promise<Taken> => {
  const taking = await loadTurn(kit, conversation)
  if (!taking) return 'none'
  const from = performance.now()
  const ended = (outcome: Observed['turn']['outcome']): void =>
    observed('turn', { arrival: taking.arrival.kind, outcome, seconds: (performance.now() - from) / 1_000 })
  try {
    const taken = await take(taking)
    faultPoint('committed')
    ended('done')
    return taken
  } catch (error) {
    if (isPassing(error)) {
      ended('interrupted')
      throw error
    }
    const attempts = await countAttempt(kit.database.pool, taking.row.id)
    kit.log.error({ turn: taking.row.id, attempts, error: errorCode(error) }, 'a turn failed')
    if (attempts >= ATTEMPTS) await park(taking)
    ended(attempts >= ATTEMPTS ? 'parked' : 'again')
    return 'taken'
  }
}

/** What a log may say of an error: where it came from, never the words of a patient. */
const errorCode = (error: unknown): { name: string; at: string } => {
  const { name, stack } = error instanceof Error ? error : new Error('unknown')
  return { name, at: stack?.split('\n')[1]?.trim() ?? '' }
}
