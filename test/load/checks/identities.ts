/** Finds out whose name, ID number or phone a text tells, however it is spelled. */
import type { Witness } from '../witness.ts'

const SPOKEN: Record<string, string> = {
  零: '0',
  〇: '0',
  洞: '0',
  一: '1',
  幺: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  拐: '7',
  八: '8',
  九: '9',
}

/** Only what could be digits of a number, however it is spelled. */
const digitsOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9X零〇洞一幺二两三四五六七拐八九]/gu, '')
    .replace(/[^0-9X]/gu, (word) => SPOKEN[word] ?? '')

const lettersOf = (text: string): string => text.normalize('NFKC').replace(/[\s·,，。]/gu, '')

/** Words of a few lengths, found at any place of a text without asking for each. */
const finderOf = (words: string[]): ((text: string) => boolean) => {
  const known = new Set(words)
  const lengths = [...new Set(words.map(({ length }) => length))]
  return (text) =>
    lengths.some((length) => {
      for (let from = 0; from + length <= text.length; from += 1)
        if (known.has(text.slice(from, from + length))) return true
      return false
    })
}

/** What of somebody a text tells; undefined where it tells nothing. */
export type ToldIn = (text: string) => string | undefined

export const toldIn = (secrets: Witness['secrets']): ToldIn => {
  const hasName = finderOf(secrets.map(({ name }) => name))
  const hasId = finderOf(secrets.map(({ idNumber }) => idNumber))
  const hasPhone = finderOf(secrets.map(({ phone }) => phone))
  return (text) => {
    const digits = digitsOf(text)
    if (hasName(lettersOf(text))) return 'a name'
    if (hasId(digits)) return 'an ID number'
    return hasPhone(digits) ? 'a phone number' : undefined
  }
}

/** As `toldIn`, of a row as a dump shows it: word for word, and in bytes that nobody has sealed. */
export const dumpedIn = (secrets: Witness['secrets']): ((row: string) => boolean) => {
  const tells = finderOf(secrets.flatMap(({ name, idNumber, phone }) => [name, idNumber, phone]))
  return (row) =>
    tells(row) ||
    [...row.matchAll(/\\x([0-9a-f]+)/gu)].some(([, hex]) => tells(Buffer.from(hex ?? '', 'hex').toString()))
}
