import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../domain/project-root.ts'
import { tempFolder } from '../support/temp-folder.ts'

type Violation = { from: string; to: string; rule: { name: string } }

// The table of docs/architecture, as words: what each folder may import besides itself.
const table: Record<string, string> = {
  domain: '',
  rules: 'domain',
  texts: 'domain',
  hospital: 'domain rules',
  nlu: 'domain rules',
  prisma: 'domain rules',
  dialogs: 'domain rules',
  jobs: 'domain rules prisma texts',
  reports: 'domain rules prisma texts',
  handlers: 'domain rules texts hospital nlu prisma dialogs jobs reports',
  web: 'domain',
  bot: 'domain rules texts hospital nlu prisma dialogs jobs reports handlers web',
}

const folders = Object.keys(table)

const cruise = async (cwd: string, paths: string[]): Promise<Violation[]> => {
  const cli = projectFile('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const config = projectFile('.dependency-cruiser.cjs')
  const args = [cli, '--config', config, '--output-type', 'json', ...paths]
  // It exits with the number of violations, and prints them all the same.
  const stdout = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 100_000_000 }, (_error, printed) => resolve(printed))
  })
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations
}

const folderOf = (path: string): string => path.split('/')[0] ?? ''

describe('the import rules', { timeout: 60_000 }, () => {
  let project: ReturnType<typeof tempFolder>
  let violations: Violation[]

  // A project in which every folder imports every other one.
  beforeAll(async () => {
    project = tempFolder()
    writeFileSync(join(project.path, 'package.json'), '{ "type": "module" }')
    for (const from of folders) {
      mkdirSync(join(project.path, from))
      writeFileSync(
        join(project.path, from, 'index.ts'),
        'export type Name = string\nexport const name: Name = "x"\n',
      )
      for (const to of folders)
        writeFileSync(
          join(project.path, from, `imports-${to}.ts`),
          `import { name } from '../${to}/index.ts'\nexport const use = (): string => name\n`,
        )
    }
    writeFileSync(
      join(project.path, 'web', 'page.tsx'),
      'import { use } from \'../handlers/imports-domain.ts\'\nexport const Page = () => <p class="x">{use()}</p>\n',
    )
    writeFileSync(join(project.path, 'domain', 'lost.ts'), "export { x } from './nowhere.ts'\n")
    writeFileSync(
      join(project.path, 'domain', 'a.ts'),
      "import type { B } from './b.ts'\nexport type A = B\n",
    )
    writeFileSync(
      join(project.path, 'domain', 'b.ts'),
      "import type { A } from './a.ts'\nexport type B = A\n",
    )
    violations = await cruise(project.path, folders)
  })
  afterAll(() => project.remove())

  it.each(folders)('let %s import what the table says and nothing else', (from) => {
    const refused = violations.filter(({ from: file }) => file.startsWith(`${from}/imports-`))
    const mayNot = folders.filter((to) => to !== from && !table[from]?.split(' ').includes(to))
    expect(new Set(refused.map(({ to }) => folderOf(to)))).toEqual(new Set(mayNot))
  })

  it('read pages with tags', () => {
    expect(violations.some(({ from, to }) => from === 'web/page.tsx' && folderOf(to) === 'handlers')).toBe(
      true,
    )
  })

  it('find circles and lost imports', () => {
    const rulesAt = (file: string) =>
      violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)
    expect(rulesAt('domain/lost.ts')).toContain('imports-are-found')
    expect([...rulesAt('domain/a.ts'), ...rulesAt('domain/b.ts')]).toContain('no-circles')
  })

  it('let pages take only types from domain', () => {
    const pages = readdirSync(projectFile('web'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.tsx?$/.test(name),
    )
    expect(pages.length).toBeGreaterThan(0)
    const taking = pages.filter((name) =>
      /^(import|export)\s+(?!type\b)[^'"]*['"][^'"]*\/domain\//m.test(
        readFileSync(projectFile('web', name), 'utf8'),
      ),
    )
    expect(taking).toEqual([])
  })
})
