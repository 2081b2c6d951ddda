/** A hospital carried from one database to another, and from one key to another. */
import { randomBytes } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { firstBrokenLink } from '../../prisma/audit-trail.ts'
import { readBackup, writeBackup } from '../../prisma/backup.ts'
import { attend } from '../../prisma/presence.ts'
import { checkKey } from '../../prisma/queries/key-check.ts'
import { rotateKey } from '../../prisma/rotate-key.ts'
import { rows } from '../../prisma/sql.ts'
import { ownTables, quoted } from '../../prisma/tables.ts'
import { createVault } from '../../prisma/vault.ts'
import { freshDatabase } from '../support/database.ts'
import { type HospitalUnderTest, openHospital, patient } from '../support/hospital-under-test.ts'
import { idNumber } from '../support/id-numbers.ts'

const NINE = Date.parse('2026-11-23T09:00:00+08:00')
const WISH = `约12月2号下午两点心内科王建国的号，我叫李雷，身份证${idNumber(1)}，手机13812345678`

let under: HospitalUnderTest
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
  await under.close()
})

/** Somebody has booked, and somebody has complained, with a newline and a backslash in it. */
const busyHospital = async (): Promise<void> => {
  under = await openHospital(NINE)
  await checkKey(under.kit.database.pool, under.kit.database.vault)
  for (const [index, said] of [WISH, '同意', '确认'].entries())
    await under.say(patient('1', said, `book-${index}`))
  await under.say(patient('2', '我要投诉！\n收费处\\窗口的人骂我，\t态度太差', 'complain'))
  expect(
    await rows(under.kit.database.pool, `SELECT 1 FROM appointment WHERE status = 'booked'`),
  ).toHaveLength(1)
}

const backup = async (): Promise<string> => {
  const out = new PassThrough()
  const [written] = await Promise.all([text(out), writeBackup(under.kit.database.pool, out, new Date(NINE))])
  return written
}

const emptyDatabase = async (): Promise<pg.Pool> => {
  const { url, drop } = await freshDatabase()
  const pool = new pg.Pool({ connectionString: url, max: 3 })
  ends.push(drop, () => pool.end())
  return pool
}

/** Every row of every table, as text, in the columns that mean the same in any database. */
const contentOf = async (pool: pg.Pool): Promise<Record<string, string[]>> => {
  const content: Record<string, string[]> = {}
  for (const { name, columns } of await ownTables(pool))
    content[name] = (
      await rows<{ row: string }>(
        pool,
        `SELECT ROW(${columns.map(quoted).join(', ')})::text AS row FROM ${quoted(name)} ORDER BY 1`,
      )
    ).map(({ row }) => row)
  return content
}

const restore = (pool: pg.Pool, written: string, vault = under.kit.database.vault): Promise<unknown> =>
  readBackup(pool, vault, Readable.from([Buffer.from(written)]))

const restored = async (written: string): Promise<pg.Pool> => {
  const pool = await emptyDatabase()
  await restore(pool, written)
  return pool
}

describe('a backup', { timeout: 60_000 }, () => {
  it('brings back every row, and numbering goes on where it was', async () => {
    await busyHospital()
    const before = await contentOf(under.kit.database.pool)
    expect(before.appointment).toHaveLength(1)
    expect(before.inbox?.length).toBeGreaterThan(3)
    const pool = await restored(await backup())
    expect(await contentOf(pool)).toEqual(before)
    const [next] = await rows<{ id: number }>(
      pool,
      `SELECT nextval(pg_get_serial_sequence('appointment', 'id')) AS id`,
    )
    expect(next?.id).toBe(2)
    expect(await firstBrokenLink(pool)).toBeNull()
  })

  it('holds nothing that says who somebody is, and not the key', async () => {
    await busyHospital()
    const written = await backup()
    for (const secret of [idNumber(1), '13812345678', '李雷', '骂我']) expect(written).not.toContain(secret)
    expect(written).toContain('COPY "person"')
  })

  it('comes in pieces of any size', async () => {
    await busyHospital()
    const bytes = Buffer.from(await backup())
    const pieces = Array.from({ length: Math.ceil(bytes.length / 997) }, (_, index) =>
      bytes.subarray(index * 997, (index + 1) * 997),
    )
    const pool = await emptyDatabase()
    await readBackup(pool, under.kit.database.vault, Readable.from(pieces))
    expect(await contentOf(pool)).toEqual(await contentOf(under.kit.database.pool))
  })

  const refusals: [string, (pool: pg.Pool, written: string) => Promise<unknown>, string][] = [
    [
      'encrypted under another key',
      (pool, written) => restore(pool, written, createVault(randomBytes(32))),
      'another key',
    ],
    [
      'cut within a table',
      (pool, written) => restore(pool, written.slice(0, written.indexOf('COPY "inbox"') + 200)),
      '不完整',
    ],
    [
      'cut between two tables',
      (pool, written) => restore(pool, written.slice(0, written.indexOf('COPY "inbox"'))),
      '不完整',
    ],
    ['something else', (pool) => restore(pool, 'DROP TABLE account;\n'), '不是医管家'],
    [
      'with other SQL in it',
      (pool, written) =>
        restore(pool, written.replace('\nCOPY "inbox"', '\nDROP TABLE account;\nCOPY "inbox"')),
      '不认识',
    ],
    [
      'of a newer release',
      (pool, written) =>
        restore(pool, written.replace('"migrations":[', '"migrations":["29991231000000_later",')),
      '更新的版本',
    ],
  ]
  it.each(refusals)('that is %s is refused, and nothing of it stays', async (_, attempt, says) => {
    await busyHospital()
    const pool = await emptyDatabase()
    const before = await contentOf(pool)
    await expect(attempt(pool, await backup())).rejects.toThrow(says)
    expect(await contentOf(pool)).toEqual(before)
  })

  it('never goes over a hospital that is there', async () => {
    await busyHospital()
    const before = await contentOf(under.kit.database.pool)
    await expect(restore(under.kit.database.pool, await backup())).rejects.toThrow('已经有资料')
    expect(await contentOf(under.kit.database.pool)).toEqual(before)
  })
})

describe('changing the key', { timeout: 60_000 }, () => {
  const server = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: under.kit.database.pool.options.connectionString })
    await client.connect()
    ends.push(() => client.end())
    await attend(client)
    return client
  }

  it('lets the new key open everything and the old one nothing', async () => {
    await busyHospital()
    const { pool, vault } = under.kit.database
    const fresh = createVault(randomBytes(32))
    expect(await rotateKey(pool, vault, fresh, NINE)).toBeGreaterThan(5)
    await checkKey(pool, fresh)
    await expect(checkKey(pool, vault)).rejects.toThrow('another key')
    for (const { name, columns } of await ownTables(pool)) {
      if (!columns.includes('sealed') || name === 'person') continue
      for (const { sealed } of await rows<{ sealed: Buffer }>(
        pool,
        `SELECT sealed FROM ${quoted(name)} WHERE sealed IS NOT NULL`,
      )) {
        fresh.open(sealed)
        expect(() => vault.open(sealed)).toThrow()
      }
    }
    expect(await firstBrokenLink(pool)).toBeNull()
  })

  it('still knows the patient who comes back', async () => {
    await busyHospital()
    const { database } = under.kit
    const fresh = createVault(randomBytes(32))
    await rotateKey(database.pool, database.vault, fresh, NINE)
    database.vault = fresh
    await under.heard()
    await under.say(patient('1', '看看你们存了我什么', 'see'))
    expect((await under.heard()).map(({ message }) => message.text).join('\n')).toContain('李雷')
    await under.say(patient('1', '查一下我的预约', 'query'))
    expect((await under.heard()).map(({ message }) => message.text).join('\n')).toContain('心血管内科')
  })

  it('done twice changes nothing more', async () => {
    await busyHospital()
    const { pool, vault } = under.kit.database
    const fresh = createVault(randomBytes(32))
    await rotateKey(pool, vault, fresh, NINE)
    const once = await contentOf(pool)
    expect(await rotateKey(pool, vault, fresh, NINE)).toBeNull()
    expect(await contentOf(pool)).toEqual(once)
  })

  it('is refused while a server runs', async () => {
    await busyHospital()
    await server()
    const { pool, vault } = under.kit.database
    await expect(rotateKey(pool, vault, createVault(randomBytes(32)), NINE)).rejects.toThrow('还在运行')
    await checkKey(pool, vault)
  })

  it('covers every column that is encrypted', async () => {
    await busyHospital()
    const bytes = await rows<{ name: string }>(
      under.kit.database.pool,
      `SELECT DISTINCT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = current_schema() AND data_type = 'bytea'`,
    )
    expect(bytes.filter(({ name }) => !name.endsWith('.sealed')).map(({ name }) => name)).toEqual([
      'person.data_key',
    ])
  })
})
