/** Uploads: the type is told by the content, never by the name. */
import type { Context } from 'hono'
import type { Database } from '../../../prisma/database.ts'
import {
  attachmentBytes,
  attachmentInfo,
  insertAttachment,
  type StoredAttachment,
} from '../../../prisma/queries/attachments.ts'
import { hospitalNow } from '../../../prisma/queries/clock.ts'
import { rateLimit } from './rate-limit.ts'

export const LARGEST = 5 * 1024 * 1024

/** Files that one chat, or one member of staff, may upload: so many a minute. */
export const uploadLimit = () => rateLimit(12, 60_000)

interface FileType {
  mime: string
  kind: StoredAttachment['kind']
}

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')

/** Pictures, PDF and common voices; null for anything else. */
export const fileTypeOf = (bytes: Uint8Array): FileType | null => {
  const head = ascii(bytes, 0, 12)
  if (head.startsWith('\xff\xd8\xff')) return { mime: 'image/jpeg', kind: 'image' }
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return { mime: 'image/png', kind: 'image' }
  if (/^GIF8[79]a/.test(head)) return { mime: 'image/gif', kind: 'image' }
  if (head.startsWith('RIFF') && head.slice(8) === 'WEBP') return { mime: 'image/webp', kind: 'image' }
  if (head.startsWith('%PDF-')) return { mime: 'application/pdf', kind: 'file' }
  if (head.startsWith('OggS')) return { mime: 'audio/ogg', kind: 'voice' }
  if (head.startsWith('ID3')) return { mime: 'audio/mpeg', kind: 'voice' }
  return null
}

export const plainName = (name: string): string =>
  name.replace(/[\p{C}/\\:*?"<>|]/gu, '_').slice(0, 80) || 'file'

/** Stores the uploaded `file` for a conversation. */
export const upload = async (c: Context, { pool, vault }: Database, conversation: number) => {
  if (Number(c.req.header('content-length') ?? 0) > LARGEST + 10_000)
    return c.json({ message: '文件太大了，请不超过5MB。' }, 413)
  const { file } = await c.req.parseBody()
  if (!(file instanceof File)) return c.json({ message: '没有收到文件。' }, 400)
  if (file.size > LARGEST) return c.json({ message: '文件太大了，请不超过5MB。' }, 413)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const type = fileTypeOf(bytes)
  if (!type) return c.json({ message: '只能发图片或PDF文件。' }, 415)
  const name = plainName(file.name)
  const now = await hospitalNow(pool)
  const id = await insertAttachment(pool, vault, { conversation, ...type, name, bytes, now })
  return c.json({ id, kind: type.kind, name })
}

/** Sends a stored file to somebody who may see it. */
export const download = async (
  c: Context,
  { pool, vault }: Database,
  id: string,
  may: (file: StoredAttachment) => boolean | Promise<boolean>,
) => {
  const file = /^[0-9a-f-]{36}$/.test(id) ? await attachmentInfo(pool, id) : null
  const bytes = file && (await may(file)) ? await attachmentBytes(pool, vault, id) : null
  if (!file || !bytes) return c.json({ message: '没有这个文件。' }, 404)
  c.header('content-type', file.mime)
  c.header(
    'content-disposition',
    `${file.kind === 'image' ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  )
  c.header('cache-control', 'private, max-age=3600')
  return c.body(new Uint8Array(bytes))
}
