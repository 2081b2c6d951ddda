import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Entry, Option } from '../../domain/web-api.ts'
import { Attachment } from './attachment.tsx'
import { FileIcon, Mark } from './icons.tsx'
import type { Unsent } from './outbox.ts'

/** Longer texts are folded, so that a pasted book does not bury the chat. */
const FOLD_AT = 1200

const FoldedText = ({ text }: { text: string }) => {
  const [open, setOpen] = useState(false)
  if (text.length <= FOLD_AT) return <p class="text">{text}</p>
  return (
    <>
      <p class="text">{open ? text : `${text.slice(0, FOLD_AT / 2)}…`}</p>
      <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '收起' : `展开全文（${text.length} 字）`}
      </button>
    </>
  )
}

const Avatar = ({ entry }: { entry: Entry }) => (
  <span class={`avatar from-${entry.from}`} aria-hidden="true">
    {entry.from === 'bot' ? <Mark /> : (entry.who ?? (entry.from === 'staff' ? '医' : '患')).slice(0, 1)}
  </span>
)

interface OptionsProps {
  options: Option[]
  numbered: boolean | undefined
  /** Past lists can only be read; `busy` while a press is on its way. */
  live: boolean
  busy: boolean
  press: (option: Option) => void
}

const Options = ({ options, numbered, live, busy, press }: OptionsProps) => (
  <div class={live ? 'options' : 'options past'} role="group" aria-label={live ? '可以选择' : '之前的选项'}>
    {options.map((option, index) => (
      <button type="button" key={option.id} disabled={!live || busy} onClick={() => press(option)}>
        {numbered && (
          <span class="number" aria-hidden="true">
            {index + 1}
          </span>
        )}
        {option.label}
      </button>
    ))}
  </div>
)

interface RowProps {
  mine: boolean
  class?: string
  children: ComponentChildren
}

const Row = ({ mine, children, class: extra = '' }: RowProps) => (
  <div class={`row ${mine ? 'mine' : 'theirs'} ${extra}`}>{children}</div>
)

const NAMES = { patient: '患者', bot: '医管家', staff: '工作人员' } as const

interface EntryBubbleProps {
  entry: Entry
  mine: boolean
  /** Names stand over the bubbles, as in a group. */
  named: boolean
  live: boolean
  busy: boolean
  press: (option: Option) => void
}

/** A message that the server has. */
export const EntryBubble = ({ entry, mine, named, live, busy, press }: EntryBubbleProps) => (
  <Row mine={mine}>
    {!mine && <Avatar entry={entry} />}
    <div class="stack">
      <span class={named && !mine ? 'who' : 'who unseen'}>
        {mine ? '我' : (entry.who ?? NAMES[entry.from])}
      </span>
      <div class="bubble">
        {entry.text !== '' && <FoldedText text={entry.text} />}
        {entry.attachments?.map((attachment) => (
          <Attachment key={attachment.id} {...attachment} />
        ))}
      </div>
      {entry.options && entry.options.length > 0 && (
        <Options options={entry.options} numbered={entry.numbered} live={live} busy={busy} press={press} />
      )}
    </div>
  </Row>
)

interface UnsentBubbleProps {
  unsent: Unsent
  retry: () => void
  discard: () => void
}

/** A message of this page that has not come back yet: how it stands, and what can be done. */
export const UnsentBubble = ({
  unsent: { message, files, state, notice },
  retry,
  discard,
}: UnsentBubbleProps) => (
  <Row mine class={state === 'refused' ? 'refused' : 'unsent'}>
    <div class="stack">
      <span class="who unseen">我</span>
      <div class="bubble">
        {message.text !== '' && <FoldedText text={message.text} />}
        {files.map((name) => (
          <p class="attachment-file" key={name}>
            <FileIcon />
            <span>{name}</span>
          </p>
        ))}
      </div>
      {state === 'waiting' && notice && <span class="fate">{notice}…</span>}
      {state === 'refused' && (
        <span class="fate">
          没有发出：{notice}
          <button type="button" class="link" onClick={retry}>
            再发一次
          </button>
          <button type="button" class="link" onClick={discard}>
            删除
          </button>
        </span>
      )}
    </div>
  </Row>
)

export const TypingBubble = () => (
  <Row mine={false} class="typing">
    <span class="avatar from-bot" aria-hidden="true">
      <Mark />
    </span>
    <div class="bubble">
      <span class="unseen">正在输入</span>
      <i />
      <i />
      <i />
    </div>
  </Row>
)
