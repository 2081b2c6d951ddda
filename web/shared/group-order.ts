import type { GroupTab } from '../../domain/web-api.ts'

/** The desks and offices that every hospital looks at first, in this order; departments follow. */
const PINNED = ['customer-office', 'service-desk', 'triage-desk', 'duty', 'leadership', 'medical-affairs']

const rank = ({ kind }: GroupTab): number => {
  const at = PINNED.indexOf(kind)
  return at < 0 ? PINNED.length : at
}

/** Offices in their fixed order, and apart from them the departments. */
export const splitGroups = (
  groups: readonly GroupTab[],
): { offices: GroupTab[]; departments: GroupTab[] } => ({
  offices: groups.filter(({ kind }) => PINNED.includes(kind)).sort((a, b) => rank(a) - rank(b)),
  departments: groups.filter(({ kind }) => !PINNED.includes(kind)),
})

/** Departments whose name contains `wanted`, those with unread messages first, then those with the latest news. */
export const orderDepartments = (
  departments: readonly GroupTab[],
  wanted: string,
  unread: (group: GroupTab) => number,
  newest: (group: GroupTab) => string,
): GroupTab[] =>
  departments
    .filter(({ name }) => name.includes(wanted.trim()))
    .map((group) => ({ group, isUnread: unread(group) > 0 ? 1 : 0, at: newest(group) }))
    .sort((a, b) => b.isUnread - a.isUnread || (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .map(({ group }) => group)
