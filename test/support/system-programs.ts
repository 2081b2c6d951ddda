import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

type SystemProgram = { name: string; debianPackage: string; serves: string; present(): boolean }

const runs = (program: string): boolean => spawnSync(program, ['--version']).status === 0

/** The browser for tests of the pages, or undefined. */
export const chromiumPath = (): string | undefined =>
  [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  )

const hasChineseFont = (): boolean =>
  spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).stdout?.trim().length > 0

const programs: SystemProgram[] = [
  {
    name: 'redis-server',
    debianPackage: 'redis-server',
    serves: 'tests of jobs on Redis',
    present: () => runs('redis-server'),
  },
  {
    name: 'Chromium',
    debianPackage: 'chromium',
    serves: 'tests of the pages in a browser',
    present: () => chromiumPath() !== undefined,
  },
  {
    name: 'a Chinese font',
    debianPackage: 'fonts-wqy-microhei',
    serves: 'tests of how the pages look',
    present: hasChineseFont,
  },
]

/** What the tests need from the system and do not find. */
export const missingPrograms = (): SystemProgram[] => programs.filter((program) => !program.present())
