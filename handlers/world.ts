import { Temporal } from 'temporal-polyfill'
import { withCheckDigit } from '../domain/booking-number.ts'
import type { World } from '../dialogs/world.ts'
import type { HospitalInForce } from '../jobs/commit-context.ts'
import type { Database } from '../prisma/database.ts'
import {
  appointmentById,
  breachesOf,
  nextNumber,
  visitsOfAccount,
  visitsOfPerson,
} from '../prisma/queries/appointments.ts'
import { identityOfPerson, personByHash, personsOf } from '../prisma/queries/people.ts'
import { periodsOf } from '../prisma/queries/periods.ts'
import { nextRelayNumber } from '../prisma/queries/relays.ts'
import { nextTicketNumber, ticketsOfAccount } from '../prisma/queries/tickets.ts'

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

/** The world as an account may see it, at `now` (epoch milliseconds, hospital time). */
export const worldOf = (
  { pool, vault }: Database,
  { hospital, policy }: HospitalInForce,
  account: number,
  now: number,
): World => ({
  now: Temporal.Instant.fromEpochMilliseconds(now),
  policy,
  hospital,
  account,
  periods: onceEach((query) => periodsOf(pool, query)),
  persons: () => personsOf(pool, vault, account),
  personByIdNumber: async (idNumber) => {
    const id = await personByHash(pool, vault.hashOf(idNumber))
    const identity = id === null ? null : await identityOfPerson(pool, vault, id)
    return id !== null && identity ? { id, name: identity.name } : null
  },
  visits: () => visitsOfAccount(pool, account, now),
  visitsOf: (person) => visitsOfPerson(pool, person, now),
  visit: async (id) => {
    const found = await appointmentById(pool, id)
    return found?.account === account ? found : null
  },
  breachesOf: (person) => breachesOf(pool, person),
  tickets: () => ticketsOfAccount(pool, account),
  newBookingNumber: async () => withCheckDigit(await nextNumber(pool)),
  newTicketNumber: () => nextTicketNumber(pool),
  newRelayNumber: () => nextRelayNumber(pool),
})
