import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { configTable } from '../../bot/config-table.ts'
import { configVariables } from '../../bot/config-variables.ts'
import { projectFile } from '../../domain/project-root.ts'

const section = (text: string): string | undefined =>
  /<!-- config -->\n(.*?)\n<!-- \/config -->/s.exec(text)?.[1]

describe('the table of environment variables', () => {
  it('has a row with a meaning for every variable', () => {
    const rows = configTable().split('\n').slice(2)
    expect(rows).toHaveLength(Object.keys(configVariables).length)
    for (const row of rows) expect(row).toMatch(/^\| `[A-Z_]+` \| .* \| .{5,} \|$/)
  })

  it('stands in README.md as it is made from the code', () => {
    expect(section(readFileSync(projectFile('README.md'), 'utf8'))?.trim()).toBe(configTable())
  })
})
