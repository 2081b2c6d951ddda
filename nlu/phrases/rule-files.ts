import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as Yaml from 'yaml'
import { keyOfFiles, readGenerated, writeGenerated } from '../generated-file.ts'
import type { PhraseReading } from './compile-phrases.ts'

interface Kept {
  files: unknown[]
  readings: Record<string, PhraseReading>
}

const require = createRequire(import.meta.url)

/** Loaded only where something has changed. */
const parseYaml = (path: string): unknown => {
  const { parse } = require('yaml') as typeof Yaml
  return parse(readFileSync(path, 'utf8'))
}

/** The code that reads phrases. */
const readers = (): string[] => {
  const folder = dirname(fileURLToPath(import.meta.url))
  return readdirSync(folder)
    .filter((name) => /^(?!.*\.d\.ts$).*\.[jt]s$/.test(name))
    .sort()
    .map((name) => join(folder, name))
}

/**
 * What `build` makes of the contents of YAML files and what is known of their phrases. Both are kept under the name in
 * `nlu/generated/` until a file changes: reading them anew is most of the work of a start.
 */
export const buildRules = <T>(
  name: string,
  paths: readonly string[],
  build: (files: unknown[], readings: Kept['readings']) => T,
): T => {
  const key = keyOfFiles([...paths, ...readers()])
  const json = readGenerated(name, key) as string | null
  if (json !== null) {
    const kept = JSON.parse(json) as Kept
    return build(kept.files, kept.readings)
  }
  const made: Kept = { files: paths.map(parseYaml), readings: {} }
  const built = build(made.files, made.readings)
  writeGenerated(name, key, JSON.stringify(made)) // small objects by the thousand are read faster as JSON
  return built
}
