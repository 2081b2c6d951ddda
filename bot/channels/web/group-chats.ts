/** Staff groups as pages show them. */
import type { Group, Hospital, StaffMember } from '../../../domain/hospital.ts'
import type { GroupTab } from '../../../domain/web-api.ts'
import { webChatOfGroup } from '../../../handlers/import-hospital.ts'
import { findConversation } from '../../../prisma/queries/conversations.ts'
import type { Db } from '../../../prisma/sql.ts'

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
