/** A turn that books a visit. Source: AP-1, AP-2. */
import type { Effect, PersonRef, Refusal } from '../domain/effect.ts'
import type { Identity } from '../domain/records.ts'
import { ok, refused, type Result } from '../domain/result.ts'
import { visitDues, visitSubject } from '../jobs/schedule-visit.ts'
import type { Taken } from '../jobs/take-turns.ts'
import {
  type Booking,
  type BookingOutlook,
  bookingOutlook,
  isClash,
  isTwice,
} from '../prisma/queries/bookings.ts'
import { newPerson } from '../prisma/queries/people.ts'
import type { TurnWords } from '../prisma/queries/write-turns.ts'
import type { Vault } from '../prisma/vault.ts'
import { commitContext, type Taking } from './taking.ts'

export type Book = Extract<Effect, { kind: 'book' }>

/** Why nothing was written: refused, or another worker was faster. */
export type Unwritten = Refusal | 'lost'

/** Writes a turn, with its booking if it has one; `again` where what was found out before holds no more. */
export type Write = (words: TurnWords, booking: Booking | null) => Promise<Result<Taken, Unwritten | 'again'>>

const outlookOf = ({ kit, conversation }: Taking, { key, period, person }: Book): Promise<BookingOutlook> => {
  const { pool, vault } = kit.database
  return bookingOutlook(pool, {
    period,
    effectKey: key,
    account: conversation.account ?? 0,
    person: 'id' in person ? person.id : null,
    idHash: 'id' in person ? null : vault.hashOf(person.identity.idNumber),
  })
}

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

/** What is to be written; null where it is written already. */
const bookingOf = async (
  taking: Taking,
  words: TurnWords,
  effect: Book,
): Promise<Result<Booking | null, Refusal>> => {
  const outlook = await outlookOf(taking, effect)
  if (outlook.done) return ok(null)
  const whom = whomOf(effect.person, outlook, taking.kit.database.vault)
  if (!whom.ok) return whom
  const { appointment, startsAt, endsAt } = outlook
  if (appointment === null) return refused('refused-place-taken')
  if (outlook.elsewhere) return refused('refused-booked-that-day')
  const account = taking.conversation.account ?? 0
  const { pool } = taking.kit.database
  return ok({
    words,
    ...whom.value,
    appointment,
    number: effect.number,
    effectKey: effect.key,
    account,
    period: effect.period,
    visitType: effect.visitType,
    dues: visitDues(commitContext(taking, pool), { id: appointment, startsAt, endsAt }, words.conversation),
    audit: { actor: `account:${account}`, action: 'visit.book', subject: visitSubject(appointment) },
  })
}

const clashing = async (writing: ReturnType<Write>): ReturnType<Write> => {
  try {
    return await writing
  } catch (error) {
    if (isClash(error)) return refused('refused-booked-that-day')
    if (isTwice(error)) return refused('again')
    throw error
  }
}

const MOST_TRIES = 5

/** Looks how the booking would go, and writes it; where that has changed in between, once more. */
export const commitBooking = async (
  taking: Taking,
  words: TurnWords,
  effect: Book | undefined,
  write: Write,
): Promise<Result<Taken, Unwritten>> => {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const booking = effect ? await bookingOf(taking, words, effect) : ok(null)
    if (!booking.ok) return booking
    const written = await clashing(write(words, booking.value))
    if (written.ok) return written
    if (written.reason !== 'again') return refused(written.reason)
  }
  throw new Error('a booking was outdone again and again')
}
