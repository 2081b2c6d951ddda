/** Old and new release run side by side on one database: a migration adds; what takes away tells which releases can bear it. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../domain/project-root.ts'

/** What a release that does not know of it may stumble over. */
const TAKES_AWAY: [what: string, sql: RegExp][] = [
  ['drops a table', /\bDROP\s+(TABLE|VIEW|SEQUENCE|SCHEMA)\b/i],
  ['drops a column', /\bDROP\s+COLUMN\b/i],
  ['renames', /\bRENAME\b/i],
  ['changes a type', /\bALTER\s+COLUMN\s+\S+\s+(SET\s+DATA\s+)?TYPE\b/i],
  ['forbids NULL', /\bSET\s+NOT\s+NULL\b/i],
  ['drops a default', /\bDROP\s+DEFAULT\b/i],
  ['adds a column that must be filled', /\bADD\s+COLUMN\b(?=[^,;]*\bNOT\s+NULL\b)(?![^,;]*\bDEFAULT\b)/i],
  ['empties', /\b(TRUNCATE|DELETE\s+FROM)\b/i],
]

/** Before the first release there was nothing older to run beside. */
const ALLOWED: Record<string, string[]> = {
  '20261123000000_delivery': ['drops a default'],
}

const withoutComments = (sql: string): string => sql.replace(/--[^\n]*/g, '').replace(/\/\*.*?\*\//gs, '')

/** What a migration takes away. */
const takenAway = (sql: string): string[] =>
  TAKES_AWAY.flatMap(([what, pattern]) => (pattern.test(withoutComments(sql)) ? [what] : []))

const FLOOR = /UPDATE\s+"?schema_floor"?\s+SET\s+"?migration"?\s*=\s*'([^']+)'/i

/** What is wrong with a migration, given the names of those before it. */
const faultsOf = (name: string, sql: string, before: string[]): string[] => {
  const taken = takenAway(sql).filter((what) => !ALLOWED[name]?.includes(what))
  const floor = FLOOR.exec(withoutComments(sql))?.[1]
  if (taken.length === 0) return []
  if (floor === undefined) return taken
  return before.includes(floor) ? [] : [`raises schema_floor to ${floor}, which is not before it`]
}

const folder = projectFile('prisma', 'migrations')
const names = readdirSync(folder)
  .filter((name) => /^\d/.test(name))
  .toSorted()

describe('migrations after the first', () => {
  it.each(names.slice(1))('%s takes nothing away that an older release needs', (name) => {
    const sql = readFileSync(projectFile('prisma', 'migrations', name, 'migration.sql'), 'utf8')
    expect(faultsOf(name, sql, names.slice(0, names.indexOf(name)))).toEqual([])
  })

  it.each([
    ['drops a table', 'DROP TABLE "ward";'],
    ['drops a column', 'ALTER TABLE "ward" DROP COLUMN "beds";'],
    ['renames', 'ALTER TABLE ward RENAME COLUMN beds TO places'],
    ['renames', 'ALTER TABLE ward\n  RENAME TO station'],
    ['changes a type', 'ALTER TABLE "ward" ALTER COLUMN "beds" SET DATA TYPE BIGINT;'],
    ['forbids NULL', 'ALTER TABLE "ward" ALTER COLUMN "beds" SET NOT NULL;'],
    ['adds a column that must be filled', 'ALTER TABLE "ward" ADD COLUMN "floor" INTEGER NOT NULL;'],
    ['empties', 'DELETE FROM ward'],
  ])('would be found out: %s', (what, sql) => {
    expect(takenAway(sql)).toContain(what)
  })

  it.each([
    'CREATE TABLE ward (name TEXT NOT NULL);',
    'ALTER TABLE ward ADD COLUMN floor INTEGER;',
    'ALTER TABLE ward ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;',
    'ALTER TABLE ward ALTER COLUMN name DROP NOT NULL;',
    '-- DROP TABLE ward\nCREATE INDEX CONCURRENTLY ward_name ON ward (name);',
  ])('may: %s', (sql) => {
    expect(takenAway(sql)).toEqual([])
  })

  it('may take away where they say which releases can bear it', () => {
    const drop = `ALTER TABLE ward DROP COLUMN beds; UPDATE schema_floor SET migration = '2_second'`
    expect(faultsOf('3_third', drop, ['1_first', '2_second'])).toEqual([])
    expect(faultsOf('3_third', drop, ['1_first'])).toEqual([
      'raises schema_floor to 2_second, which is not before it',
    ])
    expect(faultsOf('3_third', 'ALTER TABLE ward DROP COLUMN beds', ['1_first'])).toEqual(['drops a column'])
  })
})
