import { createHash, timingSafeEqual } from 'node:crypto'

/** WeChat's proof that a request is its own: SHA-1 over the sorted parts, in hexadecimal. */
export const signatureOf = (parts: string[]): string =>
  createHash('sha1').update(parts.toSorted().join('')).digest('hex')

/** Whether `signature` was made of these parts by somebody who knows the token among them. */
export const isSigned = (signature: string | undefined, parts: string[]): boolean => {
  const given = Buffer.from(signature ?? '', 'hex')
  const wanted = Buffer.from(signatureOf(parts), 'hex')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
