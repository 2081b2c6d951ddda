import { randomUUID } from 'node:crypto'
import { at, type Db, first, touched } from '../sql.ts'
import type { Vault } from '../vault.ts'

export interface StoredAttachment {
  id: string
  conversation: number
  kind: 'image' | 'voice' | 'video' | 'file'
  mime: string
  name: string
  size: number
}

export const insertAttachment = async (
  db: Db,
  vault: Vault,
  { bytes, now, ...attachment }: Omit<StoredAttachment, 'id' | 'size'> & { bytes: Uint8Array; now: number },
): Promise<string> => {
  const id = randomUUID()
  await touched(
    db,
    `INSERT INTO attachment (id, conversation_id, kind, mime, name, size, sealed, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      attachment.conversation,
      attachment.kind,
      attachment.mime,
      attachment.name,
      bytes.length,
      vault.seal(Buffer.from(bytes).toString('base64')),
      at(now),
    ],
  )
  return id
}

const COLUMNS = 'id, conversation_id AS conversation, kind, mime, name, size'

export const attachmentInfo = (db: Db, id: string): Promise<StoredAttachment | null> =>
  first(db, `SELECT ${COLUMNS} FROM attachment WHERE id = $1`, [id])

export const attachmentBytes = async (db: Db, vault: Vault, id: string): Promise<Buffer | null> => {
  const found = await first<{ sealed: Buffer }>(db, 'SELECT sealed FROM attachment WHERE id = $1', [id])
  return found ? Buffer.from(vault.open<string>(found.sealed), 'base64') : null
}
