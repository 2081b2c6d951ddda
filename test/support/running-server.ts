/** The real server as a process of its own, to be talked to over HTTP and to be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectFile } from '../../domain/project-root.ts'
import { isBuilt } from '../../bot/build.mjs'

export interface RunningServer {
  url: string
  pid: number
  /** What it has printed so far. */
  output(): string
  /** Resolves when it has ended, however that came. */
  ended: Promise<Ended>
  kill(): Promise<void>
  /** Asks it to stop and waits until it has. */
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  output: string
}

type Environment = Record<string, string>

/** Nothing of the test's own environment but what a process needs. */
const inherited = (): Environment =>
  Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'TZ'].flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )

/** What `npm start` runs where it is built, else the sources. */
const entry = isBuilt(projectFile())
  ? [projectFile('dist/bot/main.js')]
  : ['--import', 'tsx', projectFile('bot/main.ts')]

const spawnServer = (environment: Environment): { child: ChildProcess; output: () => string } => {
  const child = spawn(process.execPath, entry, {
    cwd: projectFile(),
    // On a loopback address and a free port, as a demo with little to say.
    env: { ...inherited(), PORT: '0', HOST: '127.0.0.1', DEMO: 'on', LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
  return { child, output: () => output }
}

const endOf = async (child: ChildProcess, output: () => string): Promise<Ended> => {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return { code, signal, output: output() }
}

const urlIn = (output: string): string | undefined => /http:\/\/[^\s/]+(?=\/(?:demo|chat))/.exec(output)?.[0]

const opened = (child: ChildProcess, output: () => string): Promise<string> =>
  new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const url = urlIn(output())
      if (url !== undefined) resolve(url)
    })
    child.once('close', () => reject(new Error(`the server did not start:\n${output()}`)))
  })

/** Starts a server and resolves once it is open; rejects with what it printed where it ends before. */
export const startServer = async (environment: Environment): Promise<RunningServer> => {
  const { child, output } = spawnServer(environment)
  const ended = endOf(child, output)
  const url = await opened(child, output)
  return {
    url,
    pid: child.pid ?? 0,
    output,
    ended,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}

const PATIENCE_MS = 30_000

/** Starts a server that is expected to end by itself; one that does not is killed after a while. */
export const refusedServer = async (environment: Environment): Promise<Ended> => {
  const { child, output } = spawnServer(environment)
  const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  const ended = await endOf(child, output)
  clearTimeout(patience)
  return ended
}

/** Starts a server and asks it to stop as soon as `moment` has come. */
export const interruptedServer = async (environment: Environment, moment: () => boolean): Promise<Ended> => {
  const { child, output } = spawnServer(environment)
  const ended = endOf(child, output)
  while (!moment() && child.exitCode === null) await sleep(20)
  child.kill('SIGINT')
  return ended
}
