import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeDataDir } from '../prisma/embedded/data-dir.ts'

const bytes = 32

const make = (file: string): void => {
  const mine = `${file}.${randomUUID()}`
  writeFileSync(mine, `${randomBytes(bytes).toString('base64')}\n`, { mode: 0o600 })
  try {
    linkSync(mine, file) // whole or not at all, and never over a key that another process has just made
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(mine)
  }
}

/** The key in the data folder, made there at the first call. */
export const keepDataKey = (dataDir: string): Buffer => {
  const file = join(makeDataDir(dataDir), 'data-key')
  if (!existsSync(file)) make(file)
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== bytes)
    throw new Error(`${file} holds no key of ${bytes} bytes: bring it back from a backup`)
  return key
}
