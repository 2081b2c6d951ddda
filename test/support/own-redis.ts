/** A Redis of one test's own, to be killed and started again on its port. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../prisma/embedded/free-port.ts'

export interface OwnRedis {
  url: string
  start(): Promise<void>
  kill(): Promise<void>
  flush(): void
}

export const redisInstalled = (): boolean => spawnSync('redis-server', ['--version']).status === 0

export const ownRedis = async (): Promise<OwnRedis> => {
  const port = String(await freePort())
  const ask = (...words: string[]): string =>
    spawnSync('redis-cli', ['-p', port, ...words], { encoding: 'utf8' }).stdout
  const settings = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--maxmemory-policy', 'noeviction']
  let child: ChildProcess | undefined
  return {
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      child = spawn('redis-server', settings, { stdio: 'ignore' })
      for (const until = Date.now() + 10_000; !ask('ping').includes('PONG'); await sleep(50))
        if (Date.now() > until) throw new Error('redis-server does not answer')
    },
    kill: async () => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    flush: () => void ask('flushall'),
  }
}
