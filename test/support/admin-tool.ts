import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { projectFile } from '../../domain/project-root.ts'

export interface ToolRun {
  code: number | null
  /** On either stream. */
  output: string
}

/** Runs `npm run admin -- …` as a process of its own, with `typed` at its keyboard. */
export const adminTool = async (
  environment: Record<string, string>,
  args: string[],
  typed = '',
): Promise<ToolRun> => {
  const child = spawn(process.execPath, ['--import', 'tsx', projectFile('bot/cli/admin.ts'), ...args], {
    env: { ...process.env, DATABASE_URL: '', DATA_KEY: '', ...environment },
    stdio: 'pipe',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
  child.stdin.end(typed)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}
