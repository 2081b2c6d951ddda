import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

const procFile = (pid: number, name: string): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return undefined // no /proc on this system, or the process is gone
  }
}

const ps = (pid: number, column: string): string | undefined => {
  const { status, stdout } = spawnSync('ps', ['-p', String(pid), '-o', `${column}=`], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() || undefined : undefined
}

// The program's name stands in brackets and may hold spaces, so fields are counted from the last bracket.
const statFields = (pid: number): string[] | undefined =>
  procFile(pid, 'stat')?.replace(/^.*\)/s, '').trim().split(' ')

const isZombie = (pid: number): boolean => statFields(pid)?.[0] === 'Z'

const answersSignals = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether the process still runs; one that has ended but was not reaped by its parent does not. */
export const isAlive = (pid: number): boolean => pid > 0 && answersSignals(pid) && !isZombie(pid)

/** A text that differs between two processes which had the same pid one after the other. */
export const startOf = (pid: number): string | undefined => {
  const ticks = statFields(pid)?.[19]
  if (ticks === undefined) return ps(pid, 'lstart')
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return `${boot} ${ticks}`
}

/** The command line of a process, or undefined where the system does not tell. */
export const commandOf = (pid: number): string | undefined =>
  procFile(pid, 'cmdline')?.replaceAll('\0', ' ') ?? ps(pid, 'command')

/** The folder a process works in, or undefined where the system does not tell. */
export const workingFolderOf = (pid: number): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}
