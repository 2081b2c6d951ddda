/** Backups of a hospital: one file of SQL that `psql` reads too; what is sealed stays sealed, and the key is not in it. */
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { lines } from './lines.ts'
import { beAlone } from './presence.ts'
import { checkKey } from './queries/key-check.ts'
import { type Db, first, rows, touched } from './sql.ts'
import { ownTables, quoted, type Table } from './tables.ts'
import type { Vault } from './vault.ts'

const TITLE = '-- yiguanjia backup 1 '
const END = '\\.'
const LAST = '-- whole'

interface Header {
  madeAt: string
  migrations: string[]
}

const migrationsOf = async (db: Db): Promise<string[]> =>
  (
    await rows<{ name: string }>(
      db,
      `SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`,
    )
  ).map(({ name }) => name)

const put = async (out: Writable, content: Buffer | string): Promise<void> => {
  if (!out.write(content)) await once(out, 'drain')
}

const say = (out: Writable, line: string): Promise<void> => put(out, `${line}\n`)

const columnsOf = ({ columns }: Table): string => columns.map(quoted).join(', ')

const writeTable = async (client: pg.PoolClient, table: Table, out: Writable): Promise<void> => {
  const copied = `${quoted(table.name)} (${columnsOf(table)})`
  await say(out, `COPY ${copied} FROM stdin;`)
  const content = client.query(copyTo(`COPY ${copied} TO STDOUT`)) as AsyncIterable<Buffer>
  for await (const chunk of content) await put(out, chunk)
  await say(out, END)
  if (table.numbered === null) return
  const [name, column] = [quoted(table.name), quoted(table.numbered)]
  const last = await first<{ id: number | null }>(client, `SELECT max(${column}) AS id FROM ${name}`)
  if (last?.id)
    await say(out, `SELECT setval(pg_get_serial_sequence('${name}', '${table.numbered}'), ${last.id});`)
}

/** Writes the whole hospital as it is at one instant; servers may go on meanwhile. Ends `out`. */
export const writeBackup = async (pool: pg.Pool, out: Writable, madeAt: Date): Promise<void> => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const header: Header = { madeAt: madeAt.toISOString(), migrations: await migrationsOf(client) }
    await say(out, `${TITLE}${JSON.stringify(header)}`)
    for (const table of await ownTables(client)) await writeTable(client, table, out)
    await say(out, LAST)
    await client.query('COMMIT')
    await new Promise<void>((resolve) => out.end(() => resolve()))
  } finally {
    client.release(true)
  }
}

const headerOf = (line: string): Header => {
  if (!line.startsWith(TITLE)) throw new Error('这不是医管家的备份文件。')
  return JSON.parse(line.slice(TITLE.length)) as Header
}

const mustBeEmpty = async (db: Db): Promise<void> => {
  const taken = await first(db, 'SELECT 1 FROM hospital_revision UNION ALL SELECT 1 FROM account LIMIT 1')
  if (taken) throw new Error('这个数据库里已经有资料，不会覆盖。请换一个空的数据库或文件夹。')
}

const mustBeKnown = async (db: Db, { migrations }: Header): Promise<void> => {
  const known = await migrationsOf(db)
  const newer = migrations.filter((name) => !known.includes(name))
  if (newer.length > 0) throw new Error('这份备份来自更新的版本。请先升级程序，再恢复。')
}

const COPY = /^COPY ("[a-z_]+") \(((?:"[a-z_]+"(?:, )?)+)\) FROM stdin;$/
const SETVAL = /^SELECT setval\(pg_get_serial_sequence\('"[a-z_]+"', '[a-z_]+'\), \d+\);$/

/** Puts the lines up to the end mark into a table. */
const readTable = async (
  client: pg.PoolClient,
  statement: string,
  waiting: AsyncGenerator<Buffer>,
): Promise<void> => {
  const content = async function* (): AsyncGenerator<Buffer> {
    for (;;) {
      const line: IteratorResult<Buffer, unknown> = await waiting.next()
      if (line.done) throw new Error('备份文件不完整。')
      if (line.value.length <= 3 && line.value.toString('latin1').trimEnd() === END) return
      yield line.value
    }
  }
  await pipeline(content, client.query(copyFrom(statement.slice(0, -1))))
}

const readBody = async (client: pg.PoolClient, waiting: AsyncGenerator<Buffer>): Promise<void> => {
  for (let next = await waiting.next(); !next.done; next = await waiting.next()) {
    const statement = next.value.toString('utf8').trimEnd()
    if (statement === LAST) return
    const [, table] = COPY.exec(statement) ?? []
    if (table) {
      await client.query(`DELETE FROM ${table}`) // rows that migrations have put there
      await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`) // what they would count was counted
      await readTable(client, statement, waiting)
      await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
    } else if (SETVAL.test(statement)) await client.query(statement)
    else throw new Error('备份文件里有不认识的内容。')
  }
  throw new Error('备份文件不完整。')
}

/**
 * Reads a backup into a migrated database that holds no hospital yet, whole or not at all.
 *
 * Throws where a server is running, something is there already, the backup is of a newer release, not whole, or was
 * encrypted under another key than the vault's.
 */
export const readBackup = async (pool: pg.Pool, vault: Vault, input: Readable): Promise<Header> => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await beAlone(client)
    await mustBeEmpty(client)
    const waiting = lines(input)
    const title = await waiting.next()
    const header = headerOf(title.done ? '' : title.value.toString('utf8').trimEnd())
    await mustBeKnown(client, header)
    await touched(client, 'DELETE FROM key_check')
    await readBody(client, waiting)
    await checkKey(client, vault)
    await client.query('COMMIT')
    return header
  } finally {
    client.release(true) // what was not committed is undone
  }
}
