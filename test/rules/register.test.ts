import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { projectFile } from '../../domain/project-root.ts'
import { defaultPolicy, policySchema } from '../../rules/policy.ts'

/** The kinds of values a policy is made of, and the announced holidays, are no rules. */
const noRules = ['policy-fields.ts', 'policy-with.ts', 'policy.ts', 'public-holidays.ts']
const ruleId = /\b(?:AP|CP|FU|SV|SD|DU)-\d+b?\b/g

interface Docstring {
  file: string
  /** Without stars, in one line. */
  text: string
  /** What it stands before, if that is exported. */
  exported: string | null
}

const docstringsOf = (file: string): Docstring[] => {
  const code = readFileSync(projectFile('rules', file), 'utf8')
  return [...code.matchAll(/\/\*\*(.*?)\*\/\n(?:export (?:const|function|type|interface) (\w+))?/gs)].map(
    ([, text = '', exported]) => ({
      file,
      text: text.replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim(),
      exported: exported || null,
    }),
  )
}

const files = readdirSync(projectFile('rules'))
  .filter((file) => file.endsWith('.ts'))
  .toSorted()
const rules = files.filter((file) => !noRules.includes(file))
const idsIn = (text: string): string[] =>
  [...text.slice(text.indexOf('Source:')).matchAll(ruleId)].map(([id]) => id)
const [area, number] = [(id: string) => id.slice(0, 2), (id: string) => Number.parseInt(id.slice(3), 10)]
const areas = ['AP', 'CP', 'FU', 'SV', 'SD', 'DU']
const byId = (a: string, b: string) =>
  areas.indexOf(area(a)) - areas.indexOf(area(b)) || number(a) - number(b)

const implemented = (): string[] => {
  const cited = rules.flatMap(docstringsOf).filter(({ text }) => text.includes('Source:'))
  const ids = [...new Set(cited.flatMap(({ text }) => idsIn(text)))].toSorted(byId)
  return ids.flatMap((id) => {
    const citing = cited.filter(({ text }) => idsIn(text).includes(id))
    return [...new Set(citing.map(({ file }) => file))].map((file) => {
      const names = citing.flatMap(({ file: other, exported }) =>
        other === file && exported ? [`\`${exported}\``] : [],
      )
      return `| ${id} | [${file}](../rules/${file}) | ${names.join(', ')} |`
    })
  })
}

interface Parameter {
  properties?: Record<string, Parameter>
  description?: string
}

const parameters = (schema: Parameter, values: unknown, path: string[] = []): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, parameter]) => {
    const value = (values as Record<string, unknown>)[name]
    if (!parameter.description) return parameters(parameter, value, [...path, name])
    const [meaning = '', source = ''] = parameter.description.split(' Source: ')
    return [`| \`${[...path, name].join('.')}\` | \`${JSON.stringify(value)}\` | ${meaning} | ${source} |`]
  })

const register = (): string =>
  [
    '# The register of rules',
    '',
    'Generated from the docstrings in `rules/` and the descriptions in `rules/policy.ts`; a test compares it',
    '(`npx vitest run test/rules/register.test.ts -u` writes it anew). S0–S4 are the rule books, `own` is a choice of this',
    'project where the books give no number.',
    '',
    '## Rule → code',
    '',
    '| rule | file | functions |',
    '| --- | --- | --- |',
    ...implemented(),
    '',
    '## Policy',
    '',
    'A hospital overrides any of these under `policy:` in its file; unknown names are refused.',
    '',
    '| parameter | default | meaning | source |',
    '| --- | --- | --- | --- |',
    ...parameters(z.toJSONSchema(policySchema, { io: 'input' }) as Parameter, defaultPolicy),
    '',
  ].join('\n')

describe('the register of rules', () => {
  it.each(rules)('%s names the source of every function, or one for all', (file) => {
    const code = readFileSync(projectFile('rules', file), 'utf8')
    const [header = ''] = code.startsWith('/**') ? docstringsOf(file).map(({ text }) => text) : []
    const functions = [...code.matchAll(/export (?:const (\w+) = (?:<.*?>)?\(|function (\w+))/g)].map(
      ([, a, b]) => a ?? b,
    )
    const sourced = docstringsOf(file).flatMap(({ text, exported }) =>
      idsIn(text).length > 0 ? [exported] : [],
    )
    expect(functions.length).toBeGreaterThan(0)
    expect(idsIn(header).length > 0 ? [] : functions.filter((name) => !sourced.includes(name ?? ''))).toEqual(
      [],
    )
  })

  it('is docs/rules.md', async () => {
    await expect(register()).toMatchFileSnapshot(projectFile('docs', 'rules.md'))
  })

  it('holds the rules of the first form', () => {
    const found = new Set(implemented().map((row) => row.split(' | ')[0]?.slice(2)))
    for (const id of [
      'AP-1',
      'AP-3',
      'AP-4',
      'AP-5',
      'AP-6',
      'AP-9',
      'AP-13',
      'CP-3',
      'CP-4',
      'CP-5',
      'CP-6',
      'CP-8',
      'CP-10',
      'SV-1',
      'SV-3',
      'SD-6',
      'DU-2',
      'DU-3',
    ])
      expect([...found]).toContain(id)
  })
})

describe('rules are pure', () => {
  it.each(files)('%s reads no clock, no environment and no chance', (file) => {
    const code = readFileSync(projectFile('rules', file), 'utf8')
    expect(code).not.toMatch(/Temporal\.Now|Date\.now|new Date\(|process\.|Math\.random|timeZoneId\(\)/)
  })
})
