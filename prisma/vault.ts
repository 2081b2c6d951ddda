/** Encryption at rest: AES-256-GCM under keys derived from DATA_KEY; each person has a data key of their own. Source: DU-3. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export interface Vault {
  seal(value: unknown): Buffer
  open<T>(sealed: Uint8Array): T
  /** A fresh data key, wrapped. */
  newPersonKey(): Buffer
  sealFor(wrappedKey: Uint8Array, value: unknown): Buffer
  openFor<T>(wrappedKey: Uint8Array, sealed: Uint8Array): T
  /** Keyed hash that finds a person by ID number without storing it. */
  hashOf(idNumber: string): string
  /** Keyed hash of one-time codes. */
  codeHash(code: string): string
}

const IV = 12
const TAG = 16

const encrypt = (key: Buffer, plain: Buffer): Buffer => {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

const decrypt = (key: Buffer, sealed: Uint8Array): Buffer => {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV))
  decipher.setAuthTag(bytes.subarray(IV, IV + TAG))
  return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()])
}

const derive = (dataKey: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', dataKey, '', `yiguanjia ${purpose}`, 32))

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value), 'utf8')

/** `dataKey` is 32 bytes. */
export const createVault = (dataKey: Buffer): Vault => {
  if (dataKey.length !== 32) throw new Error('DATA_KEY must be 32 bytes, base64')
  const records = derive(dataKey, 'records')
  const wrapping = derive(dataKey, 'persons')
  const hashing = derive(dataKey, 'hashes')
  const hash = (kind: string, text: string) =>
    createHmac('sha256', hashing).update(`${kind}:${text}`).digest('base64url')
  return {
    seal: (value) => encrypt(records, json(value)),
    open: <T>(sealed: Uint8Array) => JSON.parse(decrypt(records, sealed).toString('utf8')) as T,
    newPersonKey: () => encrypt(wrapping, randomBytes(32)),
    sealFor: (wrapped, value) => encrypt(decrypt(wrapping, wrapped), json(value)),
    openFor: <T>(wrapped: Uint8Array, sealed: Uint8Array) =>
      JSON.parse(decrypt(decrypt(wrapping, wrapped), sealed).toString('utf8')) as T,
    hashOf: (idNumber) => hash('id', idNumber),
    codeHash: (code) => hash('code', code),
  }
}
