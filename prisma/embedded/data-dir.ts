import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, statSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { canReach, type ServerUser, serverUser } from './server-user.ts'

export type ServerFolder = { folder: string; user: ServerUser | undefined }

/** Where clusters live that root keeps in a folder which PostgreSQL's user cannot reach, such as one below /root. */
const shelter = '/var/lib/yiguanjia-'

/** Makes the data folder, closed to others, where it is missing; returns its real path. */
export const makeDataDir = (dataDir: string): string => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const folder = realpathSync(dataDir)
  const user = serverUser()
  const { uid, mode } = statSync(folder)
  if (user && uid === 0 && !canReach(folder, user) && canReach(dirname(folder), user)) {
    chownSync(folder, 0, user.gid) // PostgreSQL's user walks through this folder and sees nothing else in it
    chmodSync(folder, (mode & 0o777) | 0o010)
  }
  return folder
}

const handOver = (folder: string, user: ServerUser | undefined): ServerFolder => {
  if (user) chownSync(folder, user.uid, user.gid)
  return { folder: realpathSync(folder), user }
}

// Who owned the cluster when it was made keeps it, whichever users the system has gained since.
const keepOwner = (folder: string): ServerFolder => {
  const user = serverUser()
  const { uid, gid } = statSync(folder)
  if (user) return handOver(folder, uid === 0 ? user : { uid, gid })
  if (process.getuid && uid !== process.getuid())
    throw new Error(`${folder} belongs to user ${uid}: start as that user, or choose another DATA_DIR`)
  return handOver(folder, undefined)
}

const sheltered = (link: string, user: ServerUser, log: (line: string) => void): ServerFolder => {
  const folder = mkdtempSync(shelter)
  symlinkSync(folder, link)
  log(`PostgreSQL's user cannot reach ${dirname(link)}: the database lives in ${folder}`)
  return handOver(folder, user)
}

/**
 * The folder below the data folder that belongs to PostgreSQL, and the user it runs as.
 *
 * Where root keeps the data folder out of that user's reach, it is a link to a folder in /var/lib.
 */
export const serverFolder = (dataDir: string, log: (line: string) => void): ServerFolder => {
  const folder = join(dataDir, 'postgres')
  if (statSync(folder, { throwIfNoEntry: false })) return keepOwner(folder)
  const user = serverUser()
  if (user && !canReach(dataDir, user)) return sheltered(folder, user, log)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return handOver(folder, user)
}
