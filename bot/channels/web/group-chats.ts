/** Staff groups as pages show them. */
import type { Group, Hospital, StaffMember } from '../../../domain/hospital.ts'
import type { OutboundMessage } from '../../../domain/message.ts'
import type { GroupTab } from '../../../domain/web-api.ts'
import { webChatOfGroup } from '../../../handlers/import-hospital.ts'
import { findConversation } from '../../../prisma/queries/conversations.ts'
import type { Database } from '../../../prisma/database.ts'
import type { StoredAttachment } from '../../../prisma/queries/attachments.ts'
import { messagesOf } from '../../../prisma/queries/outbox.ts'
import type { Db } from '../../../prisma/sql.ts'
import type { Followed } from './stream.ts'

const MESSAGES_SEARCHED = 1_000

const OFFICE_OF: Partial<Record<Group['kind'], string[]>> = {
  'customer-office': ['customer-office', 'leadership'],
  'medical-affairs': ['medical-affairs', 'leadership'],
  duty: ['duty-officer', 'leadership'],
  leadership: ['leadership'],
}

const TITLES: Record<string, string> = {
  staff: '工作人员',
  liaison: '联络员',
  'department-head': '负责人',
  'customer-office': '客服中心',
  'medical-affairs': '医务科',
  'duty-officer': '总值班',
  leadership: '院领导',
  administrator: '管理员',
}

/** Whether a member of staff belongs to a group: by office, by department, or at the desks. Source: DU-2. */
export const belongsTo = ({ kind, department }: Group, { roles }: StaffMember): boolean =>
  roles.some(({ role, department: own }) => {
    if (kind === 'department') return own === department
    const offices = OFFICE_OF[kind]
    return offices ? offices.includes(role) : own === undefined && ['staff', 'liaison'].includes(role)
  })

const titleOf = (group: Group, { roles }: StaffMember): string =>
  TITLES[(roles.find(({ department }) => department === group.department) ?? roles[0])?.role ?? ''] ?? ''

export const tabOf = (hospital: Hospital, group: Group): GroupTab => ({
  key: group.key,
  name: group.name,
  kind: group.kind,
  staff: hospital.staff
    .filter((member) => belongsTo(group, member))
    .map((member) => ({ key: member.key, name: member.name, title: titleOf(group, member) })),
})

/** The chat of a group on our own pages. */
export const groupConversation = async (db: Db, group: string): Promise<number | null> =>
  (await findConversation(db, 'web', webChatOfGroup(group)))?.id ?? null

/** The chats of groups, under the names that streams know them by. */
export const followGroups = async (db: Db, groups: Group[]): Promise<Followed[]> => {
  const found = await Promise.all(
    groups.map(async ({ key }) => ({ conversation: await groupConversation(db, key), chat: `group:${key}` })),
  )
  return found.flatMap(({ conversation, chat }) => (conversation === null ? [] : [{ conversation, chat }]))
}

/** Whether a file was shown in one of these groups, by us or by somebody there. Source: CP-10. */
export const attachmentPostedIn = async (
  { pool, vault }: Database,
  { id, conversation }: StoredAttachment,
  groups: Group[],
): Promise<boolean> => {
  for (const followed of await followGroups(pool, groups)) {
    if (followed.conversation === conversation) return true
    const said = await messagesOf(pool, followed.conversation, 0, MESSAGES_SEARCHED)
    if (
      said.some(({ sealed }) =>
        vault.open<OutboundMessage>(sealed).attachments?.some((file) => file.id === id),
      )
    )
      return true
  }
  return false
}
