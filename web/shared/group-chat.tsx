import type { ComponentChildren } from 'preact'
import type { GroupTab } from '../../domain/web-api.ts'
import { Chat } from './chat.tsx'
import type { ChatRoom } from './chat-room.ts'
import { BackIcon } from './icons.tsx'

interface GroupChatProps {
  room: ChatRoom
  group: GroupTab
  /** Name of whoever speaks here; their messages stand on the right. */
  me: string | undefined
  /** Their key, where the page may speak as several. */
  staff?: string
  shown: boolean
  /** Leads back to the list of groups on a phone. */
  back?: () => void
  above?: ComponentChildren
}

/** The group that is on show. */
export const GroupChat = ({ room, group, me, staff, shown, back, above }: GroupChatProps) => (
  <div class="panel" role="tabpanel" id="group-panel" aria-labelledby={`group-tab-${group.key}`}>
    <header class="pane-head">
      {back && (
        <button type="button" class="bare" aria-label="返回群列表" onClick={back}>
          <BackIcon />
        </button>
      )}
      <h2>{group.name}</h2>
    </header>
    <Chat
      key={room.key}
      room={room}
      label={`${group.name}群`}
      placeholder={`在“${group.name}”里说`}
      shown={shown}
      named
      commands
      staff={staff}
      isMine={({ from, who }) => from === 'staff' && me !== undefined && (who?.startsWith(me) ?? false)}
      empty={<p class="hint">群里还没有消息</p>}
      above={above}
    />
  </div>
)
