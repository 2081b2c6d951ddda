/** A turn that books a visit. Source: AP-1, AP-2. */
import type { Effect, PersonRef, Refusal } from '../domain/effect.ts'
import type { Identity } from '../domain/records.ts'
import { ok, refused, type Result } from '../domain/result.ts'
import { visitDues, visitSubject } from '../jobs/schedule-visit.ts'
import type { Taken } from '../jobs/take-turns.ts'
import {
  type Booking,
  type BookingOutlook,
  type BookingWish,
  bookingOutlook,
  isClash,
  isTwice,
} from '../prisma/queries/bookings.ts'
import { newPerson } from '../prisma/queries/people.ts'
import type { TurnWords } from '../prisma/queries/write-turns.ts'
import type { Vault } from '../prisma/vault.ts'
import { crowded, inCrowd } from './crowd.ts'
import { commitContext, type Taking } from './taking.ts'

export type Book = Extract<Effect, { kind: 'book' }>

/** Why nothing was written: refused, or another worker was faster. */
export type Unwritten = Refusal | 'lost'

/** Writes a turn; `again` where what its booking was seen to be before holds no more. */
export interface Pen {
  words(words: TurnWords): Promise<Result<Taken, Unwritten>>
  booking(booking: Booking): Promise<Result<Taken, Unwritten | 'again'>>
}

const wishOf = ({ kit, conversation }: Taking, { key, period, person }: Book): BookingWish => ({
  period,
  effectKey: key,
  account: conversation.account ?? 0,
  person: 'id' in person ? person.id : null,
  idHash: 'id' in person ? null : kit.database.vault.hashOf(person.identity.idNumber),
})

type Whom = Pick<Booking, 'person' | 'made' | 'joined'>

/** The person booked for: one of the account's own, or a new identity that must not contradict a known one. */
const whomOf = (
  person: PersonRef,
  outlook: BookingOutlook,
  vault: Vault,
): Result<Whom, 'refused-name-mismatch'> => {
  if ('id' in person) {
    if (!outlook.mine) throw new Error('a person of another account')
    return ok({ person: person.id, made: null, joined: null })
  }
  const { identity, relation, consent } = person
  const joined = { relation, consent }
  if (outlook.person === null) return ok({ ...newPerson(vault, identity), joined })
  const { dataKey, sealed } = outlook
  const held = dataKey && sealed ? vault.openFor<Identity>(dataKey, sealed) : null
  if (held && held.name !== identity.name) return refused('refused-name-mismatch')
  return ok({ person: outlook.person, made: null, joined })
}

/** A booking but for its words; null where it is written already. */
const planOf = (
  taking: Taking,
  effect: Book,
  outlook: BookingOutlook,
): Result<Omit<Booking, 'words'> | null, Refusal> => {
  if (outlook.done) return ok(null)
  const { pool, vault } = taking.kit.database
  const whom = whomOf(effect.person, outlook, vault)
  if (!whom.ok) return whom
  const { appointment, startsAt, endsAt } = outlook
  if (appointment === null) return refused('refused-place-taken')
  if (outlook.elsewhere) return refused('refused-booked-that-day')
  const { id, account } = taking.conversation
  return ok({
    ...whom.value,
    appointment,
    number: effect.number,
    effectKey: effect.key,
    account: account ?? 0,
    period: effect.period,
    visitType: effect.visitType,
    dues: visitDues(commitContext(taking, pool), { id: appointment, startsAt, endsAt }, id),
    audit: { actor: `account:${account ?? 0}`, action: 'visit.book', subject: visitSubject(appointment) },
  })
}

const clashing = async (writing: ReturnType<Pen['booking']>): ReturnType<Pen['booking']> => {
  try {
    return await writing
  } catch (error) {
    if (isClash(error)) return refused('refused-booked-that-day')
    if (isTwice(error)) return refused('again')
    throw error
  }
}

const bookAs = (
  taking: Taking,
  wordsOf: () => TurnWords,
  effect: Book,
  outlook: BookingOutlook,
  pen: Pen,
): Promise<Result<Taken, Unwritten | 'again'>> => {
  const plan = planOf(taking, effect, outlook)
  if (!plan.ok) return Promise.resolve(plan)
  const words = wordsOf()
  if (plan.value === null) return pen.words(words)
  const writing = clashing(pen.booking({ ...plan.value, words }))
  return inCrowd(taking.kit.database.pool, effect.period, writing)
}

/** While as many are booking this place as it has left, how it goes is seen when one of them has ended. */
const bookOnce = async (
  taking: Taking,
  words: () => TurnWords,
  effect: Book,
  pen: Pen,
): Promise<Result<Taken, Unwritten | 'again'>> => {
  const { pool } = taking.kit.database
  const wish = wishOf(taking, effect)
  for (;;) {
    const outlook = await bookingOutlook(pool, wish)
    const others = crowded(pool, effect.period, outlook.free)
    // Nothing may be awaited between the look at the crowd and joining it.
    if (!others) return bookAs(taking, words, effect, outlook, pen)
    await others
  }
}

const MOST_TRIES = 5

/** Looks how a booking would go, and writes its turn; where that has changed in between, once more. */
export const commitBooking = async (
  taking: Taking,
  words: () => TurnWords,
  effect: Book,
  pen: Pen,
): Promise<Result<Taken, Unwritten>> => {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const written = await bookOnce(taking, words, effect, pen)
    if (written.ok) return written
    if (written.reason !== 'again') return refused(written.reason)
  }
  throw new Error('a booking was outdone again and again')
}
