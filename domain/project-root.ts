import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const findRoot = (folder: string): string => {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('package.json of the project is not above this file')
  return findRoot(parent)
}

/** Absolute path of a file of the project, the same from sources and from `dist/`. */
export const projectFile = (...path: string[]): string =>
  join(findRoot(dirname(fileURLToPath(import.meta.url))), ...path)
