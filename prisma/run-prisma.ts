import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { projectFile } from '../domain/project-root.ts'

const environment = (url: string): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: url,
  PRISMA_SCHEMA_ENGINE_BINARY: projectFile('prisma', 'schema-engine.mjs'),
  CHECKPOINT_DISABLE: '1', // no question to the maker's server whether there is a newer version
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
})

const cli = (args: string[]): [string, string[]] => [
  process.execPath,
  [projectFile('node_modules', 'prisma', 'build', 'index.js'), ...args],
]

/** Runs a command of Prisma's CLI on a database, in this terminal; returns its exit code. */
export const runPrisma = async (args: string[], url: string): Promise<number> => {
  const child = spawn(...cli(args), { cwd: projectFile(), env: environment(url), stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}

/** Runs a command of Prisma's CLI on a database and returns what it printed. */
export const askPrisma = async (args: string[], url: string): Promise<{ code: number; output: string }> => {
  const child = spawn(...cli(args), {
    cwd: projectFile(),
    env: environment(url),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { code: code ?? 1, output: output + errors }
}
