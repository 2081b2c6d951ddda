/** The database of a server that runs as a process of its own. */
import pg from 'pg'
import { projectFile } from '../../domain/project-root.ts'
import { migrate } from '../../prisma/migrate.ts'

const asked = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined) // a lost connection shows as a failed query
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Sets the clock of a hospital that may be running to an instant, ISO: whatever became due is due now. */
export const setClock = (url: string, at: string): Promise<void> =>
  asked(url, async (client) => {
    await client.query('UPDATE clock SET offset_ms = $1 WHERE id = 1', [Date.parse(at) - Date.now()])
  })

/** Sets the clock of a hospital before its first server starts. */
export const hospitalAt = async (url: string, at: string): Promise<void> => {
  await asked(url, (client) => migrate(client, projectFile('prisma/migrations')))
  await setClock(url, at)
}

/** Number of rows of a table, with a condition where one is given: `ticket WHERE kind = 'praise'`. */
export const count = (url: string, from: string): Promise<number> =>
  asked(url, async (client) => {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${from}`)
    return Number(rows[0]?.count)
  })
