/** docs/dependencies.md lists every package with its licence. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../domain/project-root.ts'

const read = (file: string): string => readFileSync(projectFile(file), 'utf8')

/** Package → licence, of every row of every table. */
const listed = (): Map<string, string> => {
  const rows = read('docs/dependencies.md').matchAll(/^\| (`.*`) *\| (.*?) *\| (.*?) *\|$/gmu)
  return new Map(
    [...rows].flatMap(([, packages = '', licence = '', why = '']) =>
      why === ''
        ? []
        : [...packages.matchAll(/`([^`]+)`/gu)].map(([, name = '']) => [name, licence] as const),
    ),
  )
}

interface Manifest {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

const wanted = (): string[] => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Manifest
  return [...Object.keys(dependencies), ...Object.keys(devDependencies)]
}

const licenceOf = (name: string): string => {
  const manifest = JSON.parse(read(`node_modules/${name}/package.json`)) as {
    license?: string | { type: string }
    licenses?: { type: string }[]
  }
  const said = manifest.license ?? manifest.licenses?.[0]
  return typeof said === 'string' ? said : (said?.type ?? 'none')
}

describe('the list of packages', () => {
  it('has every package and no other, with a reason', () => {
    expect([...listed().keys()].toSorted()).toEqual(wanted().toSorted())
  })

  it('states the licence that the package states', () => {
    const list = listed()
    expect(Object.fromEntries(wanted().map((name) => [name, list.get(name)]))).toEqual(
      Object.fromEntries(wanted().map((name) => [name, licenceOf(name)])),
    )
  })

  it('has exact versions in package.json', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Manifest
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+/u)
  })
})
