import { Temporal } from 'temporal-polyfill'
import { withCheckDigit } from '../domain/booking-number.ts'
import type { World } from '../dialogs/world.ts'
import type { Identity } from '../domain/records.ts'
import type { Database } from '../prisma/database.ts'
import {
  appointmentById,
  breachesOf,
  nextNumber,
  visitsOfAccount,
  visitsOfPerson,
} from '../prisma/queries/appointments.ts'
import { openPerson, ownerOfHash } from '../prisma/queries/people.ts'
import { periodsOf } from '../prisma/queries/periods.ts'
import { nextRelayNumber } from '../prisma/queries/relays.ts'
import { isRated } from '../prisma/queries/surveys.ts'
import { nextTicketNumber, ticketsOfAccount } from '../prisma/queries/tickets.ts'
import type { Taking } from './taking.ts'

/** Within a turn the same question has the same answer, and is asked once. */
const onceEach = <Q, A>(ask: (query: Q) => Promise<A>): ((query: Q) => Promise<A>) => {
  const asked = new Map<string, Promise<A>>()
  return (query) => {
    const key = JSON.stringify(query)
    const answer = asked.get(key) ?? ask(query)
    asked.set(key, answer)
    return answer
  }
}

const ownerOf =
  ({ pool, vault }: Database) =>
  async (idNumber: string): Promise<{ id: string; name: string } | null> => {
    const owner = await ownerOfHash(pool, vault.hashOf(idNumber))
    return owner && { id: owner.id, name: vault.openFor<Identity>(owner.dataKey, owner.sealed).name }
  }

/** The world as the account of a turn may see it, in hospital time. */
export const worldOf = ({ kit: { database }, inForce: { hospital, policy }, ...taking }: Taking): World => {
  const { pool, vault } = database
  const { now, persons } = taking
  const account = taking.conversation.account ?? 0
  return {
    now: Temporal.Instant.fromEpochMilliseconds(now),
    policy,
    hospital,
    account,
    periods: onceEach((query) => periodsOf(pool, query)),
    persons: () => Promise.resolve(persons.map((person) => openPerson(vault, person))),
    personByIdNumber: onceEach(ownerOf(database)),
    visits: () => visitsOfAccount(pool, account, now),
    visitsOf: (person) => visitsOfPerson(pool, person, now),
    visit: async (id) => {
      const found = await appointmentById(pool, id)
      return found?.account === account ? found : null
    },
    isRated: (visit, questionnaire) => isRated(pool, visit, questionnaire),
    breachesOf: (person) => breachesOf(pool, person),
    tickets: () => ticketsOfAccount(pool, account),
    newBookingNumber: async () => withCheckDigit(await nextNumber(pool)),
    newTicketNumber: () => nextTicketNumber(pool),
    newRelayNumber: () => nextRelayNumber(pool),
  }
}
