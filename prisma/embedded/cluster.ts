import { spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { makeDataDir, serverFolder } from './data-dir.ts'
import { findPrograms } from './programs.ts'
import { isAlive } from './process-identity.ts'
import type { ServerUser } from './server-user.ts'

export type Log = (line: string) => void

/** A PostgreSQL data directory with everything needed to start a server on it. */
export type Cluster = {
  folder: string
  programs: string
  logFile: string
  password: string
  user: ServerUser | undefined
}

/** PostgreSQL's superuser in the cluster, and the name of the product's database. */
export const superuser = 'yiguanjia'

const writeOnce = (file: string, content: string): void => {
  const mine = `${file}.${randomUUID()}`
  writeFileSync(mine, content, { mode: 0o600 })
  try {
    linkSync(mine, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(mine)
  }
}

const readPassword = (dataDir: string): string => {
  const file = join(dataDir, 'postgres.password')
  if (!existsSync(file)) writeOnce(file, randomBytes(24).toString('base64url'))
  return readFileSync(file, 'utf8').trim()
}

const runInitdb = (folder: string, { programs, password, user }: Cluster): void => {
  const passwordFile = `${folder}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) chownSync(passwordFile, user.uid, user.gid)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['-U', superuser, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  const { status, stderr, error } = spawnSync(
    join(programs, 'initdb'),
    ['-D', folder, ...access, ...locale],
    {
      ...user,
      cwd: folder,
      encoding: 'utf8',
    },
  )
  rmSync(passwordFile)
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr.trim()}`)
}

const removeUnfinished = (cluster: string): void => {
  for (const name of readdirSync(dirname(cluster))) {
    const pid = /^cluster\.(\d+)/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(dirname(cluster), name), { recursive: true, force: true })
  }
}

// Made beside its place and moved there whole, so an interrupted or concurrent first start leaves no half cluster.
const create = (cluster: Cluster): void => {
  removeUnfinished(cluster.folder)
  const unfinished = `${cluster.folder}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  if (cluster.user) chownSync(unfinished, cluster.user.uid, cluster.user.gid)
  runInitdb(unfinished, cluster)
  try {
    renameSync(unfinished, cluster.folder)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(join(cluster.folder, 'PG_VERSION'))) throw error
  }
}

const checkMajorVersion = ({ folder, programs }: Cluster): void => {
  const made = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  const shipped = /\d+/.exec(
    spawnSync(join(programs, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout,
  )?.[0]
  if (shipped !== undefined && made !== shipped)
    throw new Error(
      `the database in ${folder} was made by PostgreSQL ${made} and this release brings ${shipped}: ` +
        'dump it with the release that made it and load the dump into an empty DATA_DIR',
    )
}

/** Finds or makes the cluster of a data folder; starts nothing. */
export const openCluster = (dataDir: string, log: Log): Cluster => {
  const home = makeDataDir(dataDir)
  const { folder, user } = serverFolder(home, log)
  const cluster: Cluster = {
    folder: join(folder, 'cluster'),
    programs: findPrograms(folder, user, log),
    logFile: join(folder, 'server.log'),
    password: readPassword(home),
    user,
  }
  if (existsSync(join(cluster.folder, 'PG_VERSION'))) checkMajorVersion(cluster)
  else create(cluster)
  return cluster
}
