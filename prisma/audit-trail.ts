/** Reading the audit trail, for people; through Prisma's client, since speed does not matter here. Source: DU-4. */
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { PrismaClient } from './generated/client.ts'

export interface TrailEntry {
  at: Date
  actor: string
  action: string
  subject: string
  detail: unknown
}

const PAGE = 1_000

/** What a row's hash covers: the hash before it and everything the row says (prisma/queries/audit.ts). */
const hashOf = (before: string, { at, actor, action, subject, detail }: TrailEntry): string =>
  createHash('sha256')
    .update(JSON.stringify([before, at.getTime(), actor, action, subject, detail]))
    .digest('base64url')

const reading = async <T>(pool: pg.Pool, read: (client: PrismaClient) => Promise<T>): Promise<T> => {
  const client = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) })
  try {
    return await read(client)
  } finally {
    await client.$disconnect()
  }
}

/** The newest entries, oldest first; of one subject (`appointment:12`) or of all. */
export const newestEntries = (pool: pg.Pool, most: number, subject?: string): Promise<TrailEntry[]> =>
  reading(pool, async ({ audit }) => {
    const rows = await audit.findMany({
      ...(subject === undefined ? {} : { where: { subject } }),
      orderBy: { id: 'desc' },
      take: most,
    })
    return rows.toReversed()
  })

/** Id of the first row that was changed, or that follows a missing one; null where the chain is whole. */
export const firstBrokenLink = (pool: pg.Pool): Promise<number | null> =>
  reading(pool, async ({ audit }) => {
    let before = ''
    for (let after = 0; ; ) {
      const rows = await audit.findMany({ where: { id: { gt: after } }, orderBy: { id: 'asc' }, take: PAGE })
      for (const row of rows) {
        if (hashOf(before, row) !== row.hash) return row.id
        before = row.hash
        after = row.id
      }
      if (rows.length < PAGE) return null
    }
  })
