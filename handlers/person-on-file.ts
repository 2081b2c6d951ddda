/** One person's file, as asked for at the desk: seeing and erasing it without the chat. Source: DU-3 (S1 第八条). */
import type { Arrival, OutboundMessage } from '../domain/message.ts'
import type { Identity } from '../domain/records.ts'
import { ok, refused, type Result } from '../domain/result.ts'
import type { Database } from '../prisma/database.ts'
import { record } from '../prisma/queries/audit.ts'
import { hospitalNow } from '../prisma/queries/clock.ts'
import { identityOfPerson, personByHash } from '../prisma/queries/people.ts'
import { type Db, rows, transaction } from '../prisma/sql.ts'
import type { Vault } from '../prisma/vault.ts'
import { forgetPerson } from './forget-person.ts'

const iso = (ms: number): string => new Date(ms).toISOString()

/** Accounts that book for a person; what an account wrote is the person's only where it is their own. */
const accountsOf = (db: Db, person: string) =>
  rows<{ id: number; channel: string; externalId: string; relation: string }>(
    db,
    `SELECT a.id, a.channel, a.external_id AS "externalId", r.kind AS relation
     FROM relation r JOIN account a ON a.id = r.account_id WHERE r.person_id = $1 ORDER BY a.id`,
    [person],
  )

const consentsOf = (db: Db, person: string) =>
  rows(
    db,
    `SELECT purpose, text_version AS "textVersion", given_by AS "givenBy",
       to_char(given_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "givenAt",
       to_char(withdrawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "withdrawnAt"
     FROM consent WHERE person_id = $1 ORDER BY id`,
    [person],
  )

const visitsOf = (db: Db, person: string) =>
  rows(
    db,
    `SELECT a.number, a.department, a.doctor, a.day, a.status, a.visit_type AS "visitType",
       to_char(a.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "startsAt",
       b.reason AS breach, b.forgiven_at IS NOT NULL AS forgiven
     FROM appointment a LEFT JOIN breach b ON b.appointment_id = a.id WHERE a.person_id = $1 ORDER BY a.id`,
    [person],
  )

const surveysOf = async (db: Db, vault: Vault, person: string) => {
  const found = await rows<{ questionnaire: string; answers: unknown; sealed: Buffer | null; at: number }>(
    db,
    `SELECT s.questionnaire, s.answers, s.sealed, s.finished_at AS at FROM survey s
     JOIN appointment a ON a.id = s.appointment_id WHERE a.person_id = $1 ORDER BY s.id`,
    [person],
  )
  return found.map(({ sealed, at, ...survey }) => ({
    ...survey,
    finishedAt: iso(at),
    comment: sealed ? vault.open<string>(sealed) : null,
  }))
}

const ticketsOf = async (db: Db, vault: Vault, account: number) => {
  const found = await rows<{ id: number; kind: string; status: string; sealed: Buffer; at: number }>(
    db,
    'SELECT id, kind, status, sealed, opened_at AS at FROM ticket WHERE account_id = $1 ORDER BY id',
    [account],
  )
  return found.map(({ id, kind, status, sealed, at }) => ({
    number: `T${id}`,
    kind,
    status,
    openedAt: iso(at),
    story: vault.open(sealed),
  }))
}

interface Spoken {
  sealed: Buffer
  at: number
  by: 'patient' | 'hospital'
}

const textOf = (vault: Vault, { sealed, by }: Spoken): string | null => {
  if (by === 'hospital') return vault.open<OutboundMessage>(sealed).text
  const arrival = vault.open<Arrival>(sealed)
  return arrival.kind === 'message' ? arrival.message.text : null
}

const messagesOf = async (db: Db, vault: Vault, account: number) => {
  const found = await rows<Spoken>(
    db,
    `SELECT i.sealed, i.at, 'patient' AS by FROM inbox i JOIN conversation c ON c.id = i.conversation_id
     WHERE c.account_id = $1 AND i.sealed IS NOT NULL
     UNION ALL
     SELECT o.sealed, o.at, 'hospital' FROM outbox o JOIN conversation c ON c.id = o.conversation_id
     WHERE c.account_id = $1 AND o.sealed IS NOT NULL ORDER BY 2`,
    [account],
  )
  return found.flatMap((each) => {
    const text = textOf(vault, each)
    return text === null ? [] : [{ at: iso(each.at), by: each.by, text }]
  })
}

/** Everything that is kept about one person, for them to take away. */
export interface PersonOnFile {
  identity: Identity
  consents: unknown[]
  accounts: unknown[]
  visits: unknown[]
  surveys: unknown[]
  tickets: unknown[]
  messages: unknown[]
}

/** Reads a person's file by ID number, and puts on record that it was read; null where nobody has that number. */
export const readPersonOnFile = async (
  { pool, vault }: Database,
  idNumber: string,
  actor: string,
): Promise<PersonOnFile | null> => {
  const person = await personByHash(pool, vault.hashOf(idNumber))
  const identity = person === null ? null : await identityOfPerson(pool, vault, person)
  if (person === null || identity === null) return null
  const accounts = await accountsOf(pool, person)
  const own = accounts.filter(({ relation }) => relation === 'self').map(({ id }) => id)
  const ofOwn = async <T>(read: (account: number) => Promise<T[]>): Promise<T[]> =>
    (await Promise.all(own.map(read))).flat()
  const file: PersonOnFile = {
    identity,
    consents: await consentsOf(pool, person),
    accounts: accounts.map(({ channel, externalId, relation }) => ({ channel, externalId, relation })),
    visits: await visitsOf(pool, person),
    surveys: await surveysOf(pool, vault, person),
    tickets: await ofOwn((account) => ticketsOf(pool, vault, account)),
    messages: await ofOwn((account) => messagesOf(pool, vault, account)),
  }
  await transaction(pool, async (db) => {
    await record(db, { actor, action: 'person.export', subject: `person:${person}` }, await hospitalNow(db))
    return ok(undefined)
  })
  return file
}

const openVisits = async (db: Db, person: string): Promise<number> =>
  (
    await rows(db, `SELECT 1 FROM appointment WHERE person_id = $1 AND status IN ('requested', 'booked')`, [
      person,
    ])
  ).length

const conversationsOf = async (db: Db, person: string): Promise<number[]> =>
  (
    await rows<{ id: number }>(
      db,
      `SELECT c.id FROM conversation c JOIN relation r ON r.account_id = c.account_id WHERE r.person_id = $1`,
      [person],
    )
  ).map(({ id }) => id)

/** Erases a person by ID number, with what was told of them in every chat that booked for them. */
export const erasePersonOnFile = (
  { pool, vault }: Database,
  idNumber: string,
  actor: string,
): Promise<Result<undefined, 'nobody' | 'open-visits'>> =>
  transaction<undefined, 'nobody' | 'open-visits'>(pool, async (db) => {
    const person = await personByHash(db, vault.hashOf(idNumber))
    if (person === null) return refused('nobody')
    if ((await openVisits(db, person)) > 0) return refused('open-visits')
    const conversations = await conversationsOf(db, person)
    await forgetPerson(db, { person, conversations, actor, now: await hospitalNow(db) })
    return ok(undefined)
  })
