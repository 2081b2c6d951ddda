/** Nobody's name, ID number or phone is read in a group, in a log or in a dump of the database. */
import { rows } from '../../../prisma/sql.ts'
import type { Broken, Check, Evidence } from './evidence.ts'

const INVARIANT = 'no identity'

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
  [...text.normalize('NFKC').toUpperCase()]
    .map((character) => SPOKEN[character] ?? character)
    .filter((character) => /[0-9X]/u.test(character))
    .join('')

type Secret = Evidence['witness']['secrets'][number]

/** What of a secret a text tells. */
const toldIn = (text: string, secrets: Secret[]): string | undefined => {
  const digits = digitsOf(text)
  const letters = text.normalize('NFKC').replace(/[\s·,，。]/gu, '')
  for (const { name, idNumber, phone } of secrets) {
    if (letters.includes(name)) return 'a name'
    if (digits.includes(idNumber)) return 'an ID number'
    if (digits.includes(phone)) return 'a phone number'
  }
  return undefined
}

export const groupsLearnNobody: Check = ({ said, witness }) =>
  Promise.resolve(
    said
      .filter(({ kind }) => kind === 'group')
      .flatMap(({ id, chat, text }): Broken[] => {
        const told = toldIn(text, witness.secrets)
        return told ? [{ invariant: INVARIANT, what: `message ${id} shows a group ${told}`, chat }] : []
      }),
  )

export const logsLearnNobody: Check = ({ witness }) =>
  Promise.resolve(
    witness.log.flatMap((line): Broken[] => {
      const told = toldIn(line, witness.secrets)
      return told ? [{ invariant: INVARIANT, what: `the log has ${told}` }] : []
    }),
  )

/** Every table as a dump would show it; the hospital's own document names its staff. */
export const dumpsLearnNobody: Check = async ({ db, witness }) => {
  const tables = await rows<{ name: string }>(
    db,
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'hospital_revision'`,
  )
  const broken: Broken[] = []
  for (const { name } of tables) {
    const found = await rows<{ row: string }>(
      db,
      `SELECT t::text AS row FROM public."${name}" t WHERE t::text ~ $1 LIMIT 3`,
      [witness.secrets.flatMap((secret) => [secret.name, secret.idNumber, secret.phone]).join('|')],
    )
    broken.push(
      ...found.map(() => ({ invariant: INVARIANT, what: `a dump of ${name} tells who somebody is` })),
    )
  }
  return broken
}
