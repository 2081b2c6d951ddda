import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { projectFile } from '../domain/project-root.ts'

interface Stored {
  key: string
  made: unknown
}

const fromSources = import.meta.url.endsWith('.ts')

/** Made by the sources or by the built server, each with its own key: neither drives out what the other made. */
const fileOf = (name: string): string =>
  projectFile('nlu', 'generated', fromSources ? `${name}.sources.json` : `${name}.json`)

/** What was stored under that name with that key; null where nothing was, or it belongs to other inputs. */
export const readGenerated = (name: string, key: string): unknown => {
  const file = fileOf(name)
  if (!existsSync(file)) return null
  const stored = JSON.parse(readFileSync(file, 'utf8')) as Stored
  return stored.key === key ? stored.made : null
}

/** Written beside and renamed, so that processes which start together never read half a file. */
const store = (name: string, stored: Stored): void => {
  const file = fileOf(name)
  mkdirSync(dirname(file), { recursive: true })
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, JSON.stringify(stored))
  renameSync(beside, file)
}

/** An installed release may lie where its user may not write. */
const mayNotWrite = (error: unknown): boolean =>
  ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')

/** Keeps what was made of inputs with that key in `nlu/generated/`, where it may be written. */
export const writeGenerated = (name: string, key: string, made: unknown): void => {
  try {
    store(name, { key, made })
  } catch (error) {
    if (!mayNotWrite(error)) throw error
  }
}

/** Changes whenever one of the files does. */
export const keyOfFiles = (files: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}
