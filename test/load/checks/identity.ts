/** Nobody's name, ID number or phone is read in a group, in a log or in a dump of the database. */
import { rows } from '../../../prisma/sql.ts'
import type { Broken, Check } from './evidence.ts'
import { dumpedIn, toldIn } from './identities.ts'

const INVARIANT = 'no identity'

export const groupsLearnNobody: Check = ({ said, witness }) => {
  const tells = toldIn(witness.secrets)
  return Promise.resolve(
    said
      .filter(({ kind }) => kind === 'group')
      .flatMap(({ id, chat, text }): Broken[] => {
        const told = tells(text)
        return told
          ? [{ invariant: INVARIANT, what: `message ${id} shows a group ${told}: ${text}`, chat }]
          : []
      }),
  )
}

export const logsLearnNobody: Check = ({ witness }) => {
  const tells = toldIn(witness.secrets)
  return Promise.resolve(
    witness.log.flatMap((line): Broken[] => {
      const told = tells(line)
      return told ? [{ invariant: INVARIANT, what: `the log has ${told}` }] : []
    }),
  )
}

/** Rows that could tell anything: bytes, Chinese, or digits in a row. */
const TELLING = `t::text ~ '[0-9]{11}|[一-鿿]|\\\\x'`

/** Every table as a dump would show it; the hospital's own document names its staff. */
export const dumpsLearnNobody: Check = async ({ db, witness }) => {
  const tables = await rows<{ name: string }>(
    db,
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'hospital_revision'`,
  )
  const broken: Broken[] = []
  const tells = dumpedIn(witness.secrets)
  for (const { name } of tables) {
    const dump = await rows<{ row: string }>(
      db,
      `SELECT t::text AS row FROM public."${name}" t WHERE ${TELLING}`,
    )
    const telling = dump.filter(({ row }) => tells(row)).length
    if (telling > 0)
      broken.push({ invariant: INVARIANT, what: `${telling} rows of ${name} in a dump tell who somebody is` })
  }
  return broken
}
