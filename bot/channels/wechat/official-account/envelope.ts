/** WeChat's safe mode: AES-256-CBC with the key's head as vector, blocks of 32 bytes, length and AppID inside. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export interface Envelope {
  seal(plain: string): string
  /** Throws where the text was not sealed for this account. */
  open(sealed: string): string
}

const BLOCK = 32
const NOISE = 16
const LENGTH = 4
const VECTOR = 16

const padded = (bytes: Buffer): Buffer => {
  const missing = BLOCK - (bytes.length % BLOCK)
  return Buffer.concat([bytes, Buffer.alloc(missing, missing)])
}

const unpadded = (bytes: Buffer): Buffer => {
  const missing = bytes.at(-1) ?? 0
  if (missing < 1 || missing > BLOCK || missing > bytes.length) throw new Error('not an envelope')
  return bytes.subarray(0, bytes.length - missing)
}

/** `aesKey` is the EncodingAESKey of 43 characters. */
export const createEnvelope = (aesKey: string, appId: string): Envelope => {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const vector = key.subarray(0, VECTOR)
  return {
    seal: (plain) => {
      const words = Buffer.from(plain, 'utf8')
      const length = Buffer.alloc(LENGTH)
      length.writeUInt32BE(words.length)
      const cipher = createCipheriv('aes-256-cbc', key, vector).setAutoPadding(false)
      const whole = Buffer.concat([randomBytes(NOISE), length, words, Buffer.from(appId, 'utf8')])
      return Buffer.concat([cipher.update(padded(whole)), cipher.final()]).toString('base64')
    },
    open: (sealed) => {
      const decipher = createDecipheriv('aes-256-cbc', key, vector).setAutoPadding(false)
      const whole = unpadded(Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]))
      if (whole.length < NOISE + LENGTH) throw new Error('not an envelope')
      const end = NOISE + LENGTH + whole.readUInt32BE(NOISE)
      if (end > whole.length || whole.toString('utf8', end) !== appId) throw new Error('not for this account')
      return whole.toString('utf8', NOISE + LENGTH, end)
    },
  }
}
