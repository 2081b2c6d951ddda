import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { projectFile } from '../domain/project-root.ts'

const KEY_BYTES = 32

/** What is stored is in the form of this V8: another one's is not read. */
const stampOf = (key: string): Buffer => createHash('sha256').update(`${process.versions.v8} ${key}`).digest()

const fromSources = import.meta.url.endsWith('.ts')

/** Made by the sources or by the built server, each with its own key: neither drives out what the other made. */
const fileOf = (name: string): string =>
  projectFile('nlu', 'generated', fromSources ? `${name}.sources.bin` : `${name}.bin`)

/** What was stored under that name with that key; null where nothing was, or it belongs to other inputs. */
export const readGenerated = (name: string, key: string): unknown => {
  const file = fileOf(name)
  if (!existsSync(file)) return null
  const bytes = readFileSync(file)
  const made = bytes.subarray(KEY_BYTES)
  return bytes.subarray(0, KEY_BYTES).equals(stampOf(key)) ? deserialize(made) : null
}

/** Written beside and renamed, so that processes which start together never read half a file. */
const store = (name: string, key: string, made: unknown): void => {
  const file = fileOf(name)
  mkdirSync(dirname(file), { recursive: true })
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, Buffer.concat([stampOf(key), serialize(made)]))
  renameSync(beside, file)
}

/** An installed release may lie where its user may not write. */
const mayNotWrite = (error: unknown): boolean =>
  ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')

/** Keeps what was made of inputs with that key in `nlu/generated/`, where it may be written. */
export const writeGenerated = (name: string, key: string, made: unknown): void => {
  try {
    store(name, key, made)
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

const LEARNT_FROM = /^(?!.*\.d\.ts$).*\.(?:txt|[jt]s)$/

/** Changes whenever a list (`*.txt`) or the code in one of the folders does. */
export const keyOfFolders = (folders: readonly string[]): string =>
  keyOfFiles(
    folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => LEARNT_FROM.test(name))
        .sort()
        .map((name) => join(folder, name)),
    ),
  )
