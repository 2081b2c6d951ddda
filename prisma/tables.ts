/** The hospital's own tables, as PostgreSQL's catalog has them. */
import { type Db, rows } from './sql.ts'

export interface Table {
  name: string
  /** Those that can be written and mean the same elsewhere: transactions are numbered by each database for itself. */
  columns: string[]
  /** Column that is numbered by itself. */
  numbered: string | null
  /** Tables whose rows it points to. */
  needs: string[]
}

const TABLES = `
  SELECT c.relname AS name,
    (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.atttypid <> 'xid8'::regtype) AS columns,
    (SELECT a.attname::text FROM pg_attribute a
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       AND pg_get_serial_sequence(c.oid::regclass::text, a.attname) IS NOT NULL LIMIT 1) AS numbered,
    COALESCE((SELECT array_agg(DISTINCT f.relname::text) FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
     WHERE k.conrelid = c.oid AND k.contype = 'f' AND f.oid <> c.oid), '{}') AS needs
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relname NOT IN ('_prisma_migrations', 'schema_floor')
  ORDER BY c.relname`

/** In an order in which every table comes after those that it needs. */
export const ownTables = async (db: Db): Promise<Table[]> => {
  const waiting = await rows<Table>(db, TABLES)
  const ordered: Table[] = []
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ needs }) =>
      needs.every((needed) => ordered.some(({ name }) => name === needed)),
    )
    if (next < 0)
      throw new Error(`tables that need each other: ${waiting.map(({ name }) => name).join(', ')}`)
    ordered.push(...waiting.splice(next, 1))
  }
  return ordered
}

/** A name of the catalog, for use in SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
