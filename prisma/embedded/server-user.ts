import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export type ServerUser = { uid: number; gid: number }

const nobody: ServerUser = { uid: 65534, gid: 65534 }

const accounts = (): string[][] => {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
  } catch {
    return []
  }
}

const account = (name: string): ServerUser | undefined => {
  const [, , uid, gid] = accounts().find(([login]) => login === name) ?? []
  return Number(uid) > 0 ? { uid: Number(uid), gid: Number(gid) } : undefined
}

/** The user PostgreSQL runs as: undefined means our own; root steps down, since PostgreSQL refuses to run as root. */
export const serverUser = (): ServerUser | undefined =>
  process.getuid?.() === 0 ? (account('postgres') ?? account('nobody') ?? nobody) : undefined

const mayEnter = (folder: string, user: ServerUser): boolean => {
  const { uid, gid, mode } = statSync(folder)
  if (uid === user.uid) return (mode & 0o100) > 0
  return gid === user.gid ? (mode & 0o010) > 0 : (mode & 0o001) > 0
}

/** Whether `user` may enter `folder` and every folder above it. */
export const canReach = (folder: string, user: ServerUser): boolean =>
  mayEnter(folder, user) && (dirname(folder) === folder || canReach(dirname(folder), user))
