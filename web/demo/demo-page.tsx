import { useEffect } from 'preact/hooks'
import type { DemoState } from '../../domain/web-api.ts'
import { splitGroups } from '../shared/group-order.ts'
import { Mark } from '../shared/icons.tsx'
import { useStore } from '../shared/store.ts'
import { Badge } from '../shared/tabs.tsx'
import { useNarrow } from '../shared/use-narrow.ts'
import { useTabState } from '../shared/use-tab-state.ts'
import { Clock } from './clock.tsx'
import type { DemoStore } from './demo-store.ts'
import type { Progress } from './first-minute.ts'
import { GroupPane } from './group-pane.tsx'
import { Guide } from './guide.tsx'
import { PatientPane } from './patient-pane.tsx'

type Pane = 'patient' | 'groups'

interface PaneSwitchProps {
  pane: Pane
  choose: (pane: Pane) => void
  unread: Record<Pane, number>
}

const PaneSwitch = ({ pane, choose, unread }: PaneSwitchProps) => (
  <nav class="pane-switch" aria-label="看哪一边">
    {(['patient', 'groups'] as const).map((key) => (
      <button type="button" key={key} aria-pressed={pane === key} onClick={() => choose(key)}>
        {key === 'patient' ? '患者' : '员工群'}
        <Badge count={unread[key]} />
      </button>
    ))}
  </nav>
)

/** Counts the clock's moves and notes at which of them a department first had a card. */
const useProgress = ({ rooms }: DemoStore, { patients, groups }: DemoState) => {
  const [moves, setMoves] = useTabState('moves', 0)
  const [cardAt, setCardAt] = useTabState<number | undefined>('card-at', undefined)
  const hasCard = groups.some(({ key, kind }) => kind === 'department' && rooms.newest(`group:${key}`) !== '')
  useEffect(() => {
    if (hasCard && cardAt === undefined) setCardAt(moves)
  }, [hasCard, cardAt, moves])
  const said = patients.some(({ key }) => rooms.newest(`patient:${key}`) !== '')
  const progress: Progress = { said, moves, ...(cardAt !== undefined && { cardAtMove: cardAt }) }
  return { progress, countMove: () => setMoves(moves + 1) }
}

const Ready = ({ store, demo }: { store: DemoStore; demo: DemoState }) => {
  const { rooms } = store
  useStore(rooms)
  const narrow = useNarrow()
  const [pane, setPane] = useTabState<Pane>('pane', 'patient')
  const [guided, setGuided] = useTabState('guided', true)
  const [patient, setPatient] = useTabState('patient', '')
  const [group, setGroup] = useTabState('group', '')
  const { progress, countMove } = useProgress(store, demo)
  const { offices, departments } = splitGroups(demo.groups)
  const chosenPatient = demo.patients.find(({ key }) => key === patient) ?? demo.patients[0]
  const chosenGroup = demo.groups.find(({ key }) => key === group) ?? offices[0] ?? departments[0]
  const total = (chats: string[]) => chats.reduce((sum, chat) => sum + rooms.unread(chat), 0)
  const unread = {
    patient: total(demo.patients.map(({ key }) => `patient:${key}`)),
    groups: total(demo.groups.map(({ key }) => `group:${key}`)),
  }
  return (
    <>
      <header class="top">
        <h1>
          <Mark />
          <span>
            {demo.hospital}
            <small>医管家 · 演示</small>
          </span>
        </h1>
        <Clock store={store} onMoved={countMove} />
      </header>
      {guided && <Guide progress={progress} close={() => setGuided(false)} />}
      {narrow && <PaneSwitch pane={pane} choose={setPane} unread={unread} />}
      <main class="stage">
        {chosenPatient && (
          <PatientPane
            store={store}
            demo={demo}
            chosen={chosenPatient.key}
            choose={setPatient}
            shown={!narrow || pane === 'patient'}
          />
        )}
        {chosenGroup && (
          <GroupPane
            store={store}
            groups={demo.groups}
            chosen={chosenGroup}
            choose={setGroup}
            shown={!narrow || pane === 'groups'}
            narrow={narrow}
          />
        )}
      </main>
    </>
  )
}

/** The demo: a patient's phone, the staff's groups, and the hospital's clock over both. */
export const DemoPage = ({ store }: { store: DemoStore }) => {
  const { demo, connected, trouble } = useStore(store)
  return (
    <div class="page demo-page">
      {(!connected || trouble) && (
        <p class="offline" role="alert">
          {trouble ?? '与服务器断开了，正在重新连接…'}
        </p>
      )}
      {demo ? <Ready store={store} demo={demo} /> : <p class="hint">正在打开…</p>}
    </div>
  )
}
