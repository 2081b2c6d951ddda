import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Entry, Option } from '../../domain/web-api.ts'
import { EntryBubble, TypingBubble, UnsentBubble } from './bubble.tsx'
import type { ChatRoom } from './chat-room.ts'
import { Composer } from './composer.tsx'
import { liveListOf } from './entry-list.ts'
import { dividerBetween } from './hospital-time.ts'
import { DownIcon } from './icons.tsx'
import { useStore } from './store.ts'
import { useStickToBottom } from './use-stick-to-bottom.ts'
import { useWatching } from './use-watching.ts'

/** So many messages are drawn at once; older ones on demand. */
const PAGE = 120

export interface ChatProps {
  room: ChatRoom
  label: string
  placeholder: string
  /** False while another pane covers this one. */
  shown?: boolean
  isMine: (entry: Entry) => boolean
  named?: boolean
  /** Options are commands on cards: those of older cards stay pressable, and a pressed one shows what it types. */
  commands?: boolean
  /** Key of the member of staff who speaks. */
  staff?: string
  /** Stands in an empty chat. */
  empty?: ComponentChildren
  /** Stands over the line to write in. */
  above?: ComponentChildren
}

/** One conversation: the log, the buttons of the newest question, and the line to write in. */
export const Chat = ({
  room,
  label,
  placeholder,
  shown = true,
  isMine,
  named = false,
  commands = false,
  staff,
  ...slots
}: ChatProps) => {
  const { entries, unsent, loaded, trouble, typing } = useStore(room)
  const [most, setMost] = useState(PAGE)
  const log = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const { away, toBottom } = useStickToBottom(log)
  const readTo = useRef(entries.length)
  if (!away) readTo.current = entries.length
  const drawn = entries.slice(-most)
  const live = liveListOf(entries)
  useWatching(room, shown)
  useEffect(() => void room.load(), [room])
  // Who has just said something wants to see it.
  useEffect(() => (unsent.length > 0 ? toBottom() : undefined), [unsent.at(-1)?.message.id])

  const say = (
    text: string,
    rest: { press?: { list: string; option: string }; attachments?: string[] },
    files?: string[],
  ) => {
    room.send({ text, ...rest, ...(staff && { staff }) }, files)
  }
  const press = (entry: Entry, option: Option) => {
    say(commands ? option.id : option.label, { press: { list: entry.list ?? entry.id, option: option.id } })
    // On a phone the focus would open the keyboard.
    if (matchMedia('(pointer: fine)').matches) box.current?.focus()
  }

  return (
    <div class="chat">
      <div class="log" ref={log} role="log" aria-live="polite" aria-label={label} tabIndex={0}>
        <div class="log-content">
          {entries.length > most && (
            <button type="button" class="older" onClick={() => setMost(most + PAGE)}>
              更早的消息
            </button>
          )}
          {entries.length === 0 && unsent.length === 0 && (loaded || trouble) && slots.empty}
          {drawn.map((entry, index) => {
            const divider = dividerBetween(drawn[index - 1]?.at, entry.at)
            const busy = unsent.some(
              ({ message, state }) => state !== 'refused' && message.press?.list === (entry.list ?? entry.id),
            )
            return [
              divider && (
                <p class="divider" key={`time ${entry.id}`}>
                  <time dateTime={entry.at}>{divider}</time>
                </p>
              ),
              <EntryBubble
                key={entry.clientId ?? entry.id}
                entry={entry}
                mine={isMine(entry)}
                named={named}
                live={commands || entry.id === live}
                busy={busy}
                press={(option) => press(entry, option)}
              />,
            ]
          })}
          {unsent.map((it) => (
            <UnsentBubble
              key={it.message.id}
              unsent={it}
              retry={() => room.retry(it.message.id)}
              discard={() => room.discard(it.message.id)}
            />
          ))}
          {typing && <TypingBubble />}
        </div>
      </div>
      {away && (
        <button
          type="button"
          class={entries.length > readTo.current ? 'to-bottom news' : 'to-bottom'}
          onClick={toBottom}
        >
          <DownIcon />
          {entries.length > readTo.current ? '有新消息' : '回到最新'}
        </button>
      )}
      {trouble && (
        <p class="trouble" role="alert">
          {trouble}
          <button type="button" class="link" onClick={() => void room.load()}>
            再试一次
          </button>
        </p>
      )}
      {slots.above}
      <Composer
        room={room}
        label={placeholder}
        placeholder={placeholder}
        box={box}
        send={(text, files) =>
          say(
            text,
            files.length > 0 ? { attachments: files.map(({ id }) => id) } : {},
            files.map(({ name }) => name),
          )
        }
      />
    </div>
  )
}
