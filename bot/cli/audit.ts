import { firstBrokenLink, newestEntries } from '../../prisma/audit-trail.ts'
import type { Database } from '../../prisma/database.ts'
import { print } from './open-database.ts'

const MOST_ENTRIES = 200

/** Prints the newest entries of the trail, of one subject or of all. */
export const audit = async ({ pool }: Database, subject: string): Promise<void> => {
  const entries = await newestEntries(pool, MOST_ENTRIES, subject === '' ? undefined : subject)
  for (const { at, actor, action, subject: about, detail } of entries)
    print(`${at.toISOString()}  ${actor}  ${action}  ${about}  ${JSON.stringify(detail)}`)
}

export const checkAudit = async ({ pool }: Database): Promise<void> => {
  const broken = await firstBrokenLink(pool)
  if (broken !== null) throw new Error(`操作记录从第 ${broken} 条起对不上，可能被改过或删过。`)
  print('操作记录完整，没有被改过。')
}
