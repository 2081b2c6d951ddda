import type { DemoState } from '../../domain/web-api.ts'
import { Chat } from '../shared/chat.tsx'
import type { ChatRoom } from '../shared/chat-room.ts'
import { Mark, PlusIcon } from '../shared/icons.tsx'
import { useStore } from '../shared/store.ts'
import { Tabs } from '../shared/tabs.tsx'
import type { DemoStore } from './demo-store.ts'

/** Examples that this patient has not said yet. */
const Examples = ({ room, examples }: { room: ChatRoom; examples: string[] }) => {
  const { entries, unsent } = useStore(room)
  const said = new Set([...entries.map(({ text }) => text), ...unsent.map(({ message }) => message.text)])
  const left = examples.filter((text) => !said.has(text))
  if (left.length === 0) return null
  return (
    <div class="examples" role="group" aria-label="试着说">
      {left.map((text) => (
        <button type="button" key={text} onClick={() => room.send({ text })}>
          {text}
        </button>
      ))}
    </div>
  )
}

const Welcome = ({ hospital }: { hospital: string }) => (
  <div class="welcome">
    <Mark />
    <p>
      这里是{hospital}的医管家。
      <br />
      您现在是患者：点下面的一句，或者自己写。
    </p>
  </div>
)

interface PatientPaneProps {
  store: DemoStore
  demo: DemoState
  chosen: string
  choose: (key: string) => void
  shown: boolean
}

/** A patient's chat as on a phone; several patients can be played. */
export const PatientPane = ({ store, demo, chosen, choose, shown }: PatientPaneProps) => {
  useStore(store.rooms)
  const room = store.rooms.room(`patient:${chosen}`)
  const tabs = demo.patients.map(({ key, name }) => ({
    key,
    name,
    unread: store.rooms.unread(`patient:${key}`),
  }))
  const add = async () => {
    const key = await store.addPatient()
    if (key !== undefined) choose(key)
  }
  return (
    <section class="pane patient-pane" aria-label="患者的手机" hidden={!shown}>
      <header class="pane-head">
        <Tabs id="patient" label="患者" tabs={tabs} chosen={chosen} choose={choose} />
        <button
          type="button"
          class="bare"
          aria-label="再来一位患者"
          title="再来一位患者"
          onClick={() => void add()}
        >
          <PlusIcon />
        </button>
      </header>
      <div class="panel" role="tabpanel" id="patient-panel" aria-labelledby={`patient-tab-${chosen}`}>
        <Chat
          key={room.key}
          room={room}
          label="与医管家的对话"
          placeholder="有什么可以帮您？"
          shown={shown}
          isMine={({ from }) => from === 'patient'}
          empty={<Welcome hospital={demo.hospital} />}
          above={<Examples room={room} examples={demo.examples} />}
        />
      </div>
    </section>
  )
}
