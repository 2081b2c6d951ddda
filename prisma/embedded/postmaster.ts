import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Cluster, type Log, superuser } from './cluster.ts'
import { freePort } from './free-port.ts'
import { commandOf, isAlive, workingFolderOf } from './process-identity.ts'

export type Postmaster = { pid: number; port: number; version: string; adopted: boolean }

export type ServerSettings = Record<string, string>

const startLimitMs = 120_000
const stopLimitMs = 30_000
const logLimitBytes = 10_000_000

const ourSettings: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  logging_collector: 'off',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

// After a power cut another process may have been given the pid that the file names.
const mayBePostmaster = (pid: number, folder: string): boolean => {
  if (!isAlive(pid)) return false
  const workingFolder = workingFolderOf(pid)
  return workingFolder === undefined
    ? /postgres/.test(commandOf(pid) ?? 'postgres')
    : workingFolder === folder
}

/** The server that runs on this cluster, or undefined. */
export const runningPostmaster = (folder: string): { pid: number; port: number } | undefined => {
  const file = join(folder, 'postmaster.pid')
  try {
    const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number)
    if (pid === undefined || port === undefined) return undefined
    if (mayBePostmaster(pid, folder)) return { pid, port }
    if (isAlive(pid)) rmSync(file, { force: true }) // PostgreSQL would take that process for a server of its own
    return undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

export const urlOf = ({ password }: Cluster, port: number, database = superuser): string =>
  `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`

const makeDatabase = async (client: pg.Client): Promise<void> => {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [superuser])
  if (rowCount) return
  await client.query(`CREATE DATABASE ${superuser}`).catch((error: { code?: string }) => {
    if (error.code !== '42P04' && error.code !== '23505') throw error // another process made it just now
  })
}

/** Connects once, makes the product's database where it is missing, and returns the server's version. */
const greet = async (cluster: Cluster, port: number): Promise<string> => {
  const client = new pg.Client({
    connectionString: urlOf(cluster, port, 'postgres'),
    connectionTimeoutMillis: 3000,
  })
  client.on('error', () => undefined) // a lost connection shows as a failed query
  try {
    await client.connect()
    await makeDatabase(client)
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    return rows[0]?.server_version ?? ''
  } finally {
    await client.end().catch(() => undefined)
  }
}

const launch = (
  cluster: Cluster,
  port: number,
  settings: ServerSettings,
): { pid: number; ended: () => boolean } => {
  const options = Object.entries({ ...settings, ...ourSettings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  if ((statSync(cluster.logFile, { throwIfNoEntry: false })?.size ?? 0) > logLimitBytes)
    renameSync(cluster.logFile, `${cluster.logFile}.old`)
  const output = openSync(cluster.logFile, 'a', 0o600)
  const child = spawn(
    join(cluster.programs, 'postgres'),
    ['-D', cluster.folder, '-p', String(port), ...options],
    {
      ...cluster.user,
      cwd: cluster.folder,
      stdio: ['ignore', output, output],
      detached: true, // Ctrl+C in the terminal is for us; we stop the server when we are done with it
    },
  )
  closeSync(output)
  let ended = false
  child.once('exit', () => (ended = true)).once('error', () => (ended = true))
  child.unref()
  return { pid: child.pid ?? 0, ended: () => ended }
}

const lastLines = (file: string): string =>
  readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n')

type Attempt = { postmaster?: Postmaster; problem?: unknown }

const greetWhile = async (
  cluster: Cluster,
  port: number,
  goOn: () => boolean,
): Promise<{ version?: string; problem?: unknown }> => {
  let problem: unknown
  while (goOn()) {
    try {
      return { version: await greet(cluster, port) }
    } catch (error) {
      problem = error
      await sleep(25)
    }
  }
  return { problem }
}

const adopt = async (cluster: Cluster, until: number): Promise<Attempt> => {
  const running = runningPostmaster(cluster.folder)
  if (!running) return {}
  const goOn = () => Date.now() < until && isAlive(running.pid)
  const { version, problem } = await greetWhile(cluster, running.port, goOn)
  return version === undefined ? { problem } : { postmaster: { ...running, version, adopted: true } }
}

const begin = async (
  cluster: Cluster,
  port: number,
  settings: ServerSettings,
  until: number,
): Promise<Attempt> => {
  const { pid, ended } = launch(cluster, port, settings)
  const { version, problem } = await greetWhile(cluster, port, () => !ended() && Date.now() < until)
  return version === undefined ? { problem } : { postmaster: { pid, port, version, adopted: false } }
}

/** Adopts the server that runs on the cluster, or starts one; on `port` where that is given. */
export const bringUp = async (
  cluster: Cluster,
  settings: ServerSettings,
  port?: number,
): Promise<Postmaster> => {
  const until = Date.now() + startLimitMs
  let problem: unknown
  for (let attempt = 0; attempt < 20 && Date.now() < until; attempt += 1) {
    const adopted = await adopt(cluster, until)
    const { postmaster, ...failed } = adopted.postmaster
      ? adopted
      : await begin(cluster, port ?? (await freePort()), settings, until)
    if (postmaster) return postmaster
    problem = failed.problem ?? adopted.problem
    await sleep(200)
  }
  throw new Error(`PostgreSQL did not start; the end of ${cluster.logFile}:\n${lastLines(cluster.logFile)}`, {
    cause: problem,
  })
}

const ends = async (pid: number, limitMs: number): Promise<boolean> => {
  for (const until = Date.now() + limitMs; Date.now() < until; await sleep(20)) if (!isAlive(pid)) return true
  return !isAlive(pid)
}

const signal = (pid: number, name: 'SIGINT' | 'SIGQUIT'): void => {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Shuts the server down cleanly, breaking off what clients still do; at once where that takes too long. */
export const shutDown = async (pid: number, log: Log): Promise<void> => {
  signal(pid, 'SIGINT')
  if (await ends(pid, stopLimitMs)) return
  log('PostgreSQL does not end by itself: stopping it at once')
  signal(pid, 'SIGQUIT')
  await ends(pid, stopLimitMs)
}
