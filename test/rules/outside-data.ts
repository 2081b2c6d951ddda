import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { projectFile } from '../../domain/project-root.ts'

const folder = resolve(projectFile(), process.env.TEST_DATA_DIR ?? '../shared/data')

/** Whether tests on this outside file are skipped: it is absent and this is no CI run, where it must be there. */
export const isAbsent = (file: string): boolean =>
  !existsSync(join(folder, file)) && process.env.CI !== 'true'

/** An outside file of cases, `absent` where it is not there. */
export const outsideData = <T>(file: string, absent: T): T =>
  isAbsent(file) ? absent : (JSON.parse(readFileSync(join(folder, file), 'utf8')) as T)
