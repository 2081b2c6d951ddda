import type { GroupTab } from '../../domain/web-api.ts'
import { GroupChat } from '../shared/group-chat.tsx'
import { GroupList } from '../shared/group-list.tsx'
import { useTabState } from '../shared/use-tab-state.ts'
import type { DemoStore } from './demo-store.ts'

interface SpeakerProps {
  group: GroupTab
  chosen: string
  choose: (key: string) => void
}

const Speaker = ({ group, chosen, choose }: SpeakerProps) => (
  <label class="speaker">
    <span>以谁的身份</span>
    <select value={chosen} onChange={({ currentTarget }) => choose(currentTarget.value)}>
      {group.staff.map(({ key, name, title }) => (
        <option key={key} value={key}>
          {name} · {title}
        </option>
      ))}
    </select>
  </label>
)

interface GroupPaneProps {
  store: DemoStore
  groups: GroupTab[]
  chosen: GroupTab
  choose: (key: string) => void
  shown: boolean
  /** On a phone the list and the chat take turns. */
  narrow: boolean
}

/** The staff's groups: a tab a group, and in each the word of whoever works there. */
export const GroupPane = ({ store, groups, chosen, choose, shown, narrow }: GroupPaneProps) => {
  const [open, setOpen] = useTabState('group-open', false)
  const [speakers, setSpeakers] = useTabState<Record<string, string>>('speakers', {})
  const speaker = chosen.staff.find(({ key }) => key === speakers[chosen.key]) ?? chosen.staff[0]
  return (
    <section
      class={`pane group-pane ${narrow ? (open ? 'chat-only' : 'list-only') : ''}`}
      aria-label="员工群"
      hidden={!shown}
    >
      <GroupList
        groups={groups}
        rooms={store.rooms}
        chosen={chosen.key}
        choose={(key) => {
          choose(key)
          setOpen(true)
        }}
      />
      <GroupChat
        room={store.rooms.room(`group:${chosen.key}`)}
        group={chosen}
        me={speaker?.name}
        staff={speaker?.key}
        shown={shown && (!narrow || open)}
        back={narrow ? () => setOpen(false) : undefined}
        above={
          speaker && (
            <Speaker
              group={chosen}
              chosen={speaker.key}
              choose={(key) => setSpeakers({ ...speakers, [chosen.key]: key })}
            />
          )
        }
      />
    </section>
  )
}
