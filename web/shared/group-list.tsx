import { useState } from 'preact/hooks'
import type { GroupTab } from '../../domain/web-api.ts'
import { orderDepartments, splitGroups } from './group-order.ts'
import type { Rooms } from './rooms.ts'
import { useStore } from './store.ts'
import { type Tab, Tabs } from './tabs.tsx'

/** Fewer departments than this need no search. */
const SEARCH_FROM = 8

interface GroupListProps {
  groups: readonly GroupTab[]
  rooms: Rooms
  chosen: string | undefined
  choose: (key: string) => void
}

/** The groups as tabs with their unread counts: offices on top, below them the departments with a search. */
export const GroupList = ({ groups, rooms, chosen, choose }: GroupListProps) => {
  useStore(rooms)
  const [wanted, setWanted] = useState('')
  const { offices, departments } = splitGroups(groups)
  const unread = ({ key }: GroupTab) => rooms.unread(`group:${key}`)
  const newest = ({ key }: GroupTab) => rooms.newest(`group:${key}`)
  const tab = (group: GroupTab): Tab => ({ key: group.key, name: group.name, unread: unread(group) })
  const found = orderDepartments(departments, wanted, unread, newest)
  return (
    <nav class="group-list" aria-label="员工群">
      {offices.length > 0 && (
        <Tabs
          id="group"
          label="中心与值班"
          tabs={offices.map(tab)}
          chosen={chosen}
          choose={choose}
          vertical
        />
      )}
      {departments.length >= SEARCH_FROM && (
        <input
          class="search"
          type="search"
          placeholder="找科室"
          aria-label="找科室"
          value={wanted}
          onInput={({ currentTarget }) => setWanted(currentTarget.value)}
        />
      )}
      {found.length > 0 && (
        <Tabs id="group" label="科室" tabs={found.map(tab)} chosen={chosen} choose={choose} vertical />
      )}
      {departments.length > 0 && found.length === 0 && <p class="hint">没有叫“{wanted}”的科室</p>}
    </nav>
  )
}
