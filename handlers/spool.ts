/** Messages that arrived while the database was away: on disk before they are acknowledged, accepted in order when it is back. */
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { InboundMessage } from '../domain/message.ts'
import type { Vault } from '../prisma/vault.ts'

export interface Spool {
  /** Accepts, or writes down what cannot be accepted now; throws where the disk fails too. Of one chat, one at a time. */
  take(message: InboundMessage): Promise<'accepted' | 'repeated' | 'spooled'>
  /** Messages that wait on disk. */
  waiting(): number
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

/** Opens the spool of a channel in a folder that no other running process uses; what an earlier one left is taken over. */
export const openSpool = async (settings: SpoolSettings): Promise<Spool> => {
  const { folder, name, vault, log, accept, ping } = settings
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${name}.spool`)
  const aside = join(folder, `${name}.refused`)
  let waiting = (await readdir(folder)).includes(`${name}.spool`) ? (await linesOf(file)).length : 0
  let queue: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = queue.then(work, work)
    queue = next.catch(() => undefined)
    return next
  }

  const read = (line: string): InboundMessage | null => {
    try {
      return vault.open<InboundMessage>(Buffer.from(line, 'base64'))
    } catch {
      return null // the last line of a process that was killed while writing
    }
  }

  const write = async (message: InboundMessage): Promise<void> => {
    await append(file, vault.seal(message).toString('base64'))
    if (waiting === 0) await syncFolder(folder)
    waiting += 1
  }

  /** False where the database is away; a line that it refuses though it is there is put aside. */
  const acceptLine = async (line: string): Promise<boolean> => {
    const message = read(line)
    try {
      if (message) await accept(message)
      return true
    } catch {
      const there = await ping().then(
        () => true,
        () => false,
      )
      if (!there) return false
      await append(aside, line)
      log.error({ channel: name, file: aside }, 'a message that was written down cannot be accepted')
      return true
    }
  }

  const replay = async (): Promise<void> => {
    const lines = await linesOf(file)
    for (const line of lines) if (!(await acceptLine(line))) return
    // Renamed first, so that no half-removed file is ever read.
    await rename(file, `${file}.done`)
    await rm(`${file}.done`)
    log.info({ channel: name, messages: lines.length }, 'messages that were written down have been accepted')
    waiting = 0
  }

  const retry = setInterval(() => {
    if (waiting > 0) inTurn(() => (waiting > 0 ? replay() : Promise.resolve())).catch(lost)
  }, RETRY_MS)
  const lost = (error: unknown): void =>
    log.error(
      { channel: name, error: error instanceof Error ? error.name : 'unknown' },
      'the spool cannot be read',
    )

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
    waiting: () => waiting,
    stop: async () => {
      clearInterval(retry)
      await queue
    },
  }
}
