import { useEffect } from 'preact/hooks'
import type { StaffState } from '../../domain/web-api.ts'
import { GroupChat } from '../shared/group-chat.tsx'
import { GroupList } from '../shared/group-list.tsx'
import { splitGroups } from '../shared/group-order.ts'
import { Mark } from '../shared/icons.tsx'
import { Tabs } from '../shared/tabs.tsx'
import { useStore } from '../shared/store.ts'
import { useNarrow } from '../shared/use-narrow.ts'
import { useTabState } from '../shared/use-tab-state.ts'
import { SignIn } from './sign-in.tsx'
import type { StaffDesk } from './staff-desk.ts'
import { UnsurePage } from './unsure.tsx'

const Groups = ({ desk, staff: { name, groups } }: { desk: StaffDesk; staff: StaffState }) => {
  useStore(desk.rooms)
  const narrow = useNarrow()
  const [group, setGroup] = useTabState('staff-group', '')
  const [open, setOpen] = useTabState('staff-open', false)
  const { offices, departments } = splitGroups(groups)
  const chosen = groups.find(({ key }) => key === group) ?? offices[0] ?? departments[0]
  const unread = groups.reduce((sum, { key }) => sum + desk.rooms.unread(`group:${key}`), 0)
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}医管家 · 员工`
  }, [unread])
  if (!chosen) return <p class="hint">您还没有加入任何群，请联系医院管理员。</p>
  return (
    <main class={`pane group-pane ${narrow ? (open ? 'chat-only' : 'list-only') : ''}`}>
      <GroupList
        groups={groups}
        rooms={desk.rooms}
        chosen={chosen.key}
        choose={(key) => {
          setGroup(key)
          setOpen(true)
        }}
      />
      <GroupChat
        room={desk.rooms.room(`group:${chosen.key}`)}
        group={chosen}
        me={name}
        shown={!narrow || open}
        back={narrow ? () => setOpen(false) : undefined}
      />
    </main>
  )
}

const TABS = [
  { key: 'groups', name: '群', unread: 0 },
  { key: 'unsure', name: '没听懂的话', unread: 0 },
]

/** The groups, and for those who may review it, what was not understood. */
const Desk = ({ desk, staff }: { desk: StaffDesk; staff: StaffState }) => {
  const [tab, setTab] = useTabState('staff-tab', 'groups')
  if (!staff.reviews) return <Groups desk={desk} staff={staff} />
  return (
    <>
      <Tabs id="staff" label="员工页面" tabs={TABS} chosen={tab} choose={setTab} />
      <div class="staff-panel" id="staff-panel" role="tabpanel" aria-labelledby={`staff-tab-${tab}`}>
        {tab === 'unsure' ? <UnsurePage /> : <Groups desk={desk} staff={staff} />}
      </div>
    </>
  )
}

/** Where staff sign in and work in their groups. */
export const StaffPage = ({ desk }: { desk: StaffDesk }) => {
  const { signedIn, staff, connected, trouble } = useStore(desk)
  return (
    <div class="page staff-page">
      {(!connected || trouble) && (
        <p class="offline" role="alert">
          {trouble ?? '与服务器断开了，正在重新连接…'}
        </p>
      )}
      {signedIn === undefined && !trouble && <p class="hint">正在打开…</p>}
      {signedIn === false && <SignIn desk={desk} />}
      {signedIn && staff && (
        <>
          <header class="top">
            <h1>
              <Mark />
              <span>
                医管家
                <small>{staff.name}</small>
              </span>
            </h1>
            <button type="button" class="quiet" onClick={() => void desk.signOut()}>
              退出登录
            </button>
          </header>
          <Desk desk={desk} staff={staff} />
        </>
      )}
    </div>
  )
}
