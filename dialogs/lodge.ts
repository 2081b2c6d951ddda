/** Complaints, suggestions and praise: listened to, collected, read out, passed on. */
import type { Effect } from '../domain/effect.ts'
import { type Line, line, say } from '../domain/say.ts'
import type { ComplaintKind, Intent } from '../domain/understanding.ts'
import type { Context, Dialog, Fact, Known } from './engine/dialog.ts'
import { type Contact, contact, departmentOf, happenedOn } from './facts/about-what.ts'
import { storyFact, storyOf } from './facts/story.ts'
import { whenWords } from '../domain/day-words.ts'
import { departmentName } from './words.ts'
import { maskPhone } from '../rules/mask.ts'

/** Whoever tells a story speaks of waiting, doctors, prices and visits: none of that starts something else. */
const OF_A_STORY: Intent[] = [
  'complaint.lodge',
  'suggestion.give',
  'praise.give',
  'medical.advice',
  'triage.ask',
  'fee.ask',
  'service.request',
  'doctor.schedule',
  'department.info',
  'result.query',
  'exam.book',
  'exam.prepare',
  'referral.request',
  'profile.update',
  'appointment.extra',
  'appointment.checkin',
  'appointment.book',
  'appointment.change',
  'appointment.cancel',
  'appointment.query',
  'activity.join',
  'survey.start',
  'dialog.affirm',
  'dialog.deny',
  'chat.thanks',
  'chat.greet',
]

const lodged = async (ticketKind: ComplaintKind, facts: Known, { world }: Context, key: string) => {
  const story = storyOf(facts)
  const { name, phone } = (facts.contact as Contact | undefined) ?? { name: null, phone: null }
  const ticket = await world.newTicketNumber()
  const effect: Effect = {
    kind: 'lodge',
    key,
    ticket,
    ticketKind,
    class: story.reading?.class ?? 'other',
    severity: story.reading?.severity ?? 'simple',
    department: (facts.department as string | null | undefined) ?? null,
    story: story.text,
    person: story.reading?.person ?? null,
    when: (facts.happenedOn as string | null | undefined) ?? null,
    name,
    phone,
    attachments: story.attachments,
  }
  return { effect, ticket }
}

const contactLine = ({ name, phone }: Contact): Line =>
  name === null && phone === null
    ? line('summary-anonymous')
    : line('summary-contact', { name: name ?? '', phone: phone === null ? '' : maskPhone(phone) })

const summaryOf = (kind: ComplaintKind, facts: Known, { world }: Context): Line[] => {
  const department = facts.department as string | null | undefined
  return [
    line(`confirm-${kind}`, { story: storyOf(facts).text.slice(0, 200) }),
    ...(department ? [line('summary-department', { department: departmentName(world, department) })] : []),
    ...(typeof facts.happenedOn === 'string'
      ? [line('summary-when', { when: whenWords(facts.happenedOn) })]
      : []),
    ...(facts.contact ? [contactLine(facts.contact as Contact)] : []),
    ...(storyOf(facts).attachments.length > 0
      ? [line('summary-attachments', { count: storyOf(facts).attachments.length })]
      : []),
    line(`confirm-${kind}-question`),
  ]
}

const lodging = (name: string, kind: ComplaintKind, intent: Intent, facts: Fact[]): Dialog => ({
  name,
  startsOn: [intent],
  schema: 1,
  absorbs: OF_A_STORY,
  takesFiles: true,
  opening: line(`opening-${kind}`),
  facts: [storyFact(kind), ...facts],
  confirm: { question: `confirm-${kind}`, summary: (known, context) => summaryOf(kind, known, context) },
  finish: async (known, context, key) => {
    const { effect, ticket } = await lodged(kind, known, context, key)
    const days = context.world.policy.ticket.followUpReplyDays
    return { effects: [effect], says: [say(`lodged-${kind}`, { ticket: `T${ticket}`, days })] }
  },
})

/** Source: CP-1, CP-2. */
export const lodgeComplaint = lodging('lodge-complaint', 'complaint', 'complaint.lodge', [
  departmentOf(line('ask-complaint-department')),
  happenedOn,
  contact,
])

/** Source: CP-14. */
export const giveSuggestion = lodging('give-suggestion', 'suggestion', 'suggestion.give', [])

/** Source: CP-13. */
export const givePraise = lodging('give-praise', 'praise', 'praise.give', [
  departmentOf(line('ask-praise-department')),
])
