/** A ticket as a staff group sees it: no name or number is whole, and the department complained about does not learn who complains. Source: CP-5, CP-10. */
import { whenWords } from '../domain/day-words.ts'
import type { TicketRecord, TicketStory } from '../domain/records.ts'
import { type Line, line, type Say } from '../domain/say.ts'
import type { GroupKind, Hospital } from '../domain/hospital.ts'
import { withCommands } from '../jobs/post.ts'
import { maskName, maskPhone, maskText } from '../rules/mask.ts'

const departmentName = ({ departments }: Hospital, key: string | null): string =>
  departments.find((department) => department.key === key)?.name ?? '—'

const STORY_SHOWN = 600

/** Words about a ticket without what tells who complains. */
export const maskedAs = (words: string, { name, hide = [] }: TicketStory): string =>
  maskText(words, name === null ? hide : [name, ...hide])

/** Story without what tells who complains. */
export const maskedStory = (told: TicketStory): string => maskedAs(told.story, told).slice(0, STORY_SHOWN)

const from = ({ name, phone }: TicketStory): Line =>
  line('card-from', {
    name: name === null ? '—' : maskName(name),
    phone: phone === null ? '—' : maskPhone(phone),
  })

export const ticketCard = (
  hospital: Hospital,
  ticket: Pick<TicketRecord, 'id' | 'kind' | 'class' | 'severity' | 'department' | 'status'>,
  story: TicketStory,
  group: GroupKind,
): Say => {
  const number = `T${ticket.id}`
  const lines = [
    line('card-ticket', {
      ticket: number,
      kind: ticket.kind,
      class: ticket.class,
      severity: ticket.severity,
    }),
    line('card-department', {
      department: departmentName(hospital, ticket.department),
      person: story.person ?? '—',
      when: story.when === null ? '—' : maskedAs(whenWords(story.when), story),
    }),
    ...(group === 'department' ? [] : [from(story)]),
    line('card-story', { story: maskedStory(story) }),
    ...(story.attachments.length > 0 ? [line('card-attachments', { count: story.attachments.length })] : []),
    line('card-hint', { ticket: number }),
  ]
  const accept = ticket.status === 'open' || ticket.status === 'reopened'
  const commands = accept ? [{ label: 'button-accept', command: `受理 ${number}` }] : []
  return {
    ...withCommands(lines, commands),
    ...(story.attachments.length > 0
      ? { attachments: story.attachments.map((id) => ({ id, kind: 'file' as const })) }
      : {}),
  }
}
