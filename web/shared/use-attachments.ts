import { useState } from 'preact/hooks'
import type { ChatRoom, Uploaded } from './chat-room.ts'
import { newId } from './new-id.ts'

/** A file chosen for the next message. */
export interface Chosen {
  key: string
  file: File
  state: 'uploading' | 'ready' | 'failed'
  uploaded?: Uploaded
  notice?: string
}

export const ACCEPTED = 'image/*,application/pdf'
const MOST_BYTES = 5 * 1024 * 1024
const MOST_FILES = 5

/** Why a file cannot be sent, in words for the patient; nothing when it can. */
export const objectionTo = ({
  name,
  type,
  size,
}: Pick<File, 'name' | 'type' | 'size'>): string | undefined => {
  if (!type.startsWith('image/') && type !== 'application/pdf') return `“${name}”不是图片或 PDF，暂时收不了`
  if (size > MOST_BYTES) return `“${name}”有 ${(size / 1024 / 1024).toFixed(1)} MB，最多 5 MB，请压缩后再发`
  return size === 0 ? `“${name}”是空的，请换一个文件` : undefined
}

/** The files chosen for the next message, uploaded as soon as they are chosen. */
export const useAttachments = (upload: ChatRoom['upload']) => {
  const [chosen, setChosen] = useState<Chosen[]>([])
  const [objection, setObjection] = useState<string>()

  const change = (key: string, part: Partial<Chosen>) =>
    setChosen((files) => files.map((it) => (it.key === key ? { ...it, ...part } : it)))
  const start = async ({ key, file }: Chosen) => {
    const answer = await upload?.(file)
    if (answer?.ok) change(key, { state: 'ready', uploaded: answer.value })
    else change(key, { state: 'failed', notice: answer?.message })
  }

  return {
    chosen,
    objection,
    choose: (files: Iterable<File>) => {
      const all = [...files]
      const fine = all.filter((file) => objectionTo(file) === undefined).slice(0, MOST_FILES - chosen.length)
      const refused = all.map(objectionTo).find((why) => why !== undefined)
      setObjection(refused ?? (fine.length < all.length ? `一次最多发 ${MOST_FILES} 个文件` : undefined))
      const added = fine.map((file): Chosen => ({ key: newId(), file, state: 'uploading' }))
      setChosen([...chosen, ...added])
      for (const it of added) void start(it)
    },
    again: (it: Chosen) => {
      change(it.key, { state: 'uploading', notice: undefined })
      void start(it)
    },
    remove: (key: string) => setChosen((files) => files.filter((it) => it.key !== key)),
    clear: () => {
      setChosen([])
      setObjection(undefined)
    },
  }
}
