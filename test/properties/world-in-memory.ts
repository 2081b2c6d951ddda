/** A hospital in memory, with the real engine and understanding: for properties that need many conversations. */
import { Temporal } from 'temporal-polyfill'
import type { Outcome } from '../../dialogs/engine/outcome.ts'
import { takeMessage } from '../../dialogs/engine/readers.ts'
import { openQuestion } from '../../dialogs/engine/turn.ts'
import { repertoire } from '../../dialogs/repertoire.ts'
import type { World } from '../../dialogs/world.ts'
import { type ConversationState, newConversation, type SentList } from '../../domain/conversation.ts'
import { lexiconOf, type RosterEntry } from '../../domain/hospital.ts'
import type { InboundMessage } from '../../domain/message.ts'
import type { OpenPeriod } from '../../domain/records.ts'
import type { SayOption } from '../../domain/say.ts'
import { createUnderstand } from '../../nlu/understand.ts'
import { dayOf } from '../../rules/calendar.ts'
import { defaultPolicy as policy } from '../../rules/policy.ts'
import { sessionDays, sessionPeriods } from '../../rules/session-horizon.ts'
import { demoHospital } from '../support/hospital-under-test.ts'

/** A Monday morning, 9:00 in Anhe. */
export const NOW = Temporal.Instant.from('2026-11-23T01:00:00Z')
const LOCAL = '2026-11-23T09:00:00'

const hospital = demoHospital()
const understand = createUnderstand(lexiconOf(hospital))

const periodsOf = (entry: RosterEntry): Omit<OpenPeriod, 'period'>[] =>
  sessionDays(dayOf(NOW, policy), entry.weekdays, policy).flatMap((day) =>
    sessionPeriods(day, entry.part, policy).map(({ startsAt, endsAt }) => ({
      session: 0,
      department: entry.department,
      doctor: entry.doctor ?? null,
      clinicType: entry.clinicType,
      day: day.toString(),
      part: entry.part,
      room: entry.room,
      feeFen: entry.feeFen,
      startsAt: startsAt.epochMilliseconds,
      endsAt: endsAt.epochMilliseconds,
      free: entry.capacity,
    })),
  )

const CLINICS = ['gu-ke', 'yan-ke', 'xinxueguan-neike']

const freshPeriods = (): OpenPeriod[] =>
  hospital.roster
    .filter(({ department }) => CLINICS.includes(department))
    .flatMap(periodsOf)
    .toSorted((a, b) => a.startsAt - b.startsAt)
    .map((each, index) => ({ ...each, period: index + 1 }))

const worldOf = (periods: OpenPeriod[]): World => {
  let drawn = 1
  const next = (): number => (drawn += 1)
  return {
    now: NOW,
    policy,
    hospital,
    account: 1,
    periods: ({ department, doctor, clinicType, from, to }) =>
      Promise.resolve(
        periods
          .filter((each) => each.department === department && each.day >= from && each.day <= to)
          .filter((each) => doctor === undefined || each.doctor === doctor)
          .filter((each) => clinicType === undefined || each.clinicType === clinicType)
          .map((each) => ({ ...each })),
      ),
    persons: () => Promise.resolve([]),
    personByIdNumber: () => Promise.resolve(null),
    visits: () => Promise.resolve([]),
    visitsOf: () => Promise.resolve([]),
    visit: () => Promise.resolve(null),
    isRated: () => Promise.resolve(false),
    breachesOf: () => Promise.resolve([]),
    tickets: () => Promise.resolve([]),
    newBookingNumber: () => Promise.resolve(String(1_000_000 + next())),
    newTicketNumber: () => Promise.resolve(next()),
    newRelayNumber: () => Promise.resolve(next()),
  }
}

const labelOf = ({ label }: SayOption): string => (typeof label === 'string' ? label : label.key)

export interface Talk {
  periods: OpenPeriod[]
  state: ConversationState
  /** Says words, or presses an option of a list that was sent. */
  say(text: string, press?: InboundMessage['press']): Promise<Outcome>
}

/** A conversation in a world of its own. */
export const openTalk = (): Talk => {
  const periods = freshPeriods()
  const world = worldOf(periods)
  let turns = 0
  const talk: Talk = {
    periods,
    state: newConversation(),
    say: async (text, press) => {
      turns += 1
      const turn = String(turns)
      const question = openQuestion(talk.state)
      const understanding = understand(text, { at: LOCAL, ...(question === undefined ? {} : { question }) })
      const message: InboundMessage = {
        channel: 'web',
        chat: 'demo:1',
        chatKind: 'private',
        sender: 'demo:1',
        externalId: turn,
        text,
        ...(press ? { press } : {}),
      }
      const outcome = await takeMessage({
        state: talk.state,
        message,
        heard: { understanding, words: text, attachments: [] },
        context: { world, turn },
        repertoire,
      })
      const lists = outcome.says.flatMap(({ list }, index): SentList[] =>
        list
          ? [
              {
                ...list,
                id: `${turn}/${index}`,
                options: list.options.map((option) => ({ id: option.id, label: labelOf(option) })),
              },
            ]
          : [],
      )
      talk.state = { ...outcome.state, lists: [...outcome.state.lists, ...lists].slice(-5) }
      return outcome
    },
  }
  return talk
}
