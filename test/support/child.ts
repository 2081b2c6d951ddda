import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { projectFile } from '../../domain/project-root.ts'

export type Child = { process: ChildProcess; nextLine(): Promise<string>; kill(): Promise<void> }

/** Runs a small module in a Node process of its own, with the sources of the project importable by their path. */
export const runChild = (source: string, environment: Record<string, string> = {}): Child => {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    cwd: projectFile(),
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    process: child,
    nextLine: async () => String((await lines.next()).value),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
