import { useEffect } from 'preact/hooks'
import { Chat } from '../shared/chat.tsx'
import { Mark, PhoneIcon } from '../shared/icons.tsx'
import { useStore } from '../shared/store.ts'
import type { PatientChat } from './patient-chat.ts'

const Welcome = ({ hospital }: { hospital: string }) => (
  <div class="welcome">
    <Mark />
    <p>
      您好，这里是{hospital}医管家。
      <br />
      挂号、问路、问结果、提意见，直接写下来就行。
    </p>
  </div>
)

/** What a hospital puts on its site: one patient's own conversation. */
export const ChatPage = ({ chat }: { chat: PatientChat }) => {
  const { about, connected, trouble } = useStore(chat)
  const { unread } = useStore(chat.room)
  const hospital = about?.hospital ?? '医院'
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${hospital} · 医管家`
  }, [unread, hospital])
  return (
    <div class="page chat-page">
      <header class="top">
        <h1>
          <Mark />
          <span>
            {hospital}
            <small>医管家 · 紧急情况请立即拨打 120</small>
          </span>
        </h1>
        {about && (
          <a class="call" href={`tel:${about.phone}`} aria-label={`致电医院 ${about.phone}`}>
            <PhoneIcon />
            <span>{about.phone}</span>
          </a>
        )}
      </header>
      {(!connected || trouble) && (
        <p class="offline" role="alert">
          {trouble ?? '网络断开了，正在重新连接…'}
        </p>
      )}
      <main class="panel">
        <Chat
          room={chat.room}
          label="与医管家的对话"
          placeholder="有什么可以帮您？"
          isMine={({ from }) => from === 'patient'}
          empty={<Welcome hospital={hospital} />}
        />
      </main>
    </div>
  )
}
