import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { tabStorage } from './browser-storage.ts'
import type { ChatRoom, Uploaded } from './chat-room.ts'
import { ClipIcon, CloseIcon, FileIcon, SendIcon } from './icons.tsx'
import { ACCEPTED, type Chosen, useAttachments } from './use-attachments.ts'

interface ChosenFileProps {
  it: Chosen
  again: () => void
  remove: () => void
}

const ChosenFile = ({ it: { file, state, notice }, again, remove }: ChosenFileProps) => (
  <li class={`chosen ${state}`}>
    <FileIcon />
    <span class="chosen-name">{file.name}</span>
    {state === 'uploading' && <span class="chosen-state">上传中…</span>}
    {state === 'failed' && (
      <button type="button" class="link" onClick={again} title={notice}>
        没传上，重试
      </button>
    )}
    <button type="button" class="bare" aria-label={`移除 ${file.name}`} onClick={remove}>
      <CloseIcon />
    </button>
  </li>
)

/** Grows with its text where the browser cannot do so by style alone; long texts are not measured. */
const fitHeight = (box: HTMLTextAreaElement) => {
  if (CSS.supports('field-sizing', 'content') || box.value.length > 2000) return
  box.style.height = 'auto'
  box.style.height = `${box.scrollHeight}px`
}

interface ComposerProps {
  room: ChatRoom
  label: string
  placeholder: string
  box: RefObject<HTMLTextAreaElement | null>
  send: (text: string, files: Uploaded[]) => void
}

/** The line to write in: Enter sends, Shift+Enter breaks the line, and an unfinished text survives a reload. */
export const Composer = ({ room, label, placeholder, box, send }: ComposerProps) => {
  const draftKey = `draft:${room.key}`
  const [text, setText] = useState(() => tabStorage.getItem(draftKey) ?? '')
  const picker = useRef<HTMLInputElement>(null)
  const files = useAttachments(room.upload)
  const uploading = files.chosen.some(({ state }) => state === 'uploading')
  const ready = files.chosen.flatMap(({ uploaded }) => uploaded ?? [])
  const sendable = !uploading && (text.trim() !== '' || ready.length > 0)

  useEffect(() => {
    if (text === '') tabStorage.removeItem(draftKey)
    else tabStorage.setItem(draftKey, text)
    if (box.current) fitHeight(box.current)
  }, [text])

  const submit = () => {
    if (!sendable) return
    send(text.trim(), ready)
    setText('')
    files.clear()
    box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter picks a word. Safari reports that Enter only by its old key code.
    const composing = event.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || composing) return
    event.preventDefault()
    submit()
  }
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData?.files
    if (!room.upload || !pasted?.length) return
    event.preventDefault()
    files.choose(pasted)
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {files.objection && (
        <p class="objection" role="alert">
          {files.objection}
        </p>
      )}
      {files.chosen.length > 0 && (
        <ul class="chosen-files" aria-label="要发送的文件">
          {files.chosen.map((it) => (
            <ChosenFile
              key={it.key}
              it={it}
              again={() => files.again(it)}
              remove={() => files.remove(it.key)}
            />
          ))}
        </ul>
      )}
      <div class="composer-line">
        {room.upload && (
          <>
            <input
              ref={picker}
              class="unseen"
              type="file"
              accept={ACCEPTED}
              multiple
              tabIndex={-1}
              aria-hidden="true"
              onChange={({ currentTarget }) => {
                files.choose(currentTarget.files ?? [])
                currentTarget.value = ''
              }}
            />
            <button
              type="button"
              class="bare"
              aria-label="发送图片或文件"
              onClick={() => picker.current?.click()}
            >
              <ClipIcon />
            </button>
          </>
        )}
        <textarea
          ref={box}
          rows={1}
          value={text}
          aria-label={label}
          placeholder={placeholder}
          enterkeyhint="send"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button type="submit" class="send" aria-label="发送" aria-disabled={!sendable}>
          <SendIcon />
        </button>
      </div>
    </form>
  )
}
