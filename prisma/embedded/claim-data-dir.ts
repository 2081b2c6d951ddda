import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDataDir } from './data-dir.ts'
import { isAlive, startOf } from './process-identity.ts'

type Holder = { pid: number; start: string | undefined }

export type Claim = { release(): Promise<void> }

// Claims are files named 1, 2, 3…; the highest is the one that counts. A claim whose process was killed is followed
// by the next number, which only one process can link, so a claim is never changed by anybody but its holder.
const claimsFolder = (home: string): string => join(home, 'claims')

const numbersIn = async (folder: string): Promise<number[]> =>
  (await readdir(folder)).map(Number).filter((n) => n > 0)

const highestIn = async (folder: string): Promise<number> => Math.max(0, ...(await numbersIn(folder)))

const isCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code

const contentOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return ''
    throw error
  }
}

const livingHolder = async (file: string): Promise<Holder | undefined> => {
  const content = await contentOf(file)
  if (content === '') return undefined // released
  const holder = JSON.parse(content) as Holder
  return isAlive(holder.pid) && startOf(holder.pid) === holder.start ? holder : undefined
}

/** The process id of the server that holds the data folder, or undefined. */
export const holderOf = async (dataDir: string): Promise<number | undefined> => {
  const folder = claimsFolder(makeDataDir(dataDir))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return (await livingHolder(join(folder, String(await highestIn(folder)))))?.pid
}

/** Links the claim under `number`; false where another process was faster. */
const take = async (folder: string, claim: string, number: number): Promise<boolean> => {
  const file = join(folder, String(number))
  try {
    await link(claim, file)
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
  if ((await highestIn(folder)) === number) return true
  await rm(file, { force: true })
  return false
}

const removeBelow = async (folder: string, number: number): Promise<void> => {
  for (const old of await numbersIn(folder))
    if (old < number) await rm(join(folder, String(old)), { force: true })
}

const claimIn = async (home: string, folder: string, claim: string): Promise<Claim> => {
  for (;;) {
    const highest = await highestIn(folder)
    const holder = await livingHolder(join(folder, String(highest)))
    if (holder)
      throw new Error(
        `a server (process ${holder.pid}) already works on ${home}: stop it, or give this one a DATA_DIR of its own. ` +
          'Several servers for one hospital need DATABASE_URL',
      )
    const mine = highest + 1
    if (!(await take(folder, claim, mine))) continue
    await removeBelow(folder, mine)
    return { release: () => truncate(join(folder, String(mine))) }
  }
}

/**
 * Makes this process the one server of a data folder, until `release` or its end, however that comes.
 *
 * Throws, naming the process, where another living one has the folder.
 */
export const claimDataDir = async (dataDir: string): Promise<Claim> => {
  const home = makeDataDir(dataDir)
  const folder = claimsFolder(home)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const claim = join(folder, `new-${randomUUID()}`)
  const holder: Holder = { pid: process.pid, start: startOf(process.pid) }
  await writeFile(claim, JSON.stringify(holder), { mode: 0o600 })
  try {
    return await claimIn(home, folder, claim)
  } finally {
    await rm(claim, { force: true })
  }
}
