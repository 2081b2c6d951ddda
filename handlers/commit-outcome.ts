/** One commit of a patient's turn: effects, state and replies, or nothing. */
import { Temporal } from 'temporal-polyfill'
import type { Outcome } from '../dialogs/engine/outcome.ts'
import type { ConversationState } from '../domain/conversation.ts'
import type { Effect, Refusal } from '../domain/effect.ts'
import { faultPoint } from '../domain/fault-point.ts'
import { ok, refused, type Result } from '../domain/result.ts'
import { renderSays } from '../jobs/post.ts'
import type { Taken } from '../jobs/take-turns.ts'
import { holdArrival } from '../prisma/queries/inbox.ts'
import { type Booked, writeBooking, writeBookings } from '../prisma/queries/bookings.ts'
import { type TurnWords, writeTurn, writeTurns } from '../prisma/queries/write-turns.ts'
import { type Db, transaction } from '../prisma/sql.ts'
import { consentExpires } from '../rules/consent-expires.ts'
import { holdsUnconsented } from '../rules/kept-without-consent.ts'
import { maskText } from '../rules/mask.ts'
import type { Rendered } from '../texts/render-say.ts'
import { type Book, commitBooking, type Pen, type Unwritten } from './commit-booking.ts'
import { type Carried, carryOutAll } from './effects/carry-out.ts'
import type { EffectContext } from './effects/effect-context.ts'
import { commitContext, type Taking } from './taking.ts'

const KEPT_LISTS = 5

const relayAfter = (relay: number | null, effects: Effect[]): number | null =>
  effects.reduce<number | null>(
    (open, effect) =>
      effect.kind === 'open-relay' ? effect.relay : effect.kind === 'end-relay' ? null : open,
    relay,
  )

/** The state with the lists that were just rendered, and the relay that the effects leave. */
const stateAfter = ({ state, effects }: Outcome, rendered: Rendered[]): ConversationState => ({
  ...state,
  lists: [...state.lists, ...rendered.flatMap(({ list }) => (list ? [list] : []))].slice(-KEPT_LISTS),
  relay: relayAfter(state.relay, effects),
})

/** Identity that was told stays a day without consent. Source: DU-3. */
const dropAt = ({ arrival, row, inForce }: Taking, { frames }: ConversationState): Date | null => {
  if (arrival.kind !== 'message') return null
  const { text } = arrival.message
  if (maskText(text) === text && !frames.some(holdsUnconsented)) return null
  const expires = consentExpires(Temporal.Instant.fromEpochMilliseconds(row.at), inForce.policy)
  return new Date(expires.epochMilliseconds)
}

/** Words and state as they are written. */
const wordsOf = (taking: Taking, outcome: Outcome): TurnWords => {
  const { conversation, row, kit, inForce, arrival, now } = taking
  const { vault } = kit.database
  const rendered = renderSays(inForce.texts, outcome.says, String(row.id), outcome.state.script)
  const next = stateAfter(outcome, rendered)
  return {
    arrival: row.id,
    conversation: conversation.id,
    version: conversation.version,
    sealed: vault.seal(next),
    now: new Date(now),
    says: rendered.map(({ message }) => vault.seal(message)),
    bulk: arrival.kind === 'due',
    dropAt: dropAt(taking, next),
  }
}

const taken = <B extends Booked>(written: B): Result<Taken, Exclude<B, 'written' | 'last'>> => {
  if (written === 'last') return ok('last')
  return written === 'written' ? ok('taken') : refused(written as Exclude<B, 'written' | 'last'>)
}

/** Nothing but words, or a booking, as nearly always: one statement, together with the other turns of the moment. */
const alone = ({ kit: { database } }: Taking): Pen => ({
  words: async (words) => {
    faultPoint('written')
    return taken(await writeTurn(database.pool, words))
  },
  booking: async (booking) => {
    faultPoint('written')
    return taken(await writeBooking(database.pool, booking))
  },
})

/** A transaction of its own: what refuses an effect takes back the others too. */
const together = (effects: Carried[], taking: Taking): Pen => {
  const write = <B extends Booked>(words: TurnWords, last: (db: Db) => Promise<B[]>) =>
    transaction<Taken, Refusal | 'lost' | Exclude<B, 'written' | 'last'>>(
      taking.kit.database.pool,
      async (db) => {
        if (!(await holdArrival(db, words.arrival))) return refused('lost')
        const context: EffectContext = {
          ...commitContext(taking, db),
          conversation: words.conversation,
          account: taking.conversation.account ?? 0,
          frames: taking.state.frames,
          understand: taking.inForce.understand,
        }
        const carried = await carryOutAll(effects, context)
        if (!carried.ok) return carried
        const [written] = await last(db)
        faultPoint('written')
        return written === undefined ? refused('lost') : taken(written)
      },
    )
  return {
    words: (words) => write(words, (db) => writeTurns(db, [words])),
    booking: (booking) => write(booking.words, (db) => writeBookings(db, [booking])),
  }
}

const isBook = (effect: Effect): effect is Book => effect.kind === 'book'
const isCarried = (effect: Effect): effect is Carried => effect.kind !== 'book'

/** Writes an outcome; `lost` when another worker was faster, a refusal when the world had moved on. */
export const commitOutcome = (taking: Taking, outcome: Outcome): Promise<Result<Taken, Unwritten>> => {
  const words = () => wordsOf(taking, outcome)
  const effects = outcome.effects.filter(isCarried)
  const pen = effects.length === 0 ? alone(taking) : together(effects, taking)
  const book = outcome.effects.find(isBook)
  return book ? commitBooking(taking, words, book, pen) : pen.words(words())
}
