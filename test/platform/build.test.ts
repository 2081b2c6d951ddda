import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../domain/project-root.ts'
import { tempFolder } from '../support/temp-folder.ts'

const schema = `
generator client {
  provider = "prisma-client"
  output = "./generated"
}
datasource db {
  provider = "postgresql"
}
model Ward {
  id Int @id
}
`

const main = `
import { greeting } from './greeting.ts'
import { Prisma } from '../prisma/generated/client.ts'
process.on('SIGTERM', () => { console.log('asked to stop'); process.exit(0) })
setInterval(() => undefined, 1000)
console.log(JSON.stringify({ greeting, pid: process.pid, model: Prisma.ModelName.Ward }))
`

describe('npm start', { timeout: 60_000 }, () => {
  let folder: ReturnType<typeof tempFolder>
  const at = (path: string) => join(folder.path, path)
  const write = (path: string, content: string) => {
    mkdirSync(dirname(at(path)), { recursive: true })
    writeFileSync(at(path), content)
  }

  beforeAll(async () => {
    folder = tempFolder()
    symlinkSync(projectFile('node_modules'), at('node_modules'))
    const copied = [
      'package.json',
      'tsconfig.json',
      'tsconfig.build.json',
      'prisma.config.ts',
      'bot/build.mjs',
      'bot/start.mjs',
    ]
    for (const file of copied) await cp(projectFile(file), at(file))
    write('prisma/schema.prisma', schema)
    write('bot/greeting.ts', "export const greeting: string = '您好'\n")
    write('bot/main.ts', main)
  })
  afterAll(() => folder.remove())

  const start = () => {
    const child = spawn(process.execPath, ['bot/start.mjs'], {
      cwd: folder.path,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const lines: AsyncIterator<string, undefined> = createInterface({ input: child.stdout })[
      Symbol.asyncIterator
    ]()
    const untilStarted = async (): Promise<{ greeting: string; pid: number; model: string }> => {
      for (;;) {
        const { value } = await lines.next()
        if (value === undefined) throw new Error('it ended before it started')
        if (value.startsWith('{')) return JSON.parse(value) as never
      }
    }
    const stop = async (): Promise<string | undefined> => {
      child.kill('SIGTERM')
      const [{ value }] = await Promise.all([lines.next(), once(child, 'exit')])
      return value
    }
    return { child, untilStarted, stop }
  }

  it('builds and runs the server in its own process, which signals reach', async () => {
    const server = start()
    expect(await server.untilStarted()).toEqual({ greeting: '您好', pid: server.child.pid, model: 'Ward' })
    expect(await server.stop()).toBe('asked to stop')
    expect(server.child.exitCode).toBe(0)
  })

  it('does not build again what has not changed', async () => {
    const before = statSync(at('dist/bot/main.js')).mtimeMs
    const server = start()
    await server.untilStarted()
    await server.stop()
    expect(statSync(at('dist/bot/main.js')).mtimeMs).toBe(before)
  })

  it('builds what changed, and leaves nothing of a file that is gone', async () => {
    write('bot/welcome.ts', "export const greeting = '欢迎'\n")
    write('bot/main.ts', main.replace('./greeting.ts', './welcome.ts'))
    rmSync(at('bot/greeting.ts'))
    const server = start()
    expect(await server.untilStarted()).toMatchObject({ greeting: '欢迎' })
    await server.stop()
    expect(existsSync(at('dist/bot/greeting.js'))).toBe(false)
  })

  it('says what is wrong and keeps the last build when a build fails', async () => {
    const before = readFileSync(at('dist/bot/welcome.js'), 'utf8')
    write('bot/welcome.ts', 'export const greeting = = 1\n')
    const { child } = start()
    let errors = ''
    child.stderr.on('data', (chunk) => (errors += String(chunk)))
    const [code] = (await once(child, 'exit')) as [number]
    expect(code).toBe(1)
    expect(errors).toContain('the TypeScript compiler failed')
    expect(readFileSync(at('dist/bot/welcome.js'), 'utf8')).toBe(before)
  })
})
