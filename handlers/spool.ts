/** Messages that arrived while the database was away: on disk before they are acknowledged, accepted in order when it is back. */
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { InboundMessage } from '../domain/message.ts'
import { observed } from '../domain/observed.ts'
import type { Vault } from '../prisma/vault.ts'

export interface Spool {
  /** Accepts, or writes down what cannot be accepted now; throws where the disk fails too. Of one chat, one at a time. */
  take(message: InboundMessage): Promise<'accepted' | 'repeated' | 'spooled'>
  stop(): Promise<void>
}

export interface SpoolSettings {
  folder: string
  /** Of the channel. */
  name: string
  vault: Vault
  log: Logger
  accept(message: InboundMessage): Promise<boolean>
  /** Resolves where the database answers. */
  ping(): Promise<unknown>
}

const PATIENCE_MS = 2_500
const RETRY_MS = 1_000

const within = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it took too long')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const append = async (file: string, line: string): Promise<void> => {
  const handle = await open(file, 'a', 0o600)
  try {
    await handle.write(`${line}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes that a file was made last through a power failure. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const linesOf = async (file: string): Promise<string[]> =>
  (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')

/** Null for the last line of a process that was killed while writing it. */
const messageIn = (vault: Vault, line: string): InboundMessage | null => {
  try {
    return vault.open<InboundMessage>(Buffer.from(line, 'base64'))
  } catch {
    return null
  }
}

/** False where the database is away; a line that it refuses though it is there is put aside. */
const acceptLine = async (settings: SpoolSettings, line: string): Promise<boolean> => {
  const { folder, name, vault, accept, ping, log } = settings
  const message = messageIn(vault, line)
  try {
    if (message) await accept(message)
    return true
  } catch {
    const isThere = await ping().then(
      () => true,
      () => false,
    )
    if (!isThere) return false
    const aside = join(folder, `${name}.refused`)
    await append(aside, line)
    log.error({ channel: name, file: aside }, 'a message that was written down cannot be accepted')
    return true
  }
}

/** Accepts every line of the file and removes it; false where the database went away meanwhile: then it is begun again. */
const replay = async (settings: SpoolSettings, file: string): Promise<boolean> => {
  const lines = await linesOf(file)
  for (const line of lines) if (!(await acceptLine(settings, line))) return false
  // Renamed first, so that no half-removed file is ever read.
  await rename(file, `${file}.done`)
  await rm(`${file}.done`)
  settings.log.info(
    { channel: settings.name, messages: lines.length },
    'what was written down has been accepted',
  )
  return true
}

/** Work of which only one is done at a time, in order. */
const createTurns = () => {
  let last: Promise<unknown> = Promise.resolve()
  return {
    inTurn: <T>(work: () => Promise<T>): Promise<T> => {
      const next = last.then(work, work)
      last = next.catch(() => undefined)
      return next
    },
    ended: (): Promise<unknown> => last,
  }
}

/** How many wait, told to whoever measures. */
const told = (channel: string, waiting: number): number => {
  observed('spool', { channel, waiting })
  return waiting
}

/** Whether no channel has left anything in the folder that is still to be accepted. */
export const spoolIsEmpty = async (folder: string): Promise<boolean> =>
  !existsSync(folder) || !(await readdir(folder)).some((name) => name.endsWith('.spool'))

/** Opens the spool of a channel in a folder that no other running process uses; what an earlier one left is taken over. */
export const openSpool = async (settings: SpoolSettings): Promise<Spool> => {
  const { folder, name, vault, log, accept } = settings
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${name}.spool`)
  let waiting = told(
    name,
    (await readdir(folder)).includes(`${name}.spool`) ? (await linesOf(file)).length : 0,
  )
  const { inTurn, ended } = createTurns()
  const write = async (message: InboundMessage): Promise<void> => {
    await append(file, vault.seal(message).toString('base64'))
    if (waiting === 0) await syncFolder(folder)
    waiting = told(name, waiting + 1)
  }
  const drain = async (): Promise<void> => {
    if (waiting > 0 && (await replay(settings, file))) waiting = told(name, 0)
  }
  const retry = setInterval(() => {
    if (waiting > 0)
      inTurn(drain).catch(() => log.error({ channel: name }, 'what was written down cannot be read'))
  }, RETRY_MS)

  return {
    take: async (message) => {
      if (waiting === 0) {
        try {
          return (await within(accept(message), PATIENCE_MS)) ? 'accepted' : 'repeated'
        } catch {
          log.warn({ channel: name }, 'a message could not be accepted and is written down')
        }
      }
      await inTurn(() => write(message))
      return 'spooled'
    },
    stop: async () => {
      clearInterval(retry)
      await ended()
    },
  }
}
