/** For whom: real-name identity and consent. Source: AP-2 (S0 三; S1 四.2), DU-3. */
import { Temporal } from 'temporal-polyfill'
import { checkIdNumber } from '../../domain/id-number.ts'
import type { Json } from '../../domain/conversation.ts'
import type { PersonRef } from '../../domain/effect.ts'
import type { Identity, KnownPerson } from '../../domain/records.ts'
import { line, say } from '../../domain/say.ts'
import type { IdProblem } from '../../domain/understanding.ts'
import { bookingLimits } from '../../rules/booking-limits.ts'
import { localDay } from '../../domain/local-time.ts'
import { restrictedUntil } from '../../rules/restricted-until.ts'
import { sameTimeConflict } from '../../rules/same-time-conflict.ts'
import { ask, askAnew, end, type Fact, type Known, known } from '../engine/dialog.ts'
import { clinicWords, instantWords, visitTimeWords } from '../words.ts'
import type { World } from '../world.ts'
import { periodOf } from './period.ts'

export const CONSENT_VERSION = '2026-11'

export type VisitorSaid = { person: string } | { relation: string } | { someoneElse: true }
export type VisitorKnown = { person: KnownPerson } | { relation: string }

const isNew = (visitor: unknown): visitor is { relation: string } => 'relation' in (visitor as VisitorKnown)

const byRelation = (persons: KnownPerson[], relation: string): KnownPerson[] =>
  persons.filter((person) => person.relation === relation)

/** A name said of the visitor: of somebody known it tells which, of anybody else that they are new. */
export const nameSaid: Fact = {
  name: 'nameSaid',
  dependsOn: ['visitor'],
  hear: ({ understanding: { entities } }) => entities.name ?? undefined,
  resolve: (said) => known(said ?? null),
}

const ofName = (persons: KnownPerson[], name: string): VisitorKnown => {
  const theirs = persons.filter((person) => person.name === name)
  return theirs[0] && theirs.length === 1 ? { person: theirs[0] } : { relation: 'other' }
}

/** Which of the people this account books for, or somebody new. */
export const visitor: Fact = {
  name: 'visitor',
  hear: ({ understanding: { entities } }): Json | undefined =>
    entities.relation ? { relation: entities.relation } : undefined,
  pick: (option): Json => (option === 'new' ? { someoneElse: true } : { person: option }),
  resolve: async (said, { nameSaid: name }, { world }) => {
    const persons = (await world.persons()).filter(({ consented }) => consented)
    const heard = said as VisitorSaid | undefined
    if (typeof name === 'string' && persons.length > 0 && !(heard && 'relation' in heard))
      return known(ofName(persons, name))
    if (heard && 'someoneElse' in heard) return known({ relation: 'other' })
    if (heard && 'person' in heard) {
      const chosen = persons.find(({ id }) => id === heard.person)
      if (chosen) return known({ person: chosen })
    }
    if (heard && 'relation' in heard) {
      const theirs = byRelation(persons, heard.relation)
      if (theirs.length === 0) return known({ relation: heard.relation })
      if (theirs.length === 1) return known({ person: theirs[0] })
    }
    if (persons.length === 0) return known({ relation: 'self' })
    return ask({
      lines: [line('ask-visitor')],
      again: line('ask-visitor-again'),
      options: [
        ...persons.map(({ id, name }) => ({ id, label: name })),
        { id: 'new', label: line('option-someone-else') },
      ],
    })
  },
}

/** Consent to keep identity, asked before any of it is asked for. */
export const consent: Fact = {
  name: 'consent',
  hear: ({ understanding: { yesNo } }, { asked }) =>
    asked && (yesNo === 'yes' || yesNo === 'no') ? yesNo : undefined,
  resolve: (said, { visitor }, { world }) => {
    if (!isNew(visitor)) return known('given')
    if (said === 'yes') return known(CONSENT_VERSION)
    if (said === 'no') return end(say('consent-refused', { phone: world.hospital.phone }))
    return ask({
      lines: [line('ask-consent', { hospital: world.hospital.name })],
      again: line('ask-consent-again'),
      question: 'consent',
      options: [
        { id: 'yes', label: line('option-agree') },
        { id: 'no', label: line('option-disagree') },
      ],
    })
  },
}

/** Name, as written in full. */
export const visitorName: Fact = {
  name: 'visitorName',
  dependsOn: ['visitor'],
  hear: ({ understanding: { entities } }) => entities.name ?? undefined,
  resolve: (said, { visitor }) => {
    if (!isNew(visitor)) return known((visitor as { person: KnownPerson }).person.name)
    if (typeof said === 'string') return known(said)
    return ask({ lines: [line('ask-name')], again: line('ask-name'), question: 'visitor-name' })
  },
}

type IdSaid = string | { problem: IdProblem }

/** ID number with a right check digit, date and province. */
export const visitorId: Fact = {
  name: 'visitorId',
  dependsOn: ['visitor'],
  hear: ({ understanding: { entities, text } }, { asked }): Json | undefined => {
    if (entities.idNumber) return entities.idNumber
    if (entities.idInvalid) return { problem: entities.idInvalid }
    return asked && /\d{4,}/.test(text) && !entities.phone ? { problem: 'length' } : undefined
  },
  resolve: async (said, { visitor, visitorName }, { world }) => {
    if (!isNew(visitor)) return known((visitor as { person: KnownPerson }).person.idNumber)
    const heard = said as IdSaid | undefined
    const again = line('ask-id-again')
    if (heard === undefined) return ask({ lines: [line('ask-id')], again })
    if (typeof heard !== 'string') return askAnew({ lines: [line(`id-${heard.problem}`)], again })
    const checked = checkIdNumber(heard, localDay(world.now.epochMilliseconds, world.policy.zone))
    if (!checked.ok) return askAnew({ lines: [line(`id-${checked.reason}`)], again })
    // Before anything else is looked up: whoever has only the number learns nothing of its owner.
    const owner = await world.personByIdNumber(checked.value.number)
    return owner && owner.name !== visitorName
      ? askAnew({ lines: [line('refused-name-mismatch')], again })
      : known(checked.value.number)
  },
}

export const visitorPhone: Fact = {
  name: 'visitorPhone',
  dependsOn: ['visitor'],
  hear: ({ understanding: { entities, text } }, { asked }): Json | undefined =>
    entities.phone ?? (asked && !entities.idNumber && /\d{4,}/.test(text) ? { problem: true } : undefined),
  resolve: (said, { visitor }) => {
    if (!isNew(visitor)) return known((visitor as { person: KnownPerson }).person.phone)
    if (typeof said === 'string') return known(said)
    const again = line('ask-phone')
    return said === undefined
      ? ask({ lines: [again], again })
      : askAnew({ lines: [line('phone-wrong')], again })
  },
}

export const identityOf = ({ visitorName, visitorId, visitorPhone }: Known): Identity => ({
  name: visitorName as string,
  idNumber: visitorId as string,
  phone: visitorPhone as string,
})

export const personOf = (facts: Known): PersonRef => {
  const { visitor } = facts
  return isNew(visitor)
    ? { identity: identityOf(facts), relation: visitor.relation, consent: facts.consent as string }
    : { id: (visitor as { person: KnownPerson }).person.id }
}

const idOf = async (facts: Known, world: World): Promise<string | null> => {
  const person = personOf(facts)
  return 'id' in person ? person.id : ((await world.personByIdNumber(person.identity.idNumber))?.id ?? null)
}

const instant = (at: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(at)

/** Whether this person may book this at all; says nothing to the patient when so. Source: AP-5, AP-16. */
export const allowed: Fact = {
  name: 'allowed',
  resolve: async (_said, facts, { world }) => {
    const id = await idOf(facts, world)
    if (id === null) return known(true)
    const { now, policy } = world
    const breaches = (await world.breachesOf(id)).map(({ at, forgiven }) => ({ at: instant(at), forgiven }))
    const until = restrictedUntil(breaches, now, policy)
    if (until)
      return end(
        say('booking-restricted', { until: instantWords(until, policy.zone), phone: world.hospital.phone }),
      )
    const wanted = periodOf(facts)
    const moving = facts.appointment as { id: number } | undefined
    const open = (await world.visitsOf(id)).filter((visit) => visit.id !== moving?.id)
    const clash = open.find((visit) =>
      sameTimeConflict([{ startsAt: instant(visit.startsAt), endsAt: instant(visit.endsAt) }], {
        startsAt: instant(wanted.startsAt),
        endsAt: instant(wanted.endsAt),
      }),
    )
    if (clash)
      return end(
        say('booking-same-time', {
          visit: `${visitTimeWords(clash, policy.zone)}${clinicWords(world, clash)}`,
        }),
      )
    const limits = bookingLimits(
      open.map(({ department, day }) => ({ department, day: Temporal.PlainDate.from(day) })),
      { department: wanted.department, day: Temporal.PlainDate.from(wanted.day) },
      policy,
    )
    return limits.ok ? known(true) : end(say(`booking-${limits.reason}`, limits.detail))
  },
}
